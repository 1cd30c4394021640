package dev.aftermath.jobs.domain.matching;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aftermath.jobs.domain.digest.Sha256;
import dev.aftermath.jobs.domain.incident.IncidentField;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("An alert is put down")
class AlertLinkingTest {
  private static final String GROUP = "{}:{alertname=\"DiskFull\", service=\"checkout\"}";
  private static final AlertRules RULES =
      new AlertRules(
          Duration.ofMinutes(60),
          List.of(
              new NearbyRule(
                  "same_service", List.of(IncidentField.SERVICE), Duration.ofMinutes(10))));

  @Test
  @DisplayName("to the incident whose log names it, before one of its group")
  void named() {
    assertThat(
            link(
                alert("10:00:00", Map.of()),
                incident("P1", "10:01:00", "11:00:00", Sha256.hex(GROUP)),
                new AlertedIncident(
                    "P2",
                    List.of("P2"),
                    null,
                    at("10:02:00"),
                    null,
                    null,
                    List.of("f1"),
                    Map.of())))
        .isEqualTo(
            new AlertLink(
                "P2", "alert_named", "its log names alert f1, opened 120 s after the alert"));
  }

  @Test
  @DisplayName("by its group's key or the digest that a paging system is sent of it")
  void group() {
    for (String key : List.of(GROUP, Sha256.hex(GROUP), "f1")) {
      assertThat(link(alert("10:00:00", Map.of()), incident("P1", "10:00:30", "11:00:00", key)))
          .isEqualTo(
              new AlertLink(
                  "P1",
                  "deduplication_key",
                  "its deduplication key is " + key + ", opened 30 s after the alert"));
    }
  }

  @Test
  @DisplayName("by a group's key to what was open when it began, else to what is opened next")
  void keysComeBack() {
    String key = Sha256.hex(GROUP);
    AlertedIncident first = incident("P1", "09:00:00", "10:30:00", key);
    AlertedIncident second = incident("P2", "10:40:00", "12:00:00", key);

    assertThat(linkedTo(alert("10:29:59", Map.of()), first, second)).isEqualTo("P1");
    assertThat(linkedTo(alert("10:30:00", Map.of()), first, second)).isEqualTo("P2");
    assertThat(linkedTo(alert("12:00:00", Map.of()), first, second)).isNull();
    assertThat(linkedTo(alert("07:59:59", Map.of()), first, second)).isNull();
    assertThat(linkedTo(alert("08:00:00", Map.of()), first, second)).isEqualTo("P1");
  }

  @Test
  @DisplayName("by the id of a check to what is opened next, else to what was open already")
  void monitoringId() {
    AlertedIncident older = about("P1", "09:00:00", IncidentField.MONITORING_ID, "MON-1");
    AlertedIncident next = about("P2", "10:40:00", IncidentField.MONITORING_ID, "MON-1");
    Map<IncidentField, String> check = Map.of(IncidentField.MONITORING_ID, "MON-1");

    assertThat(linkedTo(alert("10:00:00", check), older, next)).isEqualTo("P2");
    assertThat(linkedTo(alert("09:30:00", check), older, next)).isEqualTo("P1");
    assertThat(link(alert("09:30:00", check), older, next))
        .extracting(AlertLink::evidence)
        .isEqualTo("same monitoring id MON-1, open when the alert began");
  }

  @Test
  @DisplayName("without a key to what is opened next on its service, within ten minutes")
  void nearby() {
    AlertedIncident incident = about("P1", "10:10:00", IncidentField.SERVICE, "Checkout");
    Map<IncidentField, String> service = Map.of(IncidentField.SERVICE, "checkout");

    assertThat(link(alert("10:00:00", service), incident))
        .isEqualTo(
            new AlertLink("P1", "same_service", "same service, opened 600 s after the alert"));
    assertThat(linkedTo(alert("09:59:59", service), incident)).isNull();
    assertThat(linkedTo(alert("10:10:01", service), incident)).isNull();
    assertThat(linkedTo(alert("10:00:00", Map.of()), incident)).isNull();
  }

  @Test
  @DisplayName("to what a merged incident lives on in, over several steps, and never in a circle")
  void merged() {
    AlertedIncident first = merged("P1", "P2", Sha256.hex(GROUP));
    AlertedIncident second = merged("P2", "P3", null);
    AlertedIncident third = merged("P3", null, null);

    assertThat(link(alert("10:00:00", Map.of()), first, second, third))
        .isEqualTo(
            new AlertLink(
                "id-P3",
                "deduplication_key",
                "its deduplication key is "
                    + Sha256.hex(GROUP)
                    + ", opened 60 s after the alert; id-P1 was merged into id-P3"));
    assertThat(
            linkedTo(
                alert("10:00:00", Map.of()),
                merged("P1", "P2", Sha256.hex(GROUP)),
                merged("P2", "P1", null)))
        .isEqualTo("id-P1");
  }

  private static @Nullable String linkedTo(AlertSighting alert, AlertedIncident... incidents) {
    AlertLink link = link(alert, incidents);
    return link == null ? null : link.incidentId();
  }

  /** In whatever order the incidents come. */
  private static @Nullable AlertLink link(AlertSighting alert, AlertedIncident... incidents) {
    List<AlertedIncident> all = new ArrayList<>(List.of(incidents));
    AlertLink link = AlertLinking.among(all, RULES).link(alert);
    Collections.reverse(all);
    assertThat(AlertLinking.among(all, RULES).link(alert)).isEqualTo(link);
    return link;
  }

  private static AlertSighting alert(String started, Map<IncidentField, String> traits) {
    return new AlertSighting("f1", at(started), Set.of(GROUP), traits);
  }

  private static AlertedIncident incident(String id, String opened, String settled, String key) {
    return new AlertedIncident(
        id, List.of(id), null, at(opened), at(settled), key, List.of(), Map.of());
  }

  private static AlertedIncident about(
      String id, String opened, IncidentField field, String value) {
    return new AlertedIncident(
        id, List.of(id), null, at(opened), null, null, List.of(), Map.of(field, value));
  }

  private static AlertedIncident merged(String key, @Nullable String into, @Nullable String dedup) {
    return new AlertedIncident(
        "id-" + key, List.of(key), into, at("10:01:00"), null, dedup, List.of(), Map.of());
  }

  private static Instant at(String time) {
    return Instant.parse("2026-11-02T" + time + "Z");
  }
}
