package dev.aftermath.jobs.gold;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;

import dev.aftermath.jobs.domain.calendar.ReportWeek;
import dev.aftermath.jobs.domain.digest.Sha256;
import dev.aftermath.jobs.domain.kpi.KpiDefinition;
import dev.aftermath.jobs.domain.kpi.Subject;
import dev.aftermath.jobs.domain.statistics.BehaviourChart;
import dev.aftermath.jobs.lake.TableSpec;
import dev.aftermath.jobs.spark.Schemas;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.spark.api.java.function.CoGroupFunction;
import org.apache.spark.api.java.function.FlatMapGroupsFunction;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.KeyValueGroupedDataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * One row per KPI version, period, segment type and segment.
 *
 * <p>{@code period_type} is {@code week}, {@code period} an ISO week such as {@code 2026-W46}.
 * Weeks run without a gap from a segment's first to the last that began before the evaluation;
 * {@code is_complete} tells whether the week had ended by then. There is no figure of all time: it
 * would hide what changed. What is counted are incidents or what else the definition is {@code of}.
 * Segment types are {@code all}, {@code service}, {@code tenant}, {@code team}, {@code priority}
 * and {@code system}, of other subjects those of them that their table has; what names none is
 * under {@code (none)}. Teams are those of incident_facts: small ones are told of together.
 *
 * <ul>
 *   <li>A week is told by the version of the definition that was in force when it began.
 *   <li>{@code n}: the incidents or other cases behind the figure (of a ratio, its denominator).
 *   <li>{@code value}: of a duration, number or age what {@code headline} names, of a count and a
 *       stock {@code n}, of a ratio {@code numerator_count / n}. Null, not 0, where there is
 *       nothing to compute it of. A geometric mean counts durations of 0 s as 1 s.
 *   <li>{@code excluded_count}: cases of the period that the definition leaves out; {@code
 *       excluded} tells how many for which reason.
 *   <li>{@code target_bound} is {@code at_most} or {@code at_least}.
 *   <li>{@code dialect}: the product whose definition of {@code concept} the KPI is; null for our
 *       own. {@code aftermath kpi rosetta} sets them side by side.
 *   <li>{@code definition_digest} tells apart what the row may depend on besides incidents: what
 *       the definition takes, measures and aims at, the zone of weeks and, of other subjects, the
 *       rules of the settings by which their table is made. Names, words and the version itself
 *       have no part in it.
 *   <li>Quantiles are exact, type 7 (linear interpolation); sums are integers and divided once.
 *   <li>{@code lower} and {@code upper}: the 95 % interval of a count, a share, or the median of
 *       what is measured, whatever {@code headline} names; null where n is too small for one. A
 *       median needs 6 incidents, a 90th percentile 36, a share and a geometric mean 5, a count
 *       none. A stock and an age have none.
 *   <li>{@code signal_rule} ({@code week} or {@code four_weeks}) and {@code signal_direction}
 *       ({@code up} or {@code down}): a change of a whole week that chance does not explain, found
 *       by comparison with {@code baseline_week_count} weeks before; both null within normal
 *       variation. The count is 0 where there was not enough to compare with. The median, share or
 *       count of a week alone is within {@code usual_lower} and {@code usual_upper} unless it
 *       changed.
 *   <li>{@code minimum_detectable_change}: the smallest lasting change that four weeks would show
 *       in four of five cases; relative (0.5 is a rise by half), of a ratio absolute (0.1 is ten
 *       percentage points).
 *   <li>{@code kaplan_meier_median_seconds}: the median with {@code open_n} incidents that are not
 *       over yet counted as lasting at least so long; null where fewer than half are over.
 *   <li>{@code mean_change_seconds} since the week before is the sum of {@code
 *       longest_change_seconds} (what {@code longest_incident_id} alone did, an incident or the
 *       case of another subject), {@code mix_change_seconds} (another mix of priorities) and {@code
 *       within_change_seconds} (other times within priorities).
 *   <li>{@code open_as_of}: the evaluation, where a later one tells another row though nothing
 *       happens: the week has not ended, or half of its cases are not over for long enough to know
 *       their median. Null where the row stays as it is.
 * </ul>
 *
 * <p>Kept by the month of a week's Monday.
 */
