package dev.aftermath.jobs.bench;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.explode;

import dev.aftermath.jobs.bronze.Records;
import dev.aftermath.jobs.gold.IncidentFacts;
import dev.aftermath.jobs.gold.KpiValues;
import dev.aftermath.jobs.lake.Note;
import dev.aftermath.jobs.lake.TableSpec;
import dev.aftermath.jobs.pipeline.StepResult;
import dev.aftermath.jobs.silver.Alerts;
import dev.aftermath.jobs.silver.IncidentAccounts;
import dev.aftermath.jobs.silver.IncidentRelations;
import dev.aftermath.jobs.silver.Incidents;
import dev.aftermath.jobs.silver.TeamGroups;
import dev.aftermath.jobs.silver.TeamMembers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;

/**
 * From records of incidents to facts and KPIs, and what one more week costs on a long history and
 * on a short one.
 */
final class IncidentBench {
  private static final List<TableSpec> TABLES =
      List.of(
          IncidentAccounts.TABLE,
          IncidentRelations.TABLE,
          Incidents.TABLE,
          Alerts.TABLE,
          TeamMembers.TABLE,
          TeamGroups.TABLE,
          IncidentFacts.TABLE,
          KpiValues.TABLE);
  private static final int SHARE_OF_SHORT = 10;

  /** What DuckDB reads of a record; the rest of its fields decides nothing here. */
  private static final List<String> FIELDS =
      List.of(
          "number",
          "title",
          "service",
          "tenant",
          "team",
          "priority",
          "impact",
          "monitoring_id",
          "opened_at",
          "resolved_at",
          "closed_at",
          "impact_start_at",
          "mitigated_at",
          "external_reference",
          "merged_into",
          "incident_kind",
          "state",
          "made_sla",
          "major",
          "change_reference",
          "reassignment_count",
          "deduplication_key");

  private final Path work;
  private final IncidentShape shape;
  private final Results results;
  private final long runs;
  private final Path settings;

  IncidentBench(Options options) {
    this.work = options.path("work");
    this.shape = IncidentShape.of(options);
    this.results = new Results(options.path("results"), "incidents");
    this.runs = options.number("runs", 3);
    this.settings = options.path("project").resolve("conf");
  }

  /** From the records of all weeks, in one go. */
  void allWeeks() {
    long began = System.nanoTime();
    SparkSession spark = BenchLake.session();
    results.seconds("start of Java and Spark session", 1, Results.secondsSince(began));
    BenchLake lake = new BenchLake(spark, work.resolve("lake-incidents"), settings);
    prepare(lake);
    for (int run = 1; run <= runs; run++) {
      measure(lake, run);
    }
    answers(spark);
    results.memory("incidents");
    spark.stop();
  }

  /** What is to be done for one more week. */
  void oneMoreWeek() {
    SparkSession spark = BenchLake.session();
    oneMoreWeek(spark);
    results.memory("one more week");
    spark.stop();
  }

  private void prepare(BenchLake lake) {
    if (lake.lake().newest(Records.TABLE).isEmpty()) {
      fill(lake, shape, 0, shape.incidents());
    }
    Dataset<Row> records = lake.lake().read(Records.TABLE);
    writeRows(records, work.resolve("incidents-parquet"));
    results.value("incidents", shape.incidents());
    results.value("records", records.count());
    results.value("events", records.selectExpr("sum(size(events))").first().getLong(0));
    results.value("weeks", shape.weeks());
  }

  /** Rows of an earlier bench may lack columns that are read now: these are written anew. */
  private static void writeRows(Dataset<Row> records, Path folder) {
    Dataset<Row> told = records.select(columns());
    Path last = folder.resolve("records");
    if (Files.exists(last.resolve("_SUCCESS"))
        && Arrays.equals(
            records.sparkSession().read().parquet(last.toString()).columns(), told.columns())) {
      return;
    }
    records
        .select(col("system"), col("record_key"), explode(col("events")).as("event"))
        .select("system", "record_key", "event.at", "event.kind", "event.actor_kind", "event.actor")
        .write()
        .mode(SaveMode.Overwrite)
        .parquet(folder.resolve("events").toString());
    told.write().mode(SaveMode.Overwrite).parquet(last.toString());
  }

