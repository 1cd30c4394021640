package dev.aftermath.jobs.sources;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aftermath.jobs.domain.incident.ActorKind;
import dev.aftermath.jobs.domain.incident.EventKind;
import dev.aftermath.jobs.domain.incident.IncidentField;
import java.time.Instant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The notices of a status page")
class StatuspageIncidentsReaderTest {

  @Test
  @DisplayName("tell of components, impact, beginning, end and updates")
  void notice() {
    RawRecord notice =
        only(
            """
            {"page":{"id":"p1","time_zone":"Etc/UTC"},"incidents":[
              {"id":"n1","name":"Checkout slow","status":"postmortem","impact":"major",
               "created_at":"2026-03-01T10:05:00.000Z","started_at":"2026-03-01T04:00:00.000-06:00",
               "resolved_at":"2026-03-01T10:30:00.000Z","updated_at":"2026-03-04T09:00:00.000Z",
               "components":[{"id":"c1","name":"API"},{"id":"c2","name":"Web shop"}],
               "incident_updates":[
                {"status":"postmortem","display_at":"2026-03-04T09:00:00.000Z","body":"Why"},
                {"status":"resolved","display_at":"2026-03-01T10:30:00.000Z","body":"Over"},
                {"status":"investigating","display_at":"2026-03-01T10:00:01.000Z","body":"Slow"}]}]}
            """);

    assertThat(notice.kind()).isEqualTo("notice");
    assertThat(notice.key()).isEqualTo("n1");
    assertThat(notice.versionAt()).isEqualTo(Instant.parse("2026-03-04T09:00:00Z"));
    assertThat(notice.fields())
        .containsEntry(IncidentField.TITLE, "Checkout slow")
        .containsEntry(IncidentField.COMPONENTS, "API\nWeb shop")
        .containsEntry(IncidentField.NOTICE_IMPACT, "major")
        .containsEntry(IncidentField.STATE_AS_WRITTEN, "postmortem")
        .containsEntry(IncidentField.OPENED_AT, "2026-03-01T10:00:00Z")
        .containsEntry(IncidentField.RESOLVED_AT, "2026-03-01T10:30:00Z");
    assertThat(notice.events())
        .contains(
            new RawEvent(
                Instant.parse("2026-03-01T10:00:01Z"),
                EventKind.ANNOTATED,
                ActorKind.UNKNOWN,
                null,
                "investigating"))
        .hasSize(3);
  }

  @Test
  @DisplayName("begin with the first update that is shown, where that was dated back")
  void backDated() {
    RawRecord notice =
        only(
            """
            [{"id":"n1","status":"resolved","impact":"minor","resolved_at":"2026-03-01T08:30:00Z",
              "started_at":"2026-03-02T12:00:00Z","components":[],"incident_updates":[
               {"status":"resolved","display_at":"2026-03-01T08:30:00Z"},
               {"status":"identified","display_at":"2026-03-01T08:00:00Z",
                "affected_components":[{"code":"c1","name":"Shop - API"}]}]}]
            """);

    assertThat(notice.fields())
        .containsEntry(IncidentField.OPENED_AT, "2026-03-01T08:00:00Z")
        .containsEntry(IncidentField.RESOLVED_AT, "2026-03-01T08:30:00Z")
        .containsEntry(IncidentField.COMPONENTS, "Shop - API");
    assertThat(notice.versionAt()).isNull();
  }

  @Test
  @DisplayName("are planned work from its scheduled time on, whatever impact they state")
  void planned() {
    RawRecord notice =
        only(
            """
            {"scheduled_maintenances":[
              {"id":"n1","status":"scheduled","impact":"critical","resolved_at":null,
               "created_at":"2026-03-01T10:00:00Z","scheduled_for":"2026-03-08T22:00:00Z",
               "scheduled_until":"2026-03-08T23:00:00Z","incident_updates":[
                {"status":"scheduled","display_at":"2026-03-01T10:00:00Z"}]}]}
            """);

    assertThat(notice.fields())
        .containsEntry(IncidentField.NOTICE_IMPACT, "maintenance")
        .containsEntry(IncidentField.OPENED_AT, "2026-03-08T22:00:00Z")
        .doesNotContainKeys(IncidentField.RESOLVED_AT, IncidentField.COMPONENTS);
  }

  @Test
  @DisplayName("are open again when their status says so, and end with their last resolution")
  void reopened() {
    String notice =
        """
        [{"id":"n1","status":"STATUS","impact":"minor","started_at":"2026-03-01T10:00:00Z",
          "resolved_at":RESOLVED,"incident_updates":[
           {"status":"resolved","display_at":"2026-03-01T11:00:00Z"}]}]
        """;

    assertThat(
            only(notice
                    .replace("STATUS", "monitoring")
                    .replace("RESOLVED", "\"2026-03-01T11:00:00Z\""))
                .fields())
        .doesNotContainKey(IncidentField.RESOLVED_AT);
    assertThat(only(notice.replace("STATUS", "resolved").replace("RESOLVED", "null")).fields())
        .containsEntry(IncidentField.RESOLVED_AT, "2026-03-01T11:00:00Z");
  }

  @Test
  @DisplayName("are quarantined one by one, with the field and the words that are allowed")
  void broken() {
    GatheredExport read =
        GatheredExport.of(
            new StatuspageIncidentsReader(),
            """
            [{"id":"n1","status":"resolved","impact":"huge","started_at":"2026-03-01T10:00:00Z"},
             {"id":"n2","status":"resolved","impact":"minor","started_at":"2026-03-01T10:00:00Z"},
             {"id":"n3","status":"resolved","impact":"minor","started_at":"2026-03-01T10:00:00Z",
              "resolved_at":"2026-03-01T09:00:00Z"},
             {"id":"n4","status":"identified","impact":"minor"},
             {"id":"n5","status":"identified","impact":"minor","started_at":"2026-03-01T10:00:00Z"}]
            """);

    assertThat(read.keys()).containsExactly("n5");
    assertThat(read.defects)
        .extracting(Defect::cause)
        .containsExactly(
            "impact is \"huge\", expected is one of none, minor, major, critical, maintenance",
            "resolved_at is absent or empty",
            "resolved_at 2026-03-01T09:00:00Z is before opened_at 2026-03-01T10:00:00Z",
            "started_at is absent or empty");
    assertThat(read.account()).isEqualTo(5);
  }

  private static RawRecord only(String file) {
    GatheredExport read = GatheredExport.of(new StatuspageIncidentsReader(), file);
    assertThat(read.defects).isEmpty();
    assertThat(read.records).hasSize(1);
    return read.records.get(0);
  }
}
