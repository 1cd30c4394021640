package dev.aftermath.jobs.domain.slo;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A run of episodes of one objective and severity that overlap or touch.
 *
 * @param subject whose budget burned
 * @param end null while it lasts
 */
public record BurnRateAlert(
    Subject subject, String severity, Instant start, @Nullable Instant end) {

  /** One objective of an SLO or of a group of it, and the service that the SLO is of. */
  public record Subject(String slo, String service, String group, String objective) {}

  /** Joins the episodes of a subject and severity, by whatever rules, in order of their start. */
  public static List<BurnRateAlert> joined(List<BurnRateAlert> episodes) {
    return runs(episodes, episode -> List.of(episode.subject, episode.severity)).stream()
        .map(
            run ->
                new BurnRateAlert(
                    run.get(0).subject, run.get(0).severity, run.get(0).start, end(run)))
        .toList();
  }

  /**
   * Those of one key that overlap or touch, in order of their start.
   *
   * @param key what is told apart
   */
  static List<List<BurnRateAlert>> runs(
      Collection<BurnRateAlert> alerts, Function<BurnRateAlert, List<Object>> key) {
    Map<List<Object>, List<List<BurnRateAlert>>> byKey = new LinkedHashMap<>();
    alerts.stream()
        .sorted(
            Comparator.comparing(BurnRateAlert::start)
                .thenComparing(alert -> alert.subject.toString())
                .thenComparing(BurnRateAlert::severity))
        .forEach(
            alert -> {
              List<List<BurnRateAlert>> runs =
                  byKey.computeIfAbsent(key.apply(alert), each -> new ArrayList<>());
              Instant end = runs.isEmpty() ? Instant.MIN : end(runs.get(runs.size() - 1));
              if (end != null && alert.start.isAfter(end)) {
                runs.add(new ArrayList<>());
              }
              runs.get(runs.size() - 1).add(alert);
            });
    return byKey.values().stream()
        .flatMap(List::stream)
        .sorted(
            Comparator.comparing((List<BurnRateAlert> run) -> run.get(0).start)
                .thenComparing(run -> run.get(0).subject.toString())
                .thenComparing(run -> run.get(0).severity))
        .toList();
  }

  /** The end of the last of them; null while one lasts. */
  static @Nullable Instant end(Collection<BurnRateAlert> alerts) {
    return alerts.stream().anyMatch(alert -> alert.end == null)
        ? null
        : alerts.stream()
            .map(alert -> Objects.requireNonNull(alert.end))
            .max(Instant::compareTo)
            .orElseThrow();
  }

  /** Whether it lasts at some time while the incident of the same subject is open. */
  boolean matches(IncidentBurn burn) {
    Instant settled = burn.incident().settledAt();
    return subject.equals(burn.subject())
        && (settled == null || start.isBefore(settled))
        && (end == null || end.isAfter(burn.incident().openedAt()));
  }
}
