package dev.aftermath.jobs.domain.slo;

import dev.aftermath.jobs.domain.calendar.Interval;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
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
 * last at some time together. An alert <em>tells</em> of the matching incidents that are open when
 * it begins, and of the first that is opened while it lasts where that is nearer to its beginning
 * than the opening of any of those: an old incident that nobody closed does not stand before a new
 * one. Whatever else is opened while it lasts is hidden behind it: nobody is told again. Pages
 * count that begin in the period, incidents that are opened in it; either may match one from
 * outside it. An incident of several SLOs counts once: it is detected when any alert of them tells
 * of it.
 *
 * @param alertCount pages that begin in the period
 * @param trueAlertCount those with an alert that matches an incident
 * @param incidentCount incidents opened in the period while something was measured
 * @param detectedCount those that an alert tells of
 * @param incidentBudgetShare what all of them cost, in budgets of the period
 * @param detectedBudgetShare what the detected ones cost
 * @param detectionSeconds from the opening to the first alert that tells of it, of each detected
 *     incident, ascending; negative where the alert came first
 * @param resetSeconds from the settling to the end of the last alert that tells of it, of each
 *     incident where both have happened, ascending; negative where the alert ended first
 * @param missed incidents that no alert tells of, by their opening
 * @param falseAlerts pages without an incident, by their start
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
    List<Page> falseAlerts) {
  private static final double WEEK_SECONDS = Duration.ofDays(7).toSeconds();

  /**
   * An incident that nothing told of.
   *
   * @param budgetShare of the SLO that it cost most
   * @param isHidden whether an alert about an earlier one was firing meanwhile
   */
  public record Missed(IncidentSpan incident, double budgetShare, boolean isHidden) {}

  /** Scores pages of {@link BurnRateAlert#joined joined} alerts. */
  public static PolicyScore of(List<Page> pages, List<IncidentBurn> burns, Interval period) {
    Map<BurnRateAlert, List<IncidentSpan>> matching = new LinkedHashMap<>();
    pages.stream()
        .flatMap(page -> page.alerts().stream())
        .forEach(alert -> matching.put(alert, matching(alert, burns)));
    List<Page> begun = pages.stream().filter(page -> period.contains(page.start())).toList();
    List<Page> wrong =
        begun.stream()
            .filter(
                page ->
                    page.alerts().stream().noneMatch(it -> burns.stream().anyMatch(it::matches)))
            .toList();
    List<Long> detection = new ArrayList<>();
    List<Long> reset = new ArrayList<>();
    List<Missed> missed = new ArrayList<>();
    double cost = 0;
    double detectedCost = 0;
    List<List<IncidentBurn>> incidents = incidents(burns, period);
    for (List<IncidentBurn> incident : incidents) {
      IncidentSpan span = incident.get(0).incident();
      double share = dearest(incident);
      List<BurnRateAlert> telling =
          matching.entrySet().stream()
              .filter(alert -> tells(alert.getKey(), alert.getValue(), span))
              .map(Map.Entry::getKey)
              .toList();
      cost += share;
      if (telling.isEmpty()) {
        boolean isHidden = matching.values().stream().anyMatch(those -> holds(those, span));
        missed.add(new Missed(span, share, isHidden));
        continue;
      }
      detectedCost += share;
      Instant first =
          telling.stream().map(BurnRateAlert::start).min(Instant::compareTo).orElseThrow();
      detection.add(Duration.between(span.openedAt(), first).toSeconds());
      Instant last = BurnRateAlert.end(telling);
      if (span.settledAt() != null && last != null) {
        reset.add(Duration.between(span.settledAt(), last).toSeconds());
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

  /** Detected incidents that an alert fired for before they were opened. */
  public long earlyCount() {
    return detectionSeconds.stream().filter(seconds -> seconds < 0).count();
  }

  /** Incidents that nothing told of, since an alert about an earlier one was firing. */
  public long hiddenCount() {
    return missed.stream().filter(Missed::isHidden).count();
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

  /** By their opening. */
  private static List<IncidentSpan> matching(BurnRateAlert alert, List<IncidentBurn> burns) {
    return burns.stream()
        .filter(alert::matches)
        .map(IncidentBurn::incident)
        .sorted(Comparator.comparing(IncidentSpan::openedAt))
        .toList();
  }

  private static boolean holds(List<IncidentSpan> incidents, IncidentSpan incident) {
    return incidents.stream().anyMatch(each -> each.id().equals(incident.id()));
  }

  /**
   * Whether the alert is about an incident.
   *
   * @param matching all that it matches, by their opening
   */
  private static boolean tells(
      BurnRateAlert alert, List<IncidentSpan> matching, IncidentSpan incident) {
    if (!holds(matching, incident) || !incident.openedAt().isAfter(alert.start())) {
      return holds(matching, incident);
    }
    Instant before = null;
    for (IncidentSpan each : matching) {
      if (each.openedAt().isAfter(alert.start())) {
        Duration until = Duration.between(alert.start(), each.openedAt());
        return each.openedAt().equals(incident.openedAt())
            && (before == null || until.compareTo(Duration.between(before, alert.start())) < 0);
      }
      before = each.openedAt();
    }
    return false;
  }

  /** Of several SLOs, that of the one that it cost most: they may count the same requests. */
  private static double dearest(List<IncidentBurn> incident) {
    return incident.stream()
        .map(IncidentBurn::budgetShare)
        .filter(Objects::nonNull)
        .mapToDouble(Double::doubleValue)
        .max()
        .orElse(0);
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
