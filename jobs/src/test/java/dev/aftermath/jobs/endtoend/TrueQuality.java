package dev.aftermath.jobs.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aftermath.jobs.gold.AlertQuality;
import dev.aftermath.jobs.gold.IncidentFacts;
import dev.aftermath.jobs.silver.Alerts;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** To what the alerts of simulated worlds led, and what they were worth, week by week. */
final class TrueQuality {
  private static final Duration SHORT = Duration.ofMinutes(5);
  private static final Duration FLAPPING_WITHIN = Duration.ofHours(1);
  private static final int FLAPPING_FIRINGS = 3;

  private TrueQuality() {}

  static void assertAreThoseOf(ManyWorlds worlds, TestPlatform platform, TrueWeeks weeks) {
    Map<String, String> links = new HashMap<>();
    Map<String, String> worth = new HashMap<>();
    for (SmallWorld world : worlds.worlds()) {
      Map<String, Map<LocalDate, List<KnownAlert>>> services = new TreeMap<>();
      for (KnownAlert alert : world.alerts()) {
        links.put(
            Lines.line(alert.fingerprint(), alert.startedAt()),
            Lines.line(alert.endedAt(), alert.incidentId()));
        services
            .computeIfAbsent(alert.service(), service -> new TreeMap<>())
            .computeIfAbsent(weeks.mondayOf(alert.startedAt()), monday -> new ArrayList<>())
            .add(alert);
      }
      services.forEach(
          (service, byWeek) ->
              weeks
                  .since(byWeek.keySet().iterator().next())
                  .forEach(
                      monday ->
                          worth.put(
                              Lines.line(service, TrueWeeks.label(monday)),
                              figure(byWeek.getOrDefault(monday, List.of()), world.alerts()))));
    }
    assertThat(links).hasSizeGreaterThan(10_000);
    // Alerts, incidents, alerts alone, flapping and unactionable ones.
    assertThat(worth.values()).anyMatch(it -> it.matches("([1-9][0-9]*\t){5}.*"));
    Lines.assertSame(
        Alerts.TABLE.name(),
        links,
        Lines.rows(
            platform.read(Alerts.TABLE),
            List.of("fingerprint", "started_at"),
            List.of("ended_at", "incident_id")));
    Lines.assertSame(
        AlertQuality.TABLE.name(),
        worth,
        Lines.rows(
            platform.read(AlertQuality.TABLE),
            List.of("service", "week"),
            List.of(
                "alert_count",
                "incident_count",
                "without_incident_count",
                "flapping_count",
                "unactionable_count",
                "actionable_proxy_ratio",
                "noise_reduction_ratio")));
  }

  /** Every incident's first alert, and whether that was there before the incident was opened. */
  static void assertDetected(ManyWorlds worlds, TestPlatform platform) {
    Map<String, String> expected = new HashMap<>();
    for (SmallWorld world : worlds.worlds()) {
      for (KnownIncident incident : world.incidents()) {
        String id = incident.id();
        long alerts = world.alerts().stream().filter(it -> id.equals(it.incidentId())).count();
        expected.put(id, Lines.line(alerts, incident.firstAlertAt(), incident.detectedAt()));
      }
    }
    Lines.assertSame(
        IncidentFacts.TABLE.name(),
        expected,
        Lines.rows(
            platform.read(IncidentFacts.TABLE),
            List.of("incident_id"),
            List.of("alert_count", "first_alert_at", "detected_at")));
  }

  private static String figure(List<KnownAlert> fired, List<KnownAlert> all) {
    long incidents =
        fired.stream().map(KnownAlert::incidentId).filter(Objects::nonNull).distinct().count();
    List<KnownAlert> alone = fired.stream().filter(it -> it.incidentId() == null).toList();
    long unactionable = alone.stream().filter(TrueQuality::isShort).count();
    long flapping =
        fired.stream()
            .filter(it -> isLastOfMany(it, all))
            .map(KnownAlert::fingerprint)
            .distinct()
            .count();
    return Lines.line(
        fired.size(),
        incidents,
        alone.size(),
        flapping,
        unactionable,
        without(unactionable, fired.size()),
        without(incidents, fired.size()));
  }

  private static boolean isShort(KnownAlert alert) {
    Instant endedAt = alert.endedAt();
    return endedAt != null && endedAt.isBefore(alert.startedAt().plus(SHORT));
  }

  /** Whether it fired as often as flapping takes within the hour that ends with this firing. */
  private static boolean isLastOfMany(KnownAlert alert, List<KnownAlert> all) {
    Instant hourBefore = alert.startedAt().minus(FLAPPING_WITHIN);
    return all.stream()
            .filter(it -> it.fingerprint().equals(alert.fingerprint()))
            .map(KnownAlert::startedAt)
            .filter(at -> !at.isBefore(hourBefore) && !at.isAfter(alert.startedAt()))
            .count()
        >= FLAPPING_FIRINGS;
  }

  private static @Nullable Double without(long part, long whole) {
    return whole == 0 ? null : Double.valueOf((double) (whole - part) / whole);
  }
}