public final class KpiValues {
  /** The table. */
  public static final TableSpec TABLE =
      TableSpec.gold(
              "kpi_values",
              """
          kpi_id STRING NOT NULL,
          kpi_version BIGINT NOT NULL,
          period_type STRING NOT NULL,
          period STRING NOT NULL,
          segment_type STRING NOT NULL,
          segment STRING NOT NULL,
          period_start_at TIMESTAMP NOT NULL,
          period_end_at TIMESTAMP NOT NULL,
          is_complete BOOLEAN NOT NULL,
          unit STRING NOT NULL,
          headline STRING,
          direction STRING NOT NULL,
          concept STRING,
          dialect STRING,
          definition_digest STRING NOT NULL,
          n BIGINT NOT NULL,
          numerator_count BIGINT,
          mean_seconds DOUBLE,
          median_seconds DOUBLE,
          p90_seconds DOUBLE,
          geometric_mean_seconds DOUBLE,
          value DOUBLE,
          lower DOUBLE,
          upper DOUBLE,
          p90_lower_seconds DOUBLE,
          p90_upper_seconds DOUBLE,
          geometric_mean_lower_seconds DOUBLE,
          geometric_mean_upper_seconds DOUBLE,
          open_n BIGINT,
          kaplan_meier_median_seconds DOUBLE,
          signal_rule STRING,
          signal_direction STRING,
          baseline_week_count BIGINT NOT NULL,
          usual_lower DOUBLE,
          usual_upper DOUBLE,
          minimum_detectable_change DOUBLE,
          mean_change_seconds BIGINT,
          longest_change_seconds BIGINT,
          mix_change_seconds BIGINT,
          within_change_seconds BIGINT,
          mean_without_longest_seconds BIGINT,
          longest_incident_id STRING,
          target_value DOUBLE,
          target_bound STRING,
          is_target_met BOOLEAN,
          excluded_count BIGINT NOT NULL,
          excluded MAP<STRING, BIGINT> NOT NULL,
          open_as_of TIMESTAMP,
          month STRING NOT NULL
          """,
              "kpi_id",
              "kpi_version",
              "period_type",
              "period",
              "segment_type",
              "segment")
          .byMonth();

  /** One more than are looked at: none is compared with the first week of all. */
  static final int WEEKS_COMPARED = BehaviourChart.WEEKS_LOOKED_AT + 1;

  /** In place of the first Monday that is told. */
  static final int EVERYTHING = Integer.MIN_VALUE;

  private static final StructType GROUP =
      StructType.fromDDL("segment_type STRING, segment STRING, subject STRING");

  private KpiValues() {}

  /**
   * The {@code definition_digest} of the rows of a definition whose weeks are those of a zone.
   *
   * @param rules of its {@link KpiInput}
   */
  public static String digest(KpiDefinition definition, ZoneId zone, String rules) {
    return Sha256.hex(definition.digest() + zone + rules);
  }

  /**
   * Builds the table: a shuffle of the cases of each subject, and one of all tallies.
   *
   * @param inputs the cases of each subject, of the same evaluation; definitions of other subjects
   *     have no rows
   */
  public static Dataset<Row> build(
      Map<Subject, KpiInput> inputs, List<KpiDefinition> definitions, Evaluation evaluation) {
    Map<Subject, KpiSegment> segments = segments(inputs, definitions, evaluation, EVERYTHING);
    return bySegment(tallies(inputs, definitions, evaluation, null), KpiMeasuring.SCHEMA)
        .flatMapGroups(
            (FlatMapGroupsFunction<Row, Row, Row>)
                (group, rows) -> of(group, segments).rows(group, rows, Collections.emptyIterator()),
            Encoders.row(KpiSegment.SCHEMA))
        .transform(rows -> Schemas.fitNumbersForTimes(rows, TABLE.schema()));
  }