  private static Column[] columns() {
    return Stream.concat(
            Stream.of(col("system"), col("record_key")),
            FIELDS.stream().map(name -> col("fields").getItem(name).as(name)))
        .toArray(Column[]::new);
  }

  private static void fill(BenchLake lake, IncidentShape shape, long from, long to) {
    Dataset<Row> rows = IncidentRecords.rows(lake.lake().spark(), shape, from, to);
    if (from == 0) {
      lake.lake().replace(Records.TABLE, rows, Note.of("bench"));
    } else {
      lake.lake().append(Records.TABLE, rows, "bench", "bench-" + from);
    }
  }

  private static LocalDate day() {
    return IncidentShape.end().atOffset(ZoneOffset.UTC).toLocalDate();
  }

  private void measure(BenchLake from, int run) {
    BenchLake to = from.with(Records.TABLE, work.resolve("lake-kpis-" + run));
    long began = System.nanoTime();
    for (StepResult step : to.compute(day(), TABLES)) {
      results.seconds("records to KPIs: " + step.step(), run, step.durationMillis() / 1000.0);
    }
    results.seconds("records to KPIs", run, Results.secondsSince(began));
  }

  /** What the other side is compared with. */
  private void answers(SparkSession spark) {
    BenchLake first = new BenchLake(spark, work.resolve("lake-kpis-1"), settings);
    first
        .lake()
        .read(KpiValues.TABLE)
        .select(
            "kpi_id",
            "period",
            "segment_type",
            "segment",
            "n",
            "numerator_count",
            "mean_seconds",
            "median_seconds",
            "p90_seconds",
            "geometric_mean_seconds")
        .coalesce(1)
        .write()
        .mode(SaveMode.Overwrite)
        .parquet(work.resolve("kpis-ours").toString());
    first
        .lake()
        .read(IncidentFacts.TABLE)
        .write()
        .mode(SaveMode.Overwrite)
        .parquet(work.resolve("facts-ours").toString());
    results.value("KPI rows", first.lake().read(KpiValues.TABLE).count());
  }

  /** In turns, and the first in turns too: whoever comes second finds warmer caches. */
  private void oneMoreWeek(SparkSession spark) {
    IncidentShape recent = shape.last(Math.max(2, shape.weeks() / SHARE_OF_SHORT));
    BenchLake longer = history(spark, "long", shape);
    BenchLake shorter = history(spark, "short", recent);
    results.value("long_incidents", shape.incidents());
    results.value("short_incidents", recent.incidents());
    for (int round = 1; round <= runs; round++) {
      boolean longFirst = round % 2 == 1;
      oneMoreWeek(longFirst ? longer : shorter, longFirst ? shape : recent, round);
      oneMoreWeek(longFirst ? shorter : longer, longFirst ? recent : shape, round);
    }
  }

  private BenchLake history(SparkSession spark, String name, IncidentShape of) {
    BenchLake lake = new BenchLake(spark, work.resolve("lake-weeks-" + name), settings);
    fill(lake, of, 0, of.incidents());
    lake.compute(day(), TABLES);
    return lake;
  }

  private void oneMoreWeek(BenchLake lake, IncidentShape of, int round) {
    long from = of.incidents() + (round - 1) * of.perWeek();
    fill(lake, of, from, from + of.perWeek());
    String name = "one more week, " + (of.equals(shape) ? "long" : "short");
    long began = System.nanoTime();
    for (StepResult step : lake.compute(day().plusDays(7L * round), TABLES)) {
      results.seconds(name + ": " + step.step(), round, step.durationMillis() / 1000.0);
    }
    results.seconds(name, round, Results.secondsSince(began));
  }
}
