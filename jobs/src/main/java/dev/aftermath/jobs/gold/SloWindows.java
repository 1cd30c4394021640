package dev.aftermath.jobs.gold;

import dev.aftermath.jobs.domain.calendar.Days;
import dev.aftermath.jobs.domain.calendar.ReportCalendar;
import dev.aftermath.jobs.domain.slo.DailyEvaluations;
import dev.aftermath.jobs.domain.slo.Exclusion;
import dev.aftermath.jobs.domain.slo.MeasuredSlo;
import dev.aftermath.jobs.domain.slo.SloEvaluation;
import dev.aftermath.jobs.domain.slo.SloHistory;
import dev.aftermath.jobs.domain.slo.WindowReach;
import dev.aftermath.jobs.lake.TableSpec;
import dev.aftermath.jobs.spark.Micros;
import dev.aftermath.jobs.spark.Schemas;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * One row per SLO, group, objective, window and day that has ended: the window's figures at the
 * day's end.
 *
 * <p>{@code window} is {@code declared} for the SLO's own window, or a window of the report's
 * calendar to date, which every SLO has besides: {@code week} (ISO), {@code month}, {@code
 * quarter}, {@code year}, and {@code fiscal_year} where it does not begin in January. Days are
 * those of the window's zone, for a rolling window those of the report's. Each day is judged by the
 * version in force at its end. A composite SLO has the objective {@code composite} besides its
 * parts.
 *
 * <p>Each row says by which rules it was made: {@code missing_rule} is what stands for slices that
 * were not measured ({@code unknown}, {@code good}, {@code bad}), {@code exclusion_rule} what
 * approved maintenance does to the {@code net_} figures ({@code remove_time}, {@code drop_events},
 * {@code count_as_good}), {@code zone} whose clocks a calendar window goes by; null for a rolling
 * one.
 *
 * <p>The figures are those of {@link SloEvaluation}, which explains each; counts of slices are of
 * slices that had ended. {@code burn_rate_1h} and its like are burn rates over the time just before
 * the evaluation, null where nothing happened. {@code days_to_exhaustion_at_7d_pace} and its like
 * are the days that the budget of the window would last if the burn rate of that time went on: a
 * pace, not a promise; null where nothing burns or the budget is spent.
 */
public final class SloWindows {
  /** The table. */
  public static final TableSpec TABLE =
      TableSpec.gold(
              "slo_windows",
              """
          slo STRING NOT NULL,
          service STRING NOT NULL,
          group_key STRING NOT NULL,
          objective STRING NOT NULL,
          window STRING NOT NULL,
          window_kind STRING NOT NULL,
          window_length STRING NOT NULL,
          zone STRING,
          budgeting_method STRING NOT NULL,
          missing_rule STRING NOT NULL,
          exclusion_rule STRING NOT NULL,
          month STRING NOT NULL,
          day DATE NOT NULL,
          evaluated_at TIMESTAMP NOT NULL,
          window_start TIMESTAMP NOT NULL,
          window_end TIMESTAMP NOT NULL,
          good DECIMAL(38, 9) NOT NULL,
          total DECIMAL(38, 9) NOT NULL,
          sli DOUBLE,
          sli_worst DOUBLE,
          sli_best DOUBLE,
          sli_low DOUBLE,
          sli_high DOUBLE,
          target DOUBLE NOT NULL,
          budget_total DECIMAL(38, 9) NOT NULL,
          budget_consumed_ratio DOUBLE,
          burn_rate DOUBLE,
          burn_rate_1h DOUBLE,
          burn_rate_6h DOUBLE,
          burn_rate_24h DOUBLE,
          burn_rate_3d DOUBLE,
          days_to_exhaustion_at_24h_pace DOUBLE,
          days_to_exhaustion_at_3d_pace DOUBLE,
          days_to_exhaustion_at_7d_pace DOUBLE,
          coverage DOUBLE,
          good_slice_count BIGINT NOT NULL,
          bad_slice_count BIGINT NOT NULL,
          idle_slice_count BIGINT NOT NULL,
          unknown_slice_count BIGINT NOT NULL,
          verdict STRING NOT NULL,
          verdict_worst STRING NOT NULL,
          verdict_best STRING NOT NULL,
          net_good DECIMAL(38, 9) NOT NULL,
          net_total DECIMAL(38, 9) NOT NULL,
          net_sli DOUBLE,
          net_budget_consumed_ratio DOUBLE,
          net_verdict STRING NOT NULL,
          excluded_slice_count BIGINT NOT NULL,
          definition_count INT NOT NULL,
          definition_digest STRING NOT NULL
          """,
              "slo",
              "group_key",
              "objective",
              "window",
              "day")
          .byMonth();

  /** The value of {@code window} for the SLO's own window. */
  public static final String DECLARED = DailyEvaluations.DECLARED;

