package dev.aftermath.jobs.gold;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.inline;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.unix_date;
import static org.apache.spark.sql.functions.unix_seconds;
import static org.apache.spark.sql.functions.when;

import dev.aftermath.jobs.config.KpiDefinition;
import dev.aftermath.jobs.config.KpiDefinition.Cohort;
import dev.aftermath.jobs.config.KpiDefinition.Impossible;
import dev.aftermath.jobs.config.KpiDefinition.Statistic;
import dev.aftermath.jobs.lake.TableSpec;
import dev.aftermath.jobs.spark.Schemas;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.spark.api.java.function.FlatMapGroupsFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/**
 * One row per KPI, period, segment type and segment.
 *
 * <p>{@code period_type} is {@code week} ({@code period} is an ISO week such as {@code 2026-W46})
 * or {@code all}: everything before the evaluation. Weeks run without a gap from a segment's first
 * to the last that began before the evaluation; {@code is_complete} tells whether the week had
 * ended by then. Segment types are {@code all}, {@code service}, {@code tenant}, {@code priority}
 * and {@code system}; incidents that name none are under {@code (none)}.
 *
 * <ul>
 *   <li>{@code n}: the incidents behind the figure (of a ratio, its denominator).
 *   <li>{@code value}: of a duration the mean, of a count and a stock {@code n}, of a ratio {@code
 *       numerator_count / n}. Null, not 0, where there is nothing to compute a mean or ratio of.
 *   <li>{@code excluded_count}: incidents of the period that the definition leaves out.
 *   <li>Quantiles are exact, type 7 (linear interpolation); sums are integers and divided once.
 *   <li>{@code lower} and {@code upper}: the 95 % interval of the headline, which of a duration is
 *       the median; null where n is too small for one. A median needs 6 incidents, a 90th
 *       percentile 36, a share and a geometric mean 5, a count none. A stock has none.
 *   <li>{@code signal_rule} ({@code week} or {@code four_weeks}) and {@code signal_direction}
 *       ({@code up} or {@code down}): a change of a whole week that chance does not explain, found
 *       by comparison with {@code baseline_week_count} weeks before; both null within normal
 *       variation. The count is 0 where there was not enough to compare with. The headline of a
 *       week alone is within {@code usual_lower} and {@code usual_upper} unless it changed.
 *   <li>{@code minimum_detectable_change}: the smallest lasting change that four weeks would show
 *       in four of five cases; relative (0.5 is a rise by half), of a ratio absolute (0.1 is ten
 *       percentage points).
 *   <li>{@code kaplan_meier_median_seconds}: the median with {@code open_n} incidents that are not
 *       over yet counted as lasting at least so long; null where fewer than half are over.
 *   <li>{@code mean_change_seconds} since the week before is the sum of {@code
 *       longest_change_seconds} (what {@code longest_incident_id} alone did), {@code
 *       mix_change_seconds} (another mix of priorities) and {@code within_change_seconds} (other
 *       times within priorities).
 * </ul>
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
          period_start_at TIMESTAMP,
          period_end_at TIMESTAMP NOT NULL,
          is_complete BOOLEAN NOT NULL,
          unit STRING NOT NULL,
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
          excluded_count BIGINT NOT NULL,
          as_of TIMESTAMP NOT NULL
          """,
          "kpi_id",
          "kpi_version",
          "period_type",
          "period",
          "segment_type",
          "segment");

  private static final StructType SEGMENT =
      StructType.fromDDL("segment_type STRING, segment STRING");

  private static final String MEASURE = "measure_";
  private static final String LASTING = "lasting_";

  /** What nobody knows of an incident before it has ended. */
  private static final Set<String> KNOWN_AT_THE_END =
      Set.of("resolved_basis", "resolver_kind", "acknowledged_basis");

  private KpiValues() {}

  /**
   * Builds the table, two shuffles of which the second is small.
   *
   * @param facts {@link IncidentFacts} of the same evaluation
   */
  public static Dataset<Row> build(
      Dataset<Row> facts, List<KpiDefinition> definitions, Evaluation evaluation) {
    Dataset<Row> sums =
        placed(measured(facts, definitions, evaluation), evaluation)
            .groupBy(
                col("segment_type"), col("segment"), col("cohort"), col("monday"), col("group"))
            .agg(
                count(lit(1)).as("cohort_count"),
                array(
                        IntStream.range(0, definitions.size())
                            .mapToObj(place -> sums(place, definitions.get(place)))
                            .toArray(Column[]::new))
                    .as("sums"));
    KpiSegment fill = new KpiSegment(definitions, evaluation);
    return sums.groupBy(col("segment_type"), col("segment"))
        .as(Encoders.row(SEGMENT), Encoders.row(sums.schema()))
        .flatMapGroups(
            (FlatMapGroupsFunction<Row, Row, Row>) fill::rows, Encoders.row(KpiSegment.SCHEMA))
        .transform(rows -> Schemas.fitNumbersForTimes(rows, TABLE.schema()));
  }

  /** Adds what each definition takes from each incident: null where it leaves the incident out. */
  private static Dataset<Row> measured(
      Dataset<Row> facts, List<KpiDefinition> definitions, Evaluation evaluation) {
    List<Column> columns =
        new ArrayList<>(
            List.of(
                col("incident_id"),
                col("service"),
                col("tenant"),
                col("priority"),
                col("system"),
                col("opened_at"),
                col("resolved_at"),
                col("settled_at")));
    for (int i = 0; i < definitions.size(); i++) {
      columns.add(measure(definitions.get(i)).as(MEASURE + i));
      if (definitions.get(i).statistic() == Statistic.DURATION) {
        columns.add(lasting(definitions.get(i), evaluation).as(LASTING + i));
      }
    }
    return facts.select(columns.toArray(Column[]::new));
  }

  private static Column measure(KpiDefinition definition) {
    Column admitted = admitted(definition, Set.of());
    String start = definition.start();
    String end = definition.end();
    String flag = definition.flag();
    Column taken;
    if (start != null && end != null) {
      taken = Elapsed.seconds(col(start), col(end));
      if (definition.impossible() == Impossible.EXCLUDED) {
        taken = when(taken.geq(0), taken);
      }
    } else {
      taken = flag == null ? lit(1L) : col(flag).cast("int").cast("bigint");
    }
    if (definition.statistic() == Statistic.STOCK) {
      // What ended at a time nobody knows is in no period's stock.
      admitted = admitted.and(col("settled_at").isNotNull().or(col("is_open")));
    }
    return when(admitted, taken);
  }

  private static Column admitted(KpiDefinition definition, Set<String> leftOut) {
    Column admitted = lit(true);
    for (Map.Entry<String, List<String>> condition :
        new TreeMap<>(definition.conditions()).entrySet()) {
      if (!leftOut.contains(condition.getKey())) {
        admitted = admitted.and(col(condition.getKey()).isin(condition.getValue().toArray()));
      }
    }
    return admitted;
  }

  /** Start and end of a duration that was not over when the week it began in was. */
  private static Column lasting(KpiDefinition definition, Evaluation evaluation) {
    Column start = col(Objects.requireNonNull(definition.start()));
    // Whoever has settled an incident need not acknowledge it any more.
    Column end = coalesce(col(Objects.requireNonNull(definition.end())), col("settled_at"));
    Column crosses =
        WeekColumns.mondayOf(end, evaluation.zone())
            .gt(WeekColumns.mondayOf(start, evaluation.zone()));
    return when(
        admitted(definition, KNOWN_AT_THE_END)
            .and(start.isNotNull())
            .and(coalesce(crosses, lit(false)).or(col("is_open"))),
        struct(unix_seconds(start).as("start"), unix_seconds(end).as("end")));
  }

  /** One row per incident, segment it belongs to, and cohort with its week. */
  private static Dataset<Row> placed(Dataset<Row> measured, Evaluation evaluation) {
    List<Column> cohorts = new ArrayList<>();
    for (Cohort cohort : Cohort.values()) {
      String name = cohort.name().toLowerCase(Locale.ROOT);
      Column at = col(name + "_at");
      Column monday = unix_date(WeekColumns.mondayOf(at, evaluation.zone()));
      cohorts.add(
          when(at.lt(lit(evaluation.asOf())), struct(lit(name).as("cohort"), monday.as("monday"))));
    }
    List<Column> segments = new ArrayList<>();
    segments.add(struct(lit("all").as("segment_type"), lit("all").as("segment")));
    for (String name : List.of("service", "tenant", "priority", "system")) {
      segments.add(
          struct(lit(name).as("segment_type"), coalesce(col(name), lit("(none)")).as("segment")));
    }
    return measured
        .withColumn("placed", explode(array(cohorts.toArray(Column[]::new))))
        .where(col("placed").isNotNull())
        .select(col("*"), inline(array(segments.toArray(Column[]::new))))
        .withColumn("cohort", col("placed.cohort"))
        .withColumn("monday", col("placed.monday"))
        .withColumn("group", coalesce(col("priority"), lit("(none)")));
  }

  private static Column sums(int place, KpiDefinition definition) {
    Column cohort = col("cohort");
    Column wanted =
        definition.statistic() == Statistic.STOCK
            ? cohort.isin("opened", "settled")
            : cohort.equalTo(definition.cohort().name().toLowerCase(Locale.ROOT));
    Column measure = when(wanted, col(MEASURE + place));
    Column n = count(measure).as("n");
    Column total = sum(measure).as("total");
    if (definition.statistic() != Statistic.DURATION) {
      return struct(
          n,
          total,
          lit(null).cast("array<bigint>").as("seconds"),
          lit(null).cast("struct<seconds:bigint,incident_id:string>").as("longest"),
          lit(null).cast("array<struct<start:bigint,end:bigint>>").as("lasting"));
    }
    return struct(
        n,
        total,
        collect_list(measure).as("seconds"),
        max(when(measure.isNotNull(), struct(measure.as("seconds"), col("incident_id"))))
            .as("longest"),
        collect_list(when(cohort.equalTo("opened"), col(LASTING + place))).as("lasting"));
  }
}
