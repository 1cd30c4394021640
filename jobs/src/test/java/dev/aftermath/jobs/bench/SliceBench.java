package dev.aftermath.jobs.bench;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;

import dev.aftermath.jobs.gold.SloSliceDays;
import dev.aftermath.jobs.gold.SloSlices;
import dev.aftermath.jobs.pipeline.IngestionSummary;
import dev.aftermath.jobs.pipeline.StepResult;
import dev.aftermath.jobs.silver.SampleDays;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * From exports to slices, and from stored chunks to slices. Every run from exports begins with an
 * empty lake; every run writes its tables.
 */
final class SliceBench {
  private final Path work;
  private final FleetShape shape;
  private final Results results;
  private final long runs;
  private final Path project;

  SliceBench(Options options) {
    this.work = options.path("work");
    this.shape = FleetShape.of(options, "slice");
    this.results = new Results(options.path("results"), "slices");
    this.runs = options.number("runs", 3);
    this.project = options.path("project");
  }

  void run() {
    long began = System.nanoTime();
    SparkSession spark = BenchLake.session();
    results.seconds("start of Java and Spark session", 1, Results.secondsSince(began));
    Path settings = shape.settings(work.resolve("settings-slices"), project);
    BenchLake lake = null;
    for (int run = 1; run <= runs; run++) {
      lake = new BenchLake(spark, work.resolve("lake-slices-" + run), settings);
      fromExports(lake, run);
    }
    for (int run = 1; run <= runs && lake != null; run++) {
      fromChunks(lake, run);
    }
    results.memory("slices");
    spark.stop();
  }

  private void fromExports(BenchLake lake, int run) {
    long began = System.nanoTime();
    IngestionSummary ingested =
        results.timed(
            "JSON export to slices: ingest", run, () -> lake.ingest(work.resolve("exports")));
    for (StepResult step :
        lake.compute(shape.end(), List.of(SampleDays.TABLE, SloSliceDays.TABLE))) {
      results.seconds("JSON export to slices: " + step.step(), run, step.durationMillis() / 1000.0);
    }
    results.seconds("JSON export to slices", run, Results.secondsSince(began));
    if (run == 1) {
      results.value("samples", ingested.goodCount());
      results.value("quarantined", ingested.quarantinedCount());
      checksum("json", lake.lake().read(SloSliceDays.TABLE));
    }
  }

  private void fromChunks(BenchLake from, int run) {
    BenchLake to = from.with(SampleDays.TABLE, work.resolve("lake-chunks-" + run));
    results.timed(
        "chunks to slices", run, () -> to.compute(shape.end(), List.of(SloSliceDays.TABLE)));
    if (run == 1) {
      checksum("chunks", to.lake().read(SloSliceDays.TABLE));
    }
  }

  /** Sums that no wrong slice leaves as they are; the other side makes the same ones. */
  private void checksum(String which, Dataset<Row> days) {
    Row sums =
        SloSlices.view(days)
            .select(
                col("good"),
                col("total"),
                expr("unix_seconds(slice_start) DIV slice_seconds % 9973").as("place"))
            .selectExpr(
                "count(*)",
                "CAST(sum(good) AS STRING)",
                "CAST(sum(total) AS STRING)",
                "CAST(sum(good * place) AS STRING)")
            .first();
    results.value("slices from " + which, sums.getLong(0));
    results.value("good from " + which, whole(sums.getString(1)));
    results.value("total from " + which, whole(sums.getString(2)));
    results.value("weighted from " + which, whole(sums.getString(3)));
  }

  private static String whole(String decimal) {
    return new java.math.BigDecimal(decimal).stripTrailingZeros().toPlainString();
  }
}
