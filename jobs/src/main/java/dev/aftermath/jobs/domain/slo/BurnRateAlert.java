package dev.aftermath.jobs.domain.slo;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a person on call is told once: episodes of one severity that overlap or touch.
 *
 * @param subject whose budget burned
 * @param end null while it lasts
 */
public record BurnRateAlert(
    Subject subject, String severity, Instant start, @Nullable Instant end) {

  /** One objective of an SLO or of a group of it. */
  public record Subject(String slo, String group, String objective) {}

  /** Joins the episodes of a subject and severity, by whatever rules, in order of their start. */
  public static List<BurnRateAlert> joined(List<BurnRateAlert> episodes) {
    Map<List<Object>, List<BurnRateAlert>> joined = new LinkedHashMap<>();
    episodes.stream()
        .sorted(Comparator.comparing(BurnRateAlert::start))
        .forEach(
            episode ->
                joined
                    .computeIfAbsent(
                        List.of(episode.subject, episode.severity), key -> new ArrayList<>())
                    .add(episode));
    List<BurnRateAlert> alerts = new ArrayList<>();
    for (List<BurnRateAlert> sequence : joined.values()) {
      BurnRateAlert last = sequence.get(0);
      for (BurnRateAlert next : sequence.subList(1, sequence.size())) {
        if (last.end != null && next.start.isAfter(last.end)) {
          alerts.add(last);
          last = next;
        } else {
          Instant end = last.end == null || next.end == null ? null : later(last.end, next.end);
          last = new BurnRateAlert(last.subject, last.severity, last.start, end);
        }
      }
      alerts.add(last);
    }
    alerts.sort(
        Comparator.comparing(BurnRateAlert::start)
            .thenComparing(alert -> alert.subject.toString())
            .thenComparing(BurnRateAlert::severity));
    return alerts;
  }

  /** Whether it lasts at some time while the incident of the same subject is open. */
  boolean matches(IncidentBurn burn) {
    Instant settled = burn.incident().settledAt();
    return subject.equals(burn.subject())
        && (settled == null || start.isBefore(settled))
        && (end == null || end.isAfter(burn.incident().openedAt()));
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }
}
