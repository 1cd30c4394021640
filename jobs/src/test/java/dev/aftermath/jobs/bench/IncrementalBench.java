package dev.aftermath.jobs.bench;

import dev.aftermath.jobs.pipeline.StepResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;

/**
 * What one more day costs on a long history and on a short one, through ingest and all steps of the
 * pipeline, in turns and in one warm process. The inbox of each run holds that day's exports.
 */
final class IncrementalBench {
  private static final int SHORT_DAYS = 30;

  private final Path work;
  private final FleetShape shape;
  private final FleetShape all;
  private final Results results;
  private final int rounds;
  private final Path project;

  IncrementalBench(Options options) {
    this.work = options.path("work");
    this.shape = FleetShape.of(options, "incremental");
    this.rounds = (int) options.number("rounds", 8);
    this.all =
        new FleetShape(
            shape.seed(),
            shape.slos(),
            shape.firstDay(),
            shape.days() + rounds,
            shape.stepSeconds());
    this.results = new Results(options.path("results"), "incremental");
    this.project = options.path("project");
  }

  void run() throws IOException {
    Path exports = work.resolve("incremental-exports");
    FleetExports.write(all, exports);
    SparkSession spark = BenchLake.session();
    Path settings = all.settings(work.resolve("settings-incremental"), project);
    LocalDate end = shape.end();
    BenchLake longer = history(spark, settings, exports, "long", shape.firstDay());
    BenchLake shorter = history(spark, settings, exports, "short", end.minusDays(SHORT_DAYS));
    results.value("long_days", shape.days());
    results.value("short_days", SHORT_DAYS);
    for (int round = 1; round <= rounds; round++) {
      LocalDate day = end.plusDays(round - 1L);
      Path inbox = work.resolve("inbox-" + day);
      linked(exports, inbox, day, day.plusDays(1));
      // In turns, and the first in turns too: whoever comes second finds warmer caches.
      boolean longFirst = round % 2 == 1;
      oneMoreDay(longFirst ? longer : shorter, longFirst ? "long" : "short", inbox, day, round);
      oneMoreDay(longFirst ? shorter : longer, longFirst ? "short" : "long", inbox, day, round);
    }
    results.memory("incremental");
    spark.stop();
  }

  private BenchLake history(
      SparkSession spark, Path settings, Path exports, String name, LocalDate from)
      throws IOException {
    BenchLake lake = new BenchLake(spark, work.resolve("lake-" + name), settings);
    Path inbox = work.resolve("inbox-" + name);
    linked(exports, inbox, from, shape.end());
    long began = System.nanoTime();
    lake.ingest(inbox);
    lake.computeAll(shape.end());
    results.seconds("history of the " + name + " lake", 1, Results.secondsSince(began));
    return lake;
  }

  private void oneMoreDay(BenchLake lake, String name, Path inbox, LocalDate day, int round) {
    long began = System.nanoTime();
    results.timed("one more day, " + name + ": ingest", round, () -> lake.ingest(inbox));
    for (StepResult step : lake.computeAll(day.plusDays(1))) {
      if (step.outcome() == StepResult.Outcome.WRITTEN) {
        results.seconds(
            "one more day, " + name + ": " + step.step(), round, step.durationMillis() / 1000.0);
      }
    }
    results.seconds("one more day, " + name, round, Results.secondsSince(began));
  }

  /** The files of the days from one, inclusive, to another, exclusive, in a folder of their own. */
  private static void linked(Path exports, Path inbox, LocalDate from, LocalDate to)
      throws IOException {
    Files.createDirectories(inbox);
    try (Stream<Path> files = Files.list(exports)) {
      files
          .filter(file -> isBetween(file, from, to))
          .forEach(
              file -> {
                try {
                  Files.createLink(inbox.resolve(file.getFileName().toString()), file);
                } catch (IOException e) {
                  throw new UncheckedIOException("Cannot fill " + inbox, e);
                }
              });
    }
  }

  private static boolean isBetween(Path file, LocalDate from, LocalDate to) {
    LocalDate day = LocalDate.parse(file.getFileName().toString().substring(0, 10));
    return !day.isBefore(from) && day.isBefore(to);
  }
}