  /** The value of {@code window} for the calendar month. */
  public static final String MONTH = "month";

  private static final StructType ROWS = Schemas.withNumbersForTimes(TABLE.schema());

  private SloWindows() {}

  /**
   * Evaluates every day from the first slice on that has ended as of an instant.
   *
   * @param sloSliceDays rows of {@link SloSliceDays}
   * @param exclusions approved maintenance
   * @param calendar whose days count where the SLO declares no zone, and whose windows every SLO
   *     has besides
   */
  public static Dataset<Row> build(
      Dataset<Row> sloSliceDays,
      List<SloHistory> slos,
      List<Exclusion> exclusions,
      ReportCalendar calendar,
      Instant asOf) {
    return evaluated(sloSliceDays, slos, exclusions, new Evaluating(calendar, asOf, Set.of()));
  }

  /**
   * Evaluates the days of some months alone.
   *
   * @param sloSliceDays all rows, of which only those that windows of the months reach back to are
   *     read, and the first of each measure and group: it tells since when there are figures
   * @param months such as {@code 2026-03}; at least one
   */
  public static Dataset<Row> build(
      Dataset<Row> sloSliceDays,
      List<SloHistory> slos,
      List<Exclusion> exclusions,
      ReportCalendar calendar,
      Instant asOf,
      SortedSet<String> months) {
    LocalDate first = YearMonth.parse(months.first()).atDay(1);
    String from = Days.monthOf(WindowReach.ofAll(slos, calendar).firstDayOfWindows(first));
    return evaluated(
        SloTimelines.since(sloSliceDays, from),
        slos,
        exclusions,
        new Evaluating(calendar, asOf, months));
  }

  private static Dataset<Row> evaluated(
      Dataset<Row> slices,
      List<SloHistory> slos,
      List<Exclusion> exclusions,
      Evaluating evaluating) {
    return SloTimelines.map(slices, slos, exclusions, ROWS, evaluating)
        .transform(rows -> Schemas.fitNumbersForTimes(rows, TABLE.schema()));
  }

  /** One for each task: it keeps the windows of the days from one SLO to the next. */
  private static final class Evaluating implements SloTimelines.Computation {
    private static final long serialVersionUID = 1L;

    private final ReportCalendar calendar;
    private final Instant asOf;
    private final HashSet<String> months;
    private transient @Nullable DailyEvaluations days;

    /** No month means all. */
    Evaluating(ReportCalendar calendar, Instant asOf, Set<String> months) {
      this.months = new HashSet<>(months);
      this.calendar = calendar;
      this.asOf = asOf;
    }

    @Override
    public List<Row> rows(MeasuredSlo slo) {
      if (days == null) {
        days =
            new DailyEvaluations(
                calendar, asOf, day -> months.isEmpty() || months.contains(Days.monthOf(day)));
      }
      return days.of(slo).stream().map(day -> row(slo, day)).toList();
    }
  }

  static Row row(MeasuredSlo slo, DailyEvaluations.OfDay day) {
    SloEvaluation gross = day.gross();
    SloEvaluation net = day.net();
    DailyEvaluations.BurnRates burnRates = day.burnRates();
    return RowFactory.create(
        slo.history().name(),
        slo.history().newest().service(),
        slo.group(),
        gross.objective().name(),
        day.windowName(),
        day.window().kind(),
        day.window().length().toString(),
        day.window().declaredZone().map(ZoneId::getId).orElse(null),
        day.ruling().method().word(),
        day.ruling().missing().word(),
        day.ruling().exclusions().word(),
        Days.monthOf(day.day()),
        Math.toIntExact(day.day().toEpochDay()),
        Micros.of(day.evaluatedAt()),
        Micros.of(gross.window().start()),
        Micros.of(gross.window().end()),
        gross.good(),
        gross.total(),
        gross.sli(),
        gross.sliWorst(),
        gross.sliBest(),
        gross.sliLow(),
        gross.sliHigh(),
        gross.objective().target().doubleValue(),
        gross.budgetTotal(),
        gross.budgetConsumedRatio(),
        gross.burnRate(),
        burnRates.oneHour(),
        burnRates.sixHours(),
        burnRates.oneDay(),
        burnRates.threeDays(),
        day.daysToExhaustion(burnRates.oneDay()),
        day.daysToExhaustion(burnRates.threeDays()),
        day.daysToExhaustion(burnRates.sevenDays()),
        gross.coverage(),
        gross.slices().good(),
        gross.slices().bad(),
        gross.slices().idle(),
        gross.slices().unknown(),
        gross.verdict().word(),
        gross.verdictWorst().word(),
        gross.verdictBest().word(),
        net.good(),
        net.total(),
        net.sli(),
        net.budgetConsumedRatio(),
        net.verdict().word(),
        net.slices().excluded(),
        gross.definitionCount(),
        day.definitionDigest());
  }
}
