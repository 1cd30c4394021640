package dev.aftermath.jobs.sources;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aftermath.jobs.domain.incident.IncidentField;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Alerts of Alertmanager")
class AlertmanagerReadersTest {
  private static final String KEY = "0cc9a9718ed7db0d|2026-11-02T09:00:00.123Z";
  private static final String LABELS =
      "\"labels\":{\"alertname\":\"DiskFull\",\"service\":\"checkout\",\"severity\":\"critical\"}";

  @Test
  @DisplayName("fire in a snapshot, whose end lies ahead and is none")
  void snapshot() {
    RawRecord alert =
        only(
            new AlertmanagerAlertsReader(),
            "["
                + stated("2026-11-02T10:00:00.123+01:00", "2026-11-02T09:09:30.277Z")
                    .replace("}}", "},\"updatedAt\":\"2026-11-02T09:05:30.277Z\",")
                + "\"status\":{\"state\":\"suppressed\",\"silencedBy\":[\"s\"]}}]");

    assertThat(alert.kind()).isEqualTo("alert");
    assertThat(alert.key()).isEqualTo(KEY);
    assertThat(alert.versionAt()).isEqualTo(Instant.parse("2026-11-02T09:05:30.277Z"));
    assertThat(alert.fields())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                IncidentField.NATIVE_ID, "0cc9a9718ed7db0d",
                IncidentField.OPENED_AT, "2026-11-02T09:00:00.123Z",
                IncidentField.TITLE, "DiskFull",
                IncidentField.SERVICE, "checkout",
                IncidentField.SEVERITY, "critical",
                IncidentField.STATE, "OPEN",
                IncidentField.STATE_AS_WRITTEN, "suppressed"));
  }

  @Test
  @DisplayName("ended where a snapshot states an end that is not after its last update")
  void endedSnapshot() {
    RawRecord alert =
        only(
            new AlertmanagerAlertsReader(),
            "["
                + stated("2026-11-02T09:00:00.123Z", "2026-11-02T09:05:00Z")
                    .replace("}}", "},\"updatedAt\":\"2026-11-02T09:05:00Z\",")
                + "\"status\":{\"state\":\"active\"}}]");

    assertThat(alert.fields())
        .containsEntry(IncidentField.STATE, "RESOLVED")
        .containsEntry(IncidentField.RESOLVED_AT, "2026-11-02T09:05:00Z");
  }

  @Test
  @DisplayName("of notifications, a line each, are of the group that stands behind them")
  void notifications() {
    String fires = stated("2026-11-02T10:00:00.123956789+01:00", "0001-01-01T00:00:00Z");
    String over = stated("2026-11-02T10:00:00.123956789+01:00", "2026-11-02T10:07:00.9999+01:00");
    GatheredExport read =
        GatheredExport.of(
            new AlertmanagerWebhookReader(),
            notification("firing", fires, "{}:{alertname=\\\"DiskFull\\\"}")
                + "\n"
                + notification("resolved", over, "{}/{a=\\\"b\\\"}:{}")
                + "\n");

    assertThat(read.defects).isEmpty();
    assertThat(read.keys()).containsExactly(KEY, KEY);
    assertThat(read.records)
        .extracting(
            record -> record.fields().get(IncidentField.DEDUPLICATION_KEY),
            record -> record.fields().get(IncidentField.STATE),
            RawRecord::versionAt)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(
                "{}:{alertname=\"DiskFull\"}", "OPEN", Instant.parse("2026-11-02T09:00:00.123Z")),
            org.assertj.core.groups.Tuple.tuple(
                "{}/{a=\"b\"}:{}", "RESOLVED", Instant.parse("2026-11-02T09:07:00.999900Z")));
    assertThat(read.records.get(0).body())
        .startsWith("{\"groupKey\":\"{}:{alertname=")
        .contains(LABELS);
  }

  @Test
  @DisplayName("of old versions tell neither fingerprint nor status; both follow from the rest")
  void oldVersion() {
    RawRecord alert =
        only(
            new AlertmanagerWebhookReader(),
            """
            {"version":"4","groupKey":"{}:{}","status":"firing","alerts":[
              {"labels":{"alertname":"DiskFull","service":"checkout"},
               "startsAt":"2026-11-02T10:00:00.123077559+01:00","endsAt":"0001-01-01T00:00:00Z"}]}
            """);

    assertThat(alert.key()).isEqualTo(KEY);
    assertThat(alert.fields()).containsEntry(IncidentField.STATE, "OPEN");
  }

  @Test
  @DisplayName("are about what the labels say that the settings name")
  void declaredLabels() {
    SourceSettings settings = TestSettings.labelled(Map.of("service", "alertname"));
    GatheredExport read =
        GatheredExport.of(
            new AlertmanagerWebhookReader(),
            settings,
            notification(
                "firing", stated("2026-11-02T09:00:00Z", "0001-01-01T00:00:00Z"), "{}:{}"));

    assertThat(read.records.get(0).fields()).containsEntry(IncidentField.SERVICE, "DiskFull");
  }

  @Test
  @DisplayName(
      "before the place where a file is cut off are kept, and what was left out is warned of")
  void cutOff() {
    String whole =
        notification("firing", stated("2026-11-02T09:00:00Z", "0001-01-01T00:00:00Z"), "{}:{}")
            .replace("\"truncatedAlerts\":0", "\"truncatedAlerts\":3");
    GatheredExport read =
        GatheredExport.of(
            new AlertmanagerWebhookReader(),
            whole + "\n" + whole.substring(0, whole.indexOf(",\"groupKey\"")));

    assertThat(read.records).hasSize(2);
    assertThat(read.records.get(1).fields()).doesNotContainKey(IncidentField.DEDUPLICATION_KEY);
    assertThat(read.defects).extracting(Defect::kind).containsExactly(DefectKind.TRUNCATED);
    assertThat(read.warnings)
        .containsExactly(
            "A notification leaves out 3 alerts of its group; raise max_alerts of the webhook.");
  }

  @Test
  @DisplayName(
      "are named in PagerDuty's log by fingerprint, or by labels as Alertmanager lists them")
  void namedByPage() {
    String entry =
        """
        {"log_entries":[{"id":"R1","type":"trigger_log_entry","created_at":"2026-11-02T09:00:30Z",
          "incident":{"id":"P1"},"channel":{"type":"api","details":{
            "fingerprints":["744e61ca074bea90","no id"],"num_firing":"1","resolved":"",
            "firing":"Labels:\\n - alertname = DiskFull\\n - service = checkout\\nAnnotations:\\n - summary = x\\nSource: \\n"}}}]}
        """;

    assertThat(GatheredExport.of(new PagerDutyLogEntriesReader(), entry).events())
        .extracting(event -> event.kind() + " " + event.detail())
        .isEqualTo(
            List.of("TRIGGERED api", "ALERTED 744e61ca074bea90", "ALERTED 0cc9a9718ed7db0d"));
  }

  private static RawRecord only(ExportReader reader, String text) {
    GatheredExport read = GatheredExport.of(reader, text);
    assertThat(read.defects).isEmpty();
    assertThat(read.records).hasSize(1);
    return read.records.get(0);
  }

  private static String stated(String startsAt, String endsAt) {
    return "{"
        + LABELS
        + ",\"startsAt\":\""
        + startsAt
        + "\",\"endsAt\":\""
        + endsAt
        + "\",\"fingerprint\":\"0cc9a9718ed7db0d\",\"annotations\":{}}";
  }

  private static String notification(String status, String alert, String groupKey) {
    return "{\"status\":\""
        + status
        + "\",\"alerts\":["
        + alert.replace("{\"labels\"", "{\"status\":\"" + status + "\",\"labels\"")
        + "],\"groupLabels\":{},\"version\":\"4\",\"groupKey\":\""
        + groupKey
        + "\",\"truncatedAlerts\":0}";
  }
}
