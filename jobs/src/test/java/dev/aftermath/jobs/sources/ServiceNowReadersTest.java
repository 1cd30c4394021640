package dev.aftermath.jobs.sources;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aftermath.jobs.domain.incident.IncidentField;
import java.nio.charset.Charset;
import java.time.Instant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("ServiceNow's exports")
class ServiceNowReadersTest {

  @Test
  @DisplayName("read stored values of the Table API in UTC")
  void readsStoredValues() {
    GatheredExport read =
        GatheredExport.of(
            new ServiceNowTableReader(),
            TestSettings.zoned("Europe/Berlin", null),
            """
            {"result":[{"number":"INC1","sys_id":"0123456789abcdef0123456789abcdef","state":"6",
              "priority":"2","impact":"1","urgency":"2","made_sla":"true","reopen_count":"",
              "opened_at":"2026-07-01 10:00:00","resolved_at":"2026-07-01 12:00:00",
              "sys_updated_on":"2026-07-01 12:00:05","sys_mod_count":"4",
              "business_service":{"link":"https://x","value":"0123456789abcdef0123456789abcdef"},
              "u_service":"cart","u_tenant":"umbrella","u_monitoring_id":"M-1",
              "correlation_id":"PABC","close_notes":"Disk full","close_code":"Solved",
              "caused_by":"","assignment_group":"","short_description":"Cart down"}]}
            """);

    RawRecord record = read.records.get(0);
    assertThat(record.key()).isEqualTo("INC1");
    assertThat(record.sequence()).isEqualTo(4);
    assertThat(record.versionAt()).isEqualTo(Instant.parse("2026-07-01T12:00:05Z"));
    assertThat(record.fields())
        .containsEntry(IncidentField.OPENED_AT, "2026-07-01T10:00:00Z")
        .containsEntry(IncidentField.RESOLVED_AT, "2026-07-01T12:00:00Z")
        .containsEntry(IncidentField.STATE, "RESOLVED")
        .containsEntry(IncidentField.STATE_AS_WRITTEN, "6")
        .containsEntry(IncidentField.PRIORITY, "2")
        .containsEntry(IncidentField.MADE_SLA, "true")
        .containsEntry(IncidentField.SERVICE, "cart")
        .containsEntry(IncidentField.TENANT, "umbrella")
        .containsEntry(IncidentField.MONITORING_ID, "M-1")
        .containsEntry(IncidentField.EXTERNAL_REFERENCE, "PABC")
        .containsEntry(IncidentField.CAUSE_TEXT, "Disk full")
        .doesNotContainKeys(IncidentField.REOPEN_COUNT, IncidentField.TEAM);
  }

  @Test
  @DisplayName("read both values of the Table API: times as stored, references as shown")
  void readsBothValues() {
    GatheredExport read =
        GatheredExport.of(
            new ServiceNowTableReader(),
            """
            {"result":{"number":{"display_value":"INC1","value":"INC1"},
              "state":{"display_value":"Closed","value":7.0},
              "priority":{"display_value":"1 - Critical","value":"1"},
              "opened_at":{"display_value":"01.07.2026 12:00","value":"2026-07-01 10:00:00"},
              "closed_at":{"display_value":"","value":""},
              "business_service":{"display_value":"cart","value":"9","link":"https://x"},
              "caused_by":{"display_value":"CHG7","value":"9","link":"https://x"}}}
            """);

    assertThat(read.defects).isEmpty();
    assertThat(read.records.get(0).fields())
        .containsEntry(IncidentField.OPENED_AT, "2026-07-01T10:00:00Z")
        .containsEntry(IncidentField.STATE, "CLOSED")
        .containsEntry(IncidentField.STATE_AS_WRITTEN, "Closed")
        .containsEntry(IncidentField.SERVICE, "cart")
        .containsEntry(IncidentField.CHANGE_REFERENCE, "CHG7")
        .doesNotContainKey(IncidentField.CLOSED_AT);
  }

  @Test
  @DisplayName("need zone and pattern for display values alone")
  void readsDisplayValues() {
    String answer =
        """
        {"result":[{"number":"INC1","state":"New","priority":"4 - Low",
          "opened_at":"12/31/2026 07:19:57 PM",
          "assignment_group":{"display_value":"Desk","link":"https://x"}}]}
        """;
    GatheredExport undeclared = GatheredExport.of(new ServiceNowTableReader(), answer);
    GatheredExport declared =
        GatheredExport.of(
            new ServiceNowTableReader(),
            TestSettings.zoned("America/New_York", "MM/dd/yyyy hh:mm:ss a"),
            answer);

    assertThat(undeclared.defects).extracting(Defect::kind).containsExactly(DefectKind.BAD_TIME);
    assertThat(undeclared.defects.get(0).remedy()).contains("Declare zone and date_pattern");
    assertThat(declared.records.get(0).fields())
        .containsEntry(IncidentField.OPENED_AT, "2027-01-01T00:19:57Z")
        .containsEntry(IncidentField.TEAM, "Desk");
  }

