package dev.aftermath.jobs.sources;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aftermath.jobs.domain.incident.IncidentField;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("ServiceNow's exports of task SLAs")
class ServiceNowSlaTest {

  @Test
  @DisplayName("read stored values: durations as dates from 1970, names beside the ids")
  void stored() {
    GatheredExport read =
        GatheredExport.of(
            new ServiceNowTableReader(),
            TestSettings.slas(null, null),
            """
            {"result":[{"sys_id":"0123456789abcdef0123456789abcdef","stage":"completed",
              "task":{"link":"https://x","value":"0123456789abcdef0123456789abcdef"},
              "task.number":"INC1","sla":"0123456789abcdef0123456789abcdef",
              "sla.name":"P3 resolution","sla.target":"","sla.type":"SLA","has_breached":"false",
              "start_time":"2026-11-13 20:00:00","end_time":"2026-11-16 08:30:00",
              "planned_end_time":"2026-11-16 15:00:00","original_breach_time":"2026-11-16 15:00:00",
              "duration":"1970-01-03 12:30:00","business_duration":"1970-01-01 01:30:00",
              "pause_duration":"1970-01-01 00:00:00","percentage":"756.25",
              "business_percentage":"18.75","schedule":"0123456789abcdef0123456789abcdef",
              "schedule.name":"8-5 weekdays","timezone":"Europe/Berlin",
              "sys_updated_on":"2026-11-16 08:30:01"}]}
            """);

    assertThat(read.defects).isEmpty();
    RawRecord record = read.records.get(0);
    assertThat(record.kind()).isEqualTo("sla");
    assertThat(record.key()).isEqualTo("INC1|P3 resolution|2026-11-13T20:00:00Z");
    assertThat(record.fields())
        .containsEntry(IncidentField.TASK, "INC1")
        .containsEntry(IncidentField.TITLE, "P3 resolution")
        .containsEntry(IncidentField.SLA_TARGET, "resolution")
        .containsEntry(IncidentField.SLA_STAGE, "completed")
        .containsEntry(IncidentField.END_AT, "2026-11-16T08:30:00Z")
        .containsEntry(IncidentField.ORIGINAL_BREACH_AT, "2026-11-16T15:00:00Z")
        .containsEntry(IncidentField.ELAPSED_SECONDS, "217800")
        .containsEntry(IncidentField.BUSINESS_ELAPSED_SECONDS, "5400")
        .containsEntry(IncidentField.PAUSED_SECONDS, "0")
        .containsEntry(IncidentField.ELAPSED_PERCENT, "756.25")
        .containsEntry(IncidentField.BUSINESS_ELAPSED_PERCENT, "18.75")
        .containsEntry(IncidentField.BREACHED, "false")
        .containsEntry(IncidentField.SCHEDULE, "8-5 weekdays")
        .containsEntry(IncidentField.ZONE, "Europe/Berlin");
  }

  @Test
  @DisplayName("read lists with labels: durations in words and seconds, an OLA as a response")
  void list() {
    GatheredExport read =
        GatheredExport.of(
            new ServiceNowCsvReader(),
            TestSettings.slas("Europe/Berlin", "dd-MM-yyyy HH:mm:ss"),
            """
            Task,SLA definition,Type,Stage,Start time,Stop time,Pause duration,Actual elapsed time,\
            Business elapsed percentage,Has breached
            INC1,First answer,OLA,Canceled,13-11-2026 21:00:00,,1 Day 2 Hours 5 Minutes,90,"1,756.2%",true
            """);

    assertThat(read.defects).isEmpty();
    assertThat(read.records.get(0).fields())
        .containsEntry(IncidentField.SLA_TARGET, "response")
        .containsEntry(IncidentField.SLA_STAGE, "cancelled")
        .containsEntry(IncidentField.START_AT, "2026-11-13T20:00:00Z")
        .containsEntry(IncidentField.PAUSED_SECONDS, "93900")
        .containsEntry(IncidentField.ELAPSED_SECONDS, "90")
        .containsEntry(IncidentField.BUSINESS_ELAPSED_PERCENT, "1756.2")
        .doesNotContainKey(IncidentField.END_AT);
  }

  @Test
  @DisplayName("quarantine what names no ticket or has a duration that is none")
  void broken() {
    GatheredExport read =
        GatheredExport.of(
            new ServiceNowTableReader(),
            TestSettings.slas(null, null),
            """
            {"result":[
              {"task":{"link":"https://x","value":"0123456789abcdef0123456789abcdef"},
               "sla":"Response","start_time":"2026-11-13 20:00:00","target":"response"},
              {"task":"INC2","sla":"Response","start_time":"2026-11-13 20:00:00",
               "target":"response","pause_duration":"a while"},
              {"task":"INC3","sla":"Response","target":"response"},
              {"task":"INC4","sla":"Response","start_time":"2026-11-13 20:00:00"}]}
            """);

    assertThat(read.defects)
        .extracting(Defect::cause)
        .containsExactly(
            "task holds an id without a name",
            "pause_duration is \"a while\", expected is a duration such as 1970-01-01 08:30:00,"
                + " 30600 or 8 Hours 30 Minutes",
            "start_time is absent or empty");
    assertThat(read.records).hasSize(1);
    assertThat(read.warnings)
        .containsExactly(
            "SLAs without target and type cannot be told apart; export sla.target and sla.type.");
  }
}
