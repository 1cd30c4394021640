package dev.aftermath.jobs.domain.slo;

import dev.aftermath.jobs.domain.calendar.Interval;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How well alerts told of incidents (The Site Reliability Workbook, chapter 5: precision, recall,
 * detection time, reset time).
 *
 * <p>An alert and an incident match when the incident concerns the alert's SLO and group and both
 * last at some time together. Alerts count that begin in the period, incidents that are opened in
 * it; either may match one from outside it. An incident of several SLOs counts once: it is told
 * when any of them alerted.
 *
 * @param alertCount alerts that begin in the period
 * @param trueAlertCount those that match an incident
 * @param incidentCount incidents opened in the period while something was measured
 * @param detectedCount those that an alert matches
 * @param incidentBudgetShare what all of them cost, in budgets of the period, over their SLOs
 * @param detectedBudgetShare what the detected ones cost
 * @param detectionSeconds from the opening to the first matching alert, of each detected incident,
 *     ascending; negative where the alert came first
 * @param resetSeconds from the settling to the end of the last matching alert, of each incident
 *     where both have happened, ascending; negative where the alert ended first
 * @param missed incidents without an alert, by their opening
 * @param falseAlerts alerts without an incident, by their start
 */
public record PolicyScore(
    Interval period,
    int alertCount,
    int trueAlertCount,
    int incidentCount,
    int detectedCount,
    double incidentBudgetShare,
    double detectedBudgetShare,
    List<Long> detectionSeconds,
    List<Long> resetSeconds,
    List<Missed> missed,
    List<BurnRateAlert> falseAlerts) {
  private static final double WEEK_SECONDS = Duration.ofDays(7).toSeconds();

  /** An incident that nothing told of, and what it cost over its SLOs. */
  public record Missed(IncidentSpan incident, double budgetShare) {}

  /** Scores alerts, already {@link BurnRateAlert#joined joined}. */
  public static PolicyScore of(
      List<BurnRateAlert> alerts, List<IncidentBurn> burns, Interval period) {
    List<BurnRateAlert> begun =
        alerts.stream().filter(alert -> period.contains(alert.start())).toList();
    List<BurnRateAlert> wrong =
        begun.stream().filter(alert -> burns.stream().noneMatch(alert::matches)).toList();
    List<Long> detection = new ArrayList<>();
    List<Long> reset = new ArrayList<>();
    List<Missed> missed = new ArrayList<>();
    double cost = 0;
    double detectedCost = 0;
    List<List<IncidentBurn>> incidents = incidents(burns, period);
    for (List<IncidentBurn> incident : incidents) {
      IncidentSpan span = incident.get(0).incident();
      double share =
          incident.stream()
              .map(IncidentBurn::budgetShare)
              .filter(Objects::nonNull)
              .mapToDouble(Double::doubleValue)
              .sum();
      List<BurnRateAlert> told =
          alerts.stream().filter(alert -> incident.stream().anyMatch(alert::matches)).toList();
      cost += share;
      if (told.isEmpty()) {
        missed.add(new Missed(span, share));
        continue;
      }
      detectedCost += share;
      Instant first = told.stream().map(BurnRateAlert::start).min(Instant::compareTo).orElseThrow();
      detection.add(Duration.between(span.openedAt(), first).toSeconds());
      Long late = resetSeconds(span, told);
      if (late != null) {
        reset.add(late);
      }
    }
    return new PolicyScore(
        period,
        begun.size(),
        begun.size() - wrong.size(),
        incidents.size(),
        incidents.size() - missed.size(),
        cost,
        detectedCost,
        detection.stream().sorted().toList(),
        reset.stream().sorted().toList(),
        List.copyOf(missed),
        wrong);
  }

  /** True alerts over alerts; null without alerts. */
  public @Nullable Double precision() {
    return alertCount == 0 ? null : (double) trueAlertCount / alertCount;
  }

  /** Detected over all incidents; null without incidents. */
  public @Nullable Double recall() {
    return incidentCount == 0 ? null : (double) detectedCount / incidentCount;
  }

  /** What the detected incidents cost over what all cost; null where none cost anything. */
  public @Nullable Double recallByBudget() {
    return incidentBudgetShare <= 0 ? null : detectedBudgetShare / incidentBudgetShare;
  }

  /** Alerts per seven days of the period; null for a period without length. */
  public @Nullable Double alertsPerWeek() {
    double weeks = weeks();
    return weeks == 0 ? null : alertCount / weeks;
  }

  /** The length of the period in weeks. */
  public double weeks() {
    return Duration.between(period.start(), period.end()).toSeconds() / WEEK_SECONDS;
  }

  /**
   * A quantile by linear interpolation (type 7).
   *
   * @param ascending values in ascending order
   * @return null when there are none
   */
  public static @Nullable Double quantile(List<Long> ascending, double probability) {
    if (ascending.isEmpty()) {
      return null;
    }
    double at = probability * (ascending.size() - 1);
    int below = (int) Math.floor(at);
    int above = Math.min(below + 1, ascending.size() - 1);
    long low = ascending.get(below);
    return low + (at - below) * (ascending.get(above) - low);
  }

  private static @Nullable Long resetSeconds(IncidentSpan span, List<BurnRateAlert> told) {
    Instant settled = span.settledAt();
    if (settled == null) {
      return null;
    }
    Instant last = settled;
    boolean any = false;
    for (BurnRateAlert alert : told) {
      Instant end = alert.end();
      if (end == null) {
        return null;
      }
      last = !any || end.isAfter(last) ? end : last;
      any = true;
    }
    return Duration.between(settled, last).toSeconds();
  }

  private static List<List<IncidentBurn>> incidents(List<IncidentBurn> burns, Interval period) {
    Map<String, List<IncidentBurn>> byId = new TreeMap<>();
    for (IncidentBurn burn : burns) {
      if (period.contains(burn.incident().openedAt())) {
        byId.computeIfAbsent(burn.incident().id(), id -> new ArrayList<>()).add(burn);
      }
    }
    List<List<IncidentBurn>> incidents = new ArrayList<>(byId.values());
    incidents.sort((one, other) -> opened(one).compareTo(opened(other)));
    return incidents;
  }

  private static Instant opened(List<IncidentBurn> incident) {
    return incident.get(0).incident().openedAt();
  }
}