  /**
   * The rows of a week and all later ones, from the cases that say anything about these or the week
   * before, and from the rows of the weeks that they are compared with.
   *
   * @param stored the table; the first week that is compared with must be told by a definition of
   *     each subject, which tells what segments there were already
   */
  public static Dataset<Row> since(
      ReportWeek first,
      Dataset<Row> stored,
      Map<Subject, KpiInput> inputs,
      List<KpiDefinition> definitions,
      Evaluation evaluation) {
    boolean isPastTold = definitions.stream().allMatch(each -> KpiPast.isToldBy(each, first));
    Instant start = (isPastTold ? first.plusWeeks(-1) : firstCompared(first)).start();
    Map<Subject, KpiSegment> segments = segments(inputs, definitions, evaluation, day(first));
    return bySegment(tallies(inputs, definitions, evaluation, start), KpiMeasuring.SCHEMA)
        .cogroup(
            bySegment(KpiPast.rows(stored, first, definitions), KpiPast.SCHEMA),
            (CoGroupFunction<Row, Row, Row, Row>)
                (group, rows, past) -> of(group, segments).rows(group, rows, past),
            Encoders.row(KpiSegment.SCHEMA))
        .transform(rows -> Schemas.fitNumbersForTimes(rows, TABLE.schema()));
  }

  /** The first week that the rows of a week and later ones hang on. */
  public static ReportWeek firstCompared(ReportWeek first) {
    return first.plusWeeks(-WEEKS_COMPARED);
  }

  /** The same of Mondays, as days since the epoch; the first day of all where all is told. */
  static int firstCompared(int firstMonday) {
    return firstMonday == EVERYTHING ? EVERYTHING : firstMonday - 7 * WEEKS_COMPARED;
  }

  private static int day(ReportWeek week) {
    return Math.toIntExact(week.monday().toEpochDay());
  }

  private static List<KpiDefinition> of(Subject subject, List<KpiDefinition> definitions) {
    return definitions.stream().filter(each -> each.subject() == subject).toList();
  }

  private static Map<Subject, KpiSegment> segments(
      Map<Subject, KpiInput> inputs,
      List<KpiDefinition> definitions,
      Evaluation evaluation,
      int firstMonday) {
    Map<Subject, KpiSegment> segments = new EnumMap<>(Subject.class);
    inputs.forEach(
        (subject, input) ->
            segments.put(
                subject,
                new KpiSegment(of(subject, definitions), input.rules(), evaluation, firstMonday)));
    return segments;
  }

  private static KpiSegment of(Row group, Map<Subject, KpiSegment> segments) {
    return Objects.requireNonNull(segments.get(Subject.valueOf(group.getString(2))));
  }

  private static KeyValueGroupedDataset<Row, Row> bySegment(Dataset<Row> rows, StructType schema) {
    return rows.groupBy(col("segment_type"), col("segment"), col("subject"))
        .as(Encoders.row(GROUP), Encoders.row(schema));
  }

  /** Of all cases, or of those that say anything about the time from an instant on. */
  private static Dataset<Row> tallies(
      Map<Subject, KpiInput> inputs,
      List<KpiDefinition> definitions,
      Evaluation evaluation,
      @Nullable Instant since) {
    return inputs.entrySet().stream()
        .map(
            input ->
                tallies(
                    input.getValue().cases(),
                    input.getKey(),
                    of(input.getKey(), definitions),
                    evaluation,
                    since))
        .reduce(Dataset::union)
        .orElseThrow(() -> new IllegalArgumentException("No table has cases"));
  }

  private static Dataset<Row> tallies(
      Dataset<Row> table,
      Subject subject,
      List<KpiDefinition> definitions,
      Evaluation evaluation,
      @Nullable Instant since) {
    KpiSource source = KpiSource.of(subject);
    KpiMeasuring measuring = new KpiMeasuring(subject, source, definitions, evaluation);
    Dataset<Row> cases = source.view().of(table, evaluation);
    // Week by week, so that a task holds tallies of few weeks, and tells of each week once.
    Column week = expr(subject.column(subject.begin()) + " div 604800000000");
    return source
        .select(since == null ? cases : cases.where(measuring.reaches(since)), measuring.columns())
        .repartition(week)
        .sortWithinPartitions(week)
        .mapPartitions(
            (MapPartitionsFunction<Row, Row>) measuring::tallies,
            Encoders.row(KpiMeasuring.SCHEMA));
  }
}
