package dev.aftermath.jobs.bench;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.countDistinct;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.timestamp_micros;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.aftermath.jobs.domain.calendar.Days;
import dev.aftermath.jobs.domain.cause.CauseRules;
import dev.aftermath.jobs.gold.CauseRegistrations;
import dev.aftermath.jobs.gold.CauseSightings;
import dev.aftermath.jobs.gold.Evaluation;
import dev.aftermath.jobs.lake.Lake;
import dev.aftermath.jobs.lake.Note;
import dev.aftermath.jobs.lake.TableSpec;
import dev.aftermath.jobs.silver.Incidents;
import dev.aftermath.jobs.spark.Micros;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * The registry of causes on real titles and on a million incidents.
 *
 * <p>{@link #atlas}: the titles of two years of status pages, one run beside week by week, with 1,
 * 7 and 64 shuffle partitions. {@link #million}: all at once, then one more week on this history
 * and on a tenth of it.
 */
final class CauseRegistryGates {
  private static final Instant FIRST = Instant.parse("2023-01-02T00:00:00Z");
  private static final Duration WEEK = Duration.ofDays(7);
  private static final int WEEKS = 104;

  /** With it, partitions are joined and split as they come, as in a usual run. */
  private static final int ADAPTIVE_PARTITIONS = 7;

  private static final int ROUNDS = 15;
  private static final StructType TITLES =
      StructType.fromDDL("incident_id STRING, opened BIGINT, service STRING, title STRING");

  private final SparkSession spark = BenchLake.session();
  private final Options options;

  private CauseRegistryGates(Options options) {
    this.options = options;
  }

  /** Whether ids are the same however they come to be, and groups no blobs. */
  static List<Gate> atlas(Options options) throws IOException {
    return new CauseRegistryGates(options).atlas();
  }

  /** What a million incidents take, and one more week of them. */
  static List<Gate> million(Options options) {
    return new CauseRegistryGates(options).million();
  }

  private List<Gate> atlas() throws IOException {
    Dataset<Row> titles = titles().cache();
    String data = "atlas, " + titles.count() + " titles";
    List<Gate> gates = new ArrayList<>();
    Map<String, String> expected = null;
    for (int partitions : new int[] {1, 7, 64}) {
      spark.conf().set("spark.sql.shuffle.partitions", partitions);
      spark.conf().set("spark.sql.adaptive.enabled", partitions == ADAPTIVE_PARTITIONS);
      Dataset<Row> once = registered(titles, weekEnd(WEEKS)).cache();
      Map<String, String> ids = ids(once);
      if (expected == null) {
        expected = ids;
        gates.add(Gate.atMost(0.05, "registry", "largest group / all", data, largestShare(once)));
      }
      String name = "rows equal, " + partitions + " partitions";
      gates.add(Gate.holds("registry", "one run: " + name, data, ids.equals(expected)));
      Dataset<Row> parts = weekly(titles, "weekly-" + partitions);
      gates.add(Gate.holds("registry", "weekly: " + name, data, ids(parts).equals(expected)));
      gates.add(
          Gate.atMost(
              0,
              "registry",
              "changed ids, " + partitions + " partitions",
              data,
              (double) moved(parts)));
    }
    spark.stop();
    return gates;
  }

  private static double largestShare(Dataset<Row> registered) {
    List<Row> sizes =
        registered.groupBy("cause_id").count().orderBy(col("count").desc()).collectAsList();
    long recurring = sizes.stream().filter(row -> row.getLong(1) >= 3).count();
    long covered = sizes.stream().mapToLong(row -> row.getLong(1)).filter(size -> size >= 3).sum();
    Results.say(sizes.size() + " causes, " + recurring + " of three or more with " + covered);
    registered
        .groupBy("edge")
        .count()
        .collectAsList()
        .forEach(row -> Results.say("  by " + row.getString(0) + ": " + row.getLong(1)));
    return (double) sizes.get(0).getLong(1) / registered.count();
  }

  private Dataset<Row> titles() throws IOException {
    List<Row> rows = new ArrayList<>();
    for (String year : List.of("2023", "2024")) {
      Path file =
          options
              .path("data")
              .resolve("cloud-incident-atlas")
              .resolve("data/incidents/" + year + ".json");
      for (JsonNode incident : new JsonMapper().readTree(file.toFile())) {
        Instant opened = OffsetDateTime.parse(incident.path("created_at").asText()).toInstant();
        rows.add(
            RowFactory.create(
                incident.path("provider_id").asText() + ":" + incident.path("incident_id").asText(),
                Micros.of(opened),
                incident.path("provider_id").asText(),
                incident.path("title").asText()));
      }
    }
    return asIncidents(
            spark
                .createDataFrame(rows, TITLES)
                .dropDuplicates("incident_id")
                .withColumn("opened_at", timestamp_micros(col("opened")))
                .withColumn("population", lit("counted"))
                .withColumn("events", machine()))
        .repartition(5);
  }

  private static Column machine() {
    return expr(
        "array(named_struct('at', opened_at, 'kind', 'TRIGGERED', 'actor_kind', 'AUTOMATION',"
            + " 'detail', cast(null as string), 'system', 'pages'))");
  }

  /** What is not stated is null, or what a count, a flag and a list have for nothing. */
  private static Dataset<Row> asIncidents(Dataset<Row> rows) {
    List<Column> columns = new ArrayList<>();
    List<String> given = List.of(rows.columns());
    for (StructField field : Incidents.TABLE.schema().fields()) {
      columns.add(
          (given.contains(field.name()) ? col(field.name()) : nothing(field))
              .cast(field.dataType())
              .as(field.name()));
    }
    return rows.select(columns.toArray(Column[]::new));
  }

  private static Column nothing(StructField field) {
    if (field.nullable()) {
      return lit(null);
    }
    return switch (field.dataType().typeName()) {
      case "array" -> array();
      case "long" -> lit(0L);
      case "boolean" -> lit(false);
      default -> lit("");
    };
  }

  private static Evaluation weekEnd(int week) {
    return new Evaluation(FIRST.plus(WEEK.multipliedBy(week)), ZoneOffset.UTC);
  }

  private static Dataset<Row> registered(Dataset<Row> incidents, Evaluation evaluation) {
    return CauseRegistrations.first(
        CauseSightings.withoutRules(CauseSightings.of(incidents, evaluation)),
        CauseRules.USUAL,
        evaluation);
  }

  private Dataset<Row> weekly(Dataset<Row> incidents, String name) {
    Lake lake = Lake.at(spark, fresh(name).toString());
    for (int week = 1; week <= WEEKS; week++) {
      Evaluation evaluation = weekEnd(week);
      Dataset<Row> entries;
      if (week == 1) {
        entries = registered(incidents, evaluation);
      } else {
        Dataset<Row> known = lake.read(CauseRegistrations.TABLE);
        entries =
            CauseRegistrations.further(
                CauseSightings.withoutRules(
                    CauseSightings.notIn(known, CauseSightings.of(incidents, evaluation))),
                known,
                known,
                CauseRules.USUAL,
                week - 1L,
                evaluation);
      }
      lake.append(CauseRegistrations.TABLE, entries, Note.of("bench"), "cause_registry", week - 1L);
    }
    return lake.read(CauseRegistrations.TABLE);
  }

  /** What an earlier call left there would be added to. */
  private Path fresh(String name) {
    return options.path("work").resolve(name + "-" + System.nanoTime());
  }

  /** Everything that a row says but when it was entered. */
  private static Map<String, String> ids(Dataset<Row> registered) {
    Map<String, String> ids = new TreeMap<>();
    registered
        .drop("batch", "registered_at")
        .collectAsList()
        .forEach(row -> ids.put(row.getString(0), row.toString()));
    return ids;
  }

  private static long moved(Dataset<Row> registered) {
    return registered
        .groupBy("incident_id")
        .agg(countDistinct("cause_id").as("ids"))
        .where("ids > 1")
        .count();
  }

  private List<Gate> million() {
    long count = options.number("incident-count", 1_000_000);
    BenchLake longer = lake("long");
    BenchLake shorter = lake("short");
    fill(longer, 0, count);
    fill(shorter, count - count / 10, count);
    LocalDate end = FIRST.plus(WEEK.multipliedBy(WEEKS)).atOffset(ZoneOffset.UTC).toLocalDate();
    seconds(shorter, end);
    String data = count + " drawn incidents";
    List<Gate> gates = new ArrayList<>();
    gates.add(Gate.atMost(300, "million", "registered, s", data, seconds(longer, end)));
    long perWeek = count / WEEKS;
    List<Double> longs = new ArrayList<>();
    List<Double> shorts = new ArrayList<>();
    for (int round = 1; round <= ROUNDS; round++) {
      long to = count + round * perWeek;
      add(longer, to - perWeek, to);
      add(shorter, to - perWeek, to);
      LocalDate day = end.plusDays(7L * round);
      boolean longFirst = round % 2 == 1;
      double first = seconds(longFirst ? longer : shorter, day);
      double second = seconds(longFirst ? shorter : longer, day);
      longs.add(longFirst ? first : second);
      shorts.add(longFirst ? second : first);
    }
    spark.stop();
    gates.add(Gate.told("million", "one more week, long, s", data, median(longs)));
    gates.add(Gate.told("million", "one more week, short, s", data, median(shorts)));
    gates.add(
        Gate.atMost(
            1.2, "million", "one more week, long / short", data, median(longs) / median(shorts)));
    return gates;
  }

  private static double median(List<Double> seconds) {
    return seconds.stream().sorted().toList().get(seconds.size() / 2);
  }

  /** Data of an earlier call is used again. */
  private void fill(BenchLake lake, long from, long to) {
    if (lake.lake().newest(Incidents.TABLE).isEmpty()) {
      lake.lake().replace(Incidents.TABLE, drawn(from, to), Note.of("bench"));
    }
  }

  /** A week of further incidents, written as the step of incidents does: by month. */
  private void add(BenchLake lake, long from, long to) {
    Days days = Days.between(day(from), day(to - 1));
    long first = from - ChronoUnit.DAYS.between(day(from).withDayOfMonth(1), day(from)) * perDay();
    lake.lake()
        .replaceMonths(
            Incidents.TABLE,
            drawn(first - perDay(), to)
                .where(col(TableSpec.MONTH).isin(days.months().toArray()))
                .coalesce(1),
            days.months(),
            Note.of("bench").ofDays(days));
  }

  private LocalDate day(long id) {
    return LocalDate.ofInstant(FIRST.plusSeconds(id * spacingSeconds()), ZoneOffset.UTC);
  }

  private long perDay() {
    return Duration.ofDays(1).toSeconds() / spacingSeconds() + 1;
  }

  private long spacingSeconds() {
    return WEEK.toSeconds() * WEEKS / options.number("incident-count", 1_000_000);
  }

  private BenchLake lake(String name) {
    return new BenchLake(
        spark, options.path("work").resolve(name), options.path("project").resolve("conf"));
  }

  private static double seconds(BenchLake lake, LocalDate day) {
    long began = System.nanoTime();
    lake.compute(day, List.of(CauseRegistrations.TABLE));
    return Results.secondsSince(began);
  }

  /**
   * Incidents evenly over the weeks: seven of ten with one of 2,400 titles of machines, with
   * numbers and hosts in them; the others with a human's, of which two of three are written once.
   */
  private Dataset<Row> drawn(long from, long to) {
    return asIncidents(
            spark
                .range(from, to, 1, 4)
                .selectExpr(
                    "concat('pagerduty:Q', id) AS incident_id",
                    "timestamp_seconds("
                        + FIRST.getEpochSecond()
                        + " + id * "
                        + spacingSeconds()
                        + ")"
                        + " AS opened_at",
                    "pmod(xxhash64(id, 1), 10) < 7 AS is_machine",
                    "pmod(xxhash64(id, 2), 200) AS place",
                    "pmod(xxhash64(id, 3), 12) AS kind",
                    "pmod(xxhash64(id, 4), 300000) AS wording",
                    "pmod(xxhash64(id, 5), 1000) AS drawn")
                .selectExpr(
                    "incident_id",
                    "opened_at",
                    "date_format(opened_at, 'yyyy-MM') AS month",
                    "'counted' AS population",
                    "concat('service-', place) AS service",
                    "concat('tenant-', pmod(place, 12)) AS tenant",
                    "if(is_machine, concat(element_at(array('Error ratio high', 'Latency p99 above"
                        + " limit', 'Disk nearly full', 'Queue growing', 'Certificate expires',"
                        + " 'Pods restarting', 'Replica lag', 'Probe failed', 'Memory pressure',"
                        + " 'CPU throttled', 'Backup late', 'Login failures'), cast(kind + 1 as"
                        + " int)), ' on host-', drawn, '.prod: ', drawn, ' of 1000 for service-',"
                        + " place), concat('People of floor ', wording, ' say that order ',"
                        + " kind, ' is missing since noon')) AS title",
                    "if(drawn < 20, concat('PRB', pmod(wording, 4000)), null) AS problem_reference",
                    "if(drawn > 300, concat('mon-', place), null) AS monitoring_id",
                    "if(drawn > 900, concat('the reason ', wording, ' was found in the logs'),"
                        + " null) AS cause_key",
                    "transform(sequence(1, 10), i -> named_struct('at', opened_at, 'kind',"
                        + " if(i = 1, 'TRIGGERED', 'NOTIFIED'), 'actor_kind', if(is_machine,"
                        + " 'AUTOMATION', 'HUMAN'), 'detail', cast(null as string), 'system',"
                        + " 'pagerduty')) AS events"))
        .drop("opened");
  }
}
