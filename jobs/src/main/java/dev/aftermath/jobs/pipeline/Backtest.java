package dev.aftermath.jobs.pipeline;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;

import dev.aftermath.jobs.domain.calendar.Interval;
import dev.aftermath.jobs.domain.slo.BurnRateAlert;
import dev.aftermath.jobs.domain.slo.BurnRatePolicy;
import dev.aftermath.jobs.domain.slo.IncidentBurn;
import dev.aftermath.jobs.domain.slo.Page;
import dev.aftermath.jobs.domain.slo.PolicyScore;
import dev.aftermath.jobs.domain.slo.SloHistory;
import dev.aftermath.jobs.gold.IncidentFacts;
import dev.aftermath.jobs.gold.SloBurnEpisodes;
import dev.aftermath.jobs.gold.SloIncidentBurns;
import dev.aftermath.jobs.gold.SloSliceDays;
import dev.aftermath.jobs.lake.Lake;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/** Burn-rate policies against the incidents of the lake. Writes nothing. */
public final class Backtest {
  /** The word for all severities, or all SLOs, together. */
  public static final String ALL = "all";

  private Backtest() {}

  /** The score of a policy for one SLO and one severity, or {@link #ALL} of them. */
  public record Scored(BurnRatePolicy policy, String slo, String severity, PolicyScore score) {}

  /**
   * Scores policies: together first, then by severity, then by SLO. Alerts of one service and
   * severity that overlap are one page; by SLO each alert counts for itself.
   *
   * @param slos those to look at
   * @param from the first UTC day; null for the first one measured
   * @param to the last UTC day; null for the last one measured
   * @return empty when nothing was measured then
   */
  public static List<Scored> of(
      Lake lake,
      List<SloHistory> slos,
      List<BurnRatePolicy> policies,
      @Nullable LocalDate from,
      @Nullable LocalDate to) {
    Dataset<Row> slices =
        lake.read(SloSliceDays.TABLE)
            .where(col("slo").isin(slos.stream().map(SloHistory::name).toArray()));
    if (to != null) {
      slices = slices.where(col("day").leq(lit(to)));
    }
    Optional<Interval> period = period(slices, from);
    if (period.isEmpty()) {
      return List.of();
    }
    List<SloHistory> known = slos.stream().map(slo -> slo.knownAt(period.get().end())).toList();
    List<IncidentBurn> burns =
        SloIncidentBurns.collect(slices, lake.read(IncidentFacts.TABLE), known, period.get());
    List<Scored> scored = new ArrayList<>();
    for (BurnRatePolicy policy : policies) {
      scored.addAll(
          scored(policy, alerts(slices, known, policy, period.get()), burns, period.get()));
    }
    return scored;
  }

  private static Optional<Interval> period(Dataset<Row> slices, @Nullable LocalDate from) {
    Row days = slices.agg(min("day").cast("string"), max("day").cast("string")).first();
    if (days.isNullAt(0)) {
      return Optional.empty();
    }
    LocalDate first = LocalDate.parse(days.getString(0));
    Instant start = midnight(from == null || from.isBefore(first) ? first : from);
    Instant end = midnight(LocalDate.parse(days.getString(1)).plusDays(1));
    return start.isBefore(end) ? Optional.of(new Interval(start, end)) : Optional.empty();
  }

  private static List<BurnRateAlert> alerts(
      Dataset<Row> slices, List<SloHistory> slos, BurnRatePolicy policy, Interval period) {
    return SloBurnEpisodes.ofPolicy(slices, slos, policy, period.end())
        .select("slo", "service", "group_key", "objective", "severity", "start_at", "end_at")
        .collectAsList()
        .stream()
        .map(Backtest::alert)
        .toList();
  }

  private static BurnRateAlert alert(Row row) {
    return new BurnRateAlert(
        new BurnRateAlert.Subject(
            row.getString(0), row.getString(1), row.getString(2), row.getString(3)),
        row.getString(4),
        row.<Instant>getAs("start_at"),
        row.<@Nullable Instant>getAs("end_at"));
  }

  private static List<Scored> scored(
      BurnRatePolicy policy,
      List<BurnRateAlert> episodes,
      List<IncidentBurn> burns,
      Interval period) {
    List<BurnRateAlert> alerts = BurnRateAlert.joined(episodes);
    List<Scored> scored = new ArrayList<>();
    List<Page> pages = Page.together(alerts);
    scored.add(new Scored(policy, ALL, ALL, PolicyScore.of(pages, burns, period)));
    policy.rules().stream()
        .map(rule -> rule.severity())
        .distinct()
        .forEach(
            severity -> {
              List<Page> of =
                  pages.stream().filter(page -> page.severity().equals(severity)).toList();
              scored.add(new Scored(policy, ALL, severity, PolicyScore.of(of, burns, period)));
            });
    TreeSet<String> names = new TreeSet<>();
    alerts.forEach(alert -> names.add(alert.subject().slo()));
    burns.forEach(burn -> names.add(burn.subject().slo()));
    for (String name : names) {
      PolicyScore score =
          PolicyScore.of(
              Page.apart(alerts.stream().filter(it -> it.subject().slo().equals(name)).toList()),
              burns.stream().filter(it -> it.subject().slo().equals(name)).toList(),
              period);
      scored.add(new Scored(policy, name, ALL, score));
    }
    return scored;
  }

  private static Instant midnight(LocalDate day) {
    return day.atStartOfDay(ZoneOffset.UTC).toInstant();
  }
}