  @Test
  @DisplayName("read list CSV in windows-1252, with labels, without escapes of formulas")
  void readsListCsv() {
    String text =
        """
        Number,Short description,Opened,State,Updates
        INC1,'=Störung – Kasse,31-12-2026 08:00:00,On Hold,2
        """;

    GatheredExport read =
        GatheredExport.of(
            new ServiceNowCsvReader(),
            TestSettings.zoned("Europe/Berlin", "dd-MM-yyyy HH:mm:ss"),
            text.getBytes(Charset.forName("windows-1252")));

    assertThat(read.defects).isEmpty();
    assertThat(read.records.get(0).sequence()).isEqualTo(2);
    assertThat(read.records.get(0).fields())
        .containsEntry(IncidentField.TITLE, "=Störung – Kasse")
        .containsEntry(IncidentField.OPENED_AT, "2026-12-31T07:00:00Z")
        .containsEntry(IncidentField.STATE, "ON_HOLD");
  }

  @Test
  @DisplayName("read unloads in XML, names of references included, journals left out")
  void readsUnload() {
    GatheredExport read =
        GatheredExport.of(
            new ServiceNowXmlReader(),
            """
            <?xml version="1.0" encoding="UTF-8"?>
            <unload unload_date="2026-07-01 10:00:00">
            <incident action="INSERT_OR_UPDATE">
              <number>INC1</number><state>2</state><opened_at>2026-07-01 10:00:00</opened_at>
              <business_service display_value="cart">0123</business_service>
              <short_description>a &lt; b &amp; c</short_description><closed_at/>
            </incident>
            <sys_journal_field action="INSERT_OR_UPDATE"><value>note</value></sys_journal_field>
            </unload>
            """);

    assertThat(read.defects).isEmpty();
    assertThat(read.records).hasSize(1);
    assertThat(read.records.get(0).fields())
        .containsEntry(IncidentField.SERVICE, "cart")
        .containsEntry(IncidentField.TITLE, "a < b & c")
        .containsEntry(IncidentField.STATE, "IN_PROGRESS");
    assertThat(read.records.get(0).body())
        .contains("\"business_service\":{\"display_value\":\"cart\",\"value\":\"0123\"}");
    assertThat(read.warnings).singleElement().asString().contains("sys_journal_field");
  }

  @Test
  @DisplayName("read list XML in the encoding that it declares")
  void readsListXml() {
    String text =
        "<?xml version='1.0' encoding='ISO-8859-1'?><xml><incident><number>INC1</number>"
            + "<short_description><![CDATA[Stö</incident>rung]]></short_description></incident>"
            + "<incident><number>INC2</number></incident></xml>";

    GatheredExport read =
        GatheredExport.of(
            new ServiceNowXmlReader(),
            SourceSettings.named("test"),
            text.getBytes(Charset.forName("ISO-8859-1")));

    assertThat(read.keys()).containsExactly("INC1", "INC2");
    assertThat(read.records.get(0).fields())
        .containsEntry(IncidentField.TITLE, "Stö</incident>rung");
  }

  @Test
  @DisplayName("read change requests with planned and actual times")
  void readsChanges() {
    GatheredExport read =
        GatheredExport.of(
            new ServiceNowTableReader(),
            TestSettings.changes(),
            """
            {"result":[{"number":"CHG1","sys_class_name":"change_request","state":"-1",
              "type":"standard","approval":"approved","close_code":"successful",
              "start_date":"2026-07-01 10:00:00","work_start":"2026-07-01 10:05:00",
              "work_end":"2026-07-01 10:45:00","u_deployment_strategy":"canary"}]}
            """);

    assertThat(read.records.get(0).kind()).isEqualTo(RawRecord.CHANGE);
    assertThat(read.records.get(0).fields())
        .containsEntry(IncidentField.STATE, "IN_PROGRESS")
        .containsEntry(IncidentField.PLANNED_START_AT, "2026-07-01T10:00:00Z")
        .containsEntry(IncidentField.START_AT, "2026-07-01T10:05:00Z")
        .containsEntry(IncidentField.END_AT, "2026-07-01T10:45:00Z")
        .containsEntry(IncidentField.CHANGE_TYPE, "standard")
        .containsEntry(IncidentField.APPROVAL, "approved")
        .containsEntry(IncidentField.CLOSE_CODE, "successful")
        .containsEntry(IncidentField.DEPLOYMENT_STRATEGY, "canary")
        .doesNotContainKey(IncidentField.INCIDENT_KIND);
  }
}
