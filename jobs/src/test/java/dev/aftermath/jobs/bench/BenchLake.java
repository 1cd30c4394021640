package dev.aftermath.jobs.bench;

import dev.aftermath.jobs.config.PlatformSettings;
import dev.aftermath.jobs.lake.Lake;
import dev.aftermath.jobs.lake.TableSpec;
import dev.aftermath.jobs.pipeline.Computation;
import dev.aftermath.jobs.pipeline.Ingestion;
import dev.aftermath.jobs.pipeline.IngestionSummary;
import dev.aftermath.jobs.pipeline.Pipeline;
import dev.aftermath.jobs.pipeline.Progress;
import dev.aftermath.jobs.pipeline.Step;
import dev.aftermath.jobs.pipeline.StepResult;
import dev.aftermath.jobs.spark.Sessions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.SparkSession;

/** A lake with its settings, and the pipeline's own steps over it. */
final class BenchLake {
  private static final String RUN = "bench";

  private final Lake lake;
  private final Path folder;
  private final PlatformSettings settings;

  BenchLake(SparkSession spark, Path folder, Path settings) {
    this.folder = folder;
    this.lake = Lake.at(spark, folder.toString());
    this.settings = PlatformSettings.in(settings);
  }

  static SparkSession session() {
    return Sessions.start("local[2]", Map.of());
  }

  Lake lake() {
    return lake;
  }

  IngestionSummary ingest(Path exports) {
    return new Ingestion(lake, settings, RUN).takeIn(exports.toString());
  }

  /** Runs the pipeline's steps that write the tables, in its own order, as of a day's start. */
  List<StepResult> compute(LocalDate asOf, Collection<TableSpec> tables) {
    List<Step> steps = steps(asOf).stream().filter(step -> tables.contains(step.output())).toList();
    return new Pipeline(lake, RUN, Progress.silent()).run(steps);
  }

  /** Runs all of the pipeline's steps. */
  List<StepResult> computeAll(LocalDate asOf) {
    return new Pipeline(lake, RUN, Progress.silent()).run(steps(asOf));
  }

  private List<Step> steps(LocalDate asOf) {
    Instant instant = asOf.atStartOfDay(ZoneOffset.UTC).toInstant();
    return Computation.steps(settings, instant);
  }

  /** All tables that the pipeline writes. */
  List<TableSpec> tables(LocalDate asOf) {
    return steps(asOf).stream().map(Step::output).toList();
  }

  /** Another lake that has one table of this one, as it is, and nothing else. */
  BenchLake with(TableSpec table, Path folder) {
    try {
      Path link = folder.resolve(table.path());
      Files.createDirectories(link.getParent());
      Files.createSymbolicLink(link, this.folder.resolve(table.path()));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot make " + folder, e);
    }
    return new BenchLake(lake.spark(), folder, settings.folder());
  }
}
