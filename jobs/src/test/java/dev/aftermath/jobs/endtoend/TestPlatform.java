package dev.aftermath.jobs.endtoend;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.to_json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.aftermath.jobs.bronze.Exports;
import dev.aftermath.jobs.config.PlatformSettings;
import dev.aftermath.jobs.lake.Commit;
import dev.aftermath.jobs.lake.Lake;
import dev.aftermath.jobs.lake.Layer;
import dev.aftermath.jobs.lake.TableSpec;
import dev.aftermath.jobs.pipeline.Catalogue;
import dev.aftermath.jobs.pipeline.Computation;
import dev.aftermath.jobs.pipeline.Ingestion;
import dev.aftermath.jobs.pipeline.IngestionSummary;
import dev.aftermath.jobs.pipeline.Pipeline;
import dev.aftermath.jobs.pipeline.Progress;
import dev.aftermath.jobs.pipeline.RunSummary;
import dev.aftermath.jobs.pipeline.Step;
import dev.aftermath.jobs.pipeline.StepResult;
import dev.aftermath.jobs.pipeline.WeeklyRun;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** A lake of its own and the platform's own way of filling it. */
final class TestPlatform {
  /** The settings that the project ships. */
  static final Path CONF = Path.of("../conf");

  private final Lake lake;
  private final PlatformSettings settings;
  private int runs;

  private TestPlatform(Lake lake, PlatformSettings settings) {
    this.lake = lake;
    this.settings = settings;
  }

  /** A platform with the settings that the project ships; its lake lies below the folder. */
  static TestPlatform in(Path folder, SparkSession spark) {
    return in(folder, CONF, spark);
  }

  /** A platform with settings of its own. */
  static TestPlatform in(Path folder, Path conf, SparkSession spark) {
    return of(folder.resolve("lake"), folder.resolve("out"), conf, spark);
  }

  /** A platform over a lake that may be there already. */
  static TestPlatform of(Path lake, Path output, Path conf, SparkSession spark) {
    PlatformSettings settings =
        PlatformSettings.in(conf)
            .with(Optional.of(lake.toString()), Optional.of(output.toString()), Optional.empty());
    return new TestPlatform(Lake.at(spark, settings.lake()), settings);
  }

  Lake lake() {
    return lake;
  }

  PlatformSettings settings() {
    return settings;
  }

  IngestionSummary ingest(Path exports) {
    runs++;
    return new Ingestion(lake, settings, "run-" + runs).takeIn(exports.toString());
  }

  List<StepResult> compute(Instant asOf) {
    return compute(asOf, step -> true);
  }

  /** Does all that the weekly job does. */
  RunSummary run(Path exports, Instant asOf) {
    runs++;
    return new WeeklyRun(lake, settings, "run-" + runs, asOf, asOf, Progress.silent())
        .run(exports.toString());
  }

  /** Runs some of the steps only. */
  List<StepResult> compute(Instant asOf, Predicate<Step> which) {
    runs++;
    return new Pipeline(lake, "run-" + runs, Progress.silent())
        .run(Computation.steps(settings, asOf).stream().filter(which).toList());
  }

  Dataset<Row> read(TableSpec table) {
    return lake.read(table);
  }

  /** The newest version of every table but the log of runs; -1 for one that was never written. */
  Map<String, Long> versions() {
    Map<String, Long> versions = new TreeMap<>();
    for (TableSpec table : Catalogue.tables()) {
      if (table.layer() != Layer.OPERATIONS) {
        versions.put(table.name(), lake.newest(table).map(Commit::version).orElse(-1L));
      }
    }
    return versions;
  }

  Map<String, Long> rowCounts(Layer layer) {
    Map<String, Long> counts = new TreeMap<>();
    for (TableSpec table : Catalogue.tables()) {
      if (table.layer() == layer) {
        counts.put(table.name(), read(table).count());
      }
    }
    return counts;
  }

  /** Every row of every table of the layer as JSON, sorted. */
  Map<String, List<String>> rows(Layer layer) {
    Map<String, List<String>> rows = new TreeMap<>();
    for (TableSpec table : Catalogue.tables()) {
      if (table.layer() == layer) {
        Column[] columns =
            java.util.Arrays.stream(table.schema().fieldNames())
                .map(name -> col(name))
                .toArray(Column[]::new);
        rows.put(
            table.name(),
            read(table)
                .select(to_json(struct(columns)))
                .as(Encoders.STRING())
                .collectAsList()
                .stream()
                .sorted()
                .toList());
      }
    }
    return rows;
  }

  /** Every export has an account, and every account balances. */
  void assertAccountsBalance() {
    List<Row> exports = read(Exports.TABLE).collectAsList();
    assertThat(exports).isNotEmpty();
    for (Row export : exports) {
      long landed = export.getAs("landed_count");
      assertThat(export.<Long>getAs("source_count")).as(export.toString()).isEqualTo(landed);
      assertThat(
              export.<Long>getAs("good_count")
                  + export.<Long>getAs("duplicate_count")
                  + export.<Long>getAs("quarantined_count"))
          .as(export.toString())
          .isEqualTo(landed);
    }
  }
}
