package dev.aftermath.jobs.sources;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aftermath.jobs.domain.incident.IncidentField;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("ServiceNow's exports of problems")
class ServiceNowProblemTest {

  @Test
  @DisplayName("tell by stored values how a problem stands, when it was resolved, and how")
  void stored() {
    GatheredExport read =
        GatheredExport.of(
            new ServiceNowTableReader(),
            TestSettings.problems(null, null),
            """
            {"result":[
              {"number":"PRB0040001","sys_id":"0123456789abcdef0123456789abcdef",
               "sys_class_name":"problem","short_description":"Pool runs dry","state":"107",
               "resolution_code":"fix_applied","opened_at":"2026-03-01 08:00:00",
               "resolved_at":"2026-03-20 09:30:00","closed_at":"2026-03-27 09:30:00",
               "sys_updated_on":"2026-03-27 09:30:00","sys_mod_count":"7"},
              {"number":"PRB0040002","sys_class_name":"problem","state":"104",
               "resolution_code":"","opened_at":"2026-03-01 08:00:00","resolved_at":"",
               "sys_updated_on":"2026-03-02 08:00:00"},
              {"number":"PRB0040003","sys_class_name":"problem","state":"4",
               "closed_at":"2026-03-02 08:00:00","sys_updated_on":"2026-03-02 08:00:00"}]}
            """);

    assertThat(read.defects).isEmpty();
    RawRecord record = read.records.get(0);
    assertThat(record.kind()).isEqualTo("problem");
    assertThat(record.key()).isEqualTo("PRB0040001");
    assertThat(record.fields())
        .containsEntry(IncidentField.INTERNAL_ID, "0123456789abcdef0123456789abcdef")
        .containsEntry(IncidentField.TITLE, "Pool runs dry")
        .containsEntry(IncidentField.STATE, "CLOSED")
        .containsEntry(IncidentField.CLOSE_CODE, "fix_applied")
        .containsEntry(IncidentField.RESOLVED_AT, "2026-03-20T09:30:00Z")
        .containsEntry(IncidentField.CLOSED_AT, "2026-03-27T09:30:00Z");
    assertThat(states(read)).containsExactly("CLOSED", "IN_PROGRESS", "CLOSED");
  }

  @Test
  @DisplayName("tell the same in lists with labels")
  void list() {
    GatheredExport read =
        GatheredExport.of(
            new ServiceNowCsvReader(),
            TestSettings.problems("Europe/Berlin", "dd-MM-yyyy HH:mm:ss"),
            """
            "Number","Problem statement","State","Resolution code","Resolved","Closed"
            "PRB0040001","Pool runs dry","Closed","Risk Accepted","20-03-2026 10:30:00",""
            "PRB0040002","Pool runs dry","Root Cause Analysis","","",""
            "PRB0040003","Pool runs dry","Closed/Resolved","","","20-03-2026 10:30:00"
            """);

    assertThat(read.defects).isEmpty();
    assertThat(read.records.get(0).fields())
        .containsEntry(IncidentField.CLOSE_CODE, "Risk Accepted")
        .containsEntry(IncidentField.RESOLVED_AT, "2026-03-20T09:30:00Z");
    assertThat(states(read)).containsExactly("CLOSED", "IN_PROGRESS", "CLOSED");
  }

  @Test
  @DisplayName("hold no tasks of problems: these are put aside with a reason")
  void task() {
    GatheredExport read =
        GatheredExport.of(
            new ServiceNowTableReader(),
            TestSettings.problems(null, null),
            """
            {"result":[{"number":"PTASK0010001","sys_class_name":"problem_task","state":"1"}]}
            """);

    assertThat(read.records).isEmpty();
    assertThat(read.defects)
        .singleElement()
        .extracting(Defect::cause)
        .asString()
        .contains("problem_task", "not about a problem");
  }

  private static List<String> states(GatheredExport read) {
    return read.records.stream().map(record -> record.fields().get(IncidentField.STATE)).toList();
  }
}
