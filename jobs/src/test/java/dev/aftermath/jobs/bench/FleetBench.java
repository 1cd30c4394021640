package dev.aftermath.jobs.bench;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;

import dev.aftermath.jobs.bronze.SampleChunks;
import dev.aftermath.jobs.gold.SloSliceDays;
import dev.aftermath.jobs.gold.SloSlices;
import dev.aftermath.jobs.gold.SloWindows;
import dev.aftermath.jobs.lake.Lake;
import dev.aftermath.jobs.lake.Note;
import dev.aftermath.jobs.lake.TableSpec;
import dev.aftermath.jobs.silver.SampleDays;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;

/** Every window of every SLO at the end of every day, from stored slices. */
final class FleetBench {
  private final Path work;
  private final FleetShape shape;
  private final Results results;
  private final long runs;
  private final Path project;

  FleetBench(Options options) {
    this.work = options.path("work");
    this.shape = FleetShape.of(options, "fleet");
    this.results = new Results(options.path("results"), "fleet");
    this.runs = options.number("runs", 3);
    this.project = options.path("project");
  }

  void run() {
    long began = System.nanoTime();
    SparkSession spark = BenchLake.session();
    results.seconds("start of Java and Spark session", 1, Results.secondsSince(began));
    Path settings = shape.settings(work.resolve("settings-fleet"), project);
    BenchLake lake = new BenchLake(spark, work.resolve("lake-fleet"), settings);
    prepare(lake);
    for (int run = 1; run <= runs; run++) {
      measure(lake, run);
    }
    answers(spark);
    results.memory("fleet");
    spark.stop();
  }

  private void prepare(BenchLake lake) {
    if (lake.lake().newest(SloSliceDays.TABLE).isEmpty()) {
      Dataset<Row> samples = FleetChunks.rows(lake.lake().spark(), shape);
      lake.lake().replace(SampleChunks.TABLE, samples, Note.of("bench"));
      lake.compute(shape.end(), List.of(SampleDays.TABLE, SloSliceDays.TABLE));
    }
    Path slices = work.resolve("slices-parquet");
    if (!Files.exists(slices)) {
      SloSlices.view(lake.lake().read(SloSliceDays.TABLE))
          .select(
              col("slo"),
              col("slice_start"),
              col("good").cast("bigint").as("good"),
              col("total").cast("bigint").as("total"))
          .repartitionByRange(4, col("slo"))
          .sortWithinPartitions("slo", "slice_start")
          .write()
          .parquet(slices.toString());
    }
    results.value(
        "slices",
        lake.lake()
            .read(SloSliceDays.TABLE)
            .selectExpr("sum(known_slice_count)")
            .first()
            .getLong(0));
  }

  private void measure(BenchLake from, int run) {
    BenchLake to = from.with(SloSliceDays.TABLE, work.resolve("lake-windows-" + run));
    results.timed("windows", run, () -> to.compute(shape.end(), List.of(SloWindows.TABLE)));
    List<TableSpec> burn =
        to.tables(shape.end()).stream()
            .filter(table -> table.name().startsWith("slo_burn_episodes"))
            .toList();
    if (!burn.isEmpty()) {
      results.timed("burn", run, () -> to.compute(shape.end(), burn));
    }
  }

  /** What the others are compared with. */
  private void answers(SparkSession spark) {
    Dataset<Row> windows =
        Lake.at(spark, work.resolve("lake-windows-1").toString()).read(SloWindows.TABLE);
    results.value("window rows", windows.count());
    windows
        .select(
            col("slo"),
            col("window"),
            expr("unix_seconds(evaluated_at)").as("evaluated"),
            expr("unix_seconds(evaluated_at) - unix_seconds(window_start)").as("seconds"),
            col("good").cast("bigint").as("good"),
            col("total").cast("bigint").as("total"),
            col("sli"),
            col("burn_rate"))
        .coalesce(1)
        .write()
        .mode(SaveMode.Overwrite)
        .parquet(work.resolve("answers-ours").toString());
  }
}
