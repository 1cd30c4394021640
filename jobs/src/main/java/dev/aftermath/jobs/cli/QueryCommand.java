package dev.aftermath.jobs.cli;

import dev.aftermath.jobs.lake.Commit;
import dev.aftermath.jobs.pipeline.Views;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import scala.jdk.javaapi.CollectionConverters;

@Command(
    name = "query",
    mixinStandardHelpOptions = true,
    description = {
      "Answers a SQL question over the lake's tables.",
      "Every table is a view of its own name: 'aftermath status' lists them,",
      "jobs/docs/tables.md tells what is in them. The view 'samples' gives the samples of",
      "sample_days as rows: source, series, labels, at, value; 'slo_slices' those of",
      "slo_slice_days; 'slo_what_if' judges every window by other targets. With --as-published",
      "all of them are read in the versions that stood in the lake at the instant."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  aftermath query \"SELECT period, n, median_seconds FROM kpi_values WHERE kpi_id ="
          + " 'mttr'\"",
      "  aftermath query --format csv \"SELECT * FROM slo_windows WHERE verdict = 'missed'\"",
      "  aftermath query --as-published 2026-11-17T06:00:00Z \"SELECT * FROM slo_breaches\""
    })
final class QueryCommand implements Callable<Integer> {
  @Mixin private CommonOptions options = new CommonOptions();

  @Mixin private PublishedOption published = new PublishedOption();

  @Option(
      names = "--format",
      defaultValue = "table",
      paramLabel = "FORMAT",
      description = "table, csv or json. Default: ${DEFAULT-VALUE}.")
  private ResultFormat format = ResultFormat.TABLE;

  @Parameters(paramLabel = "SQL", description = "The question.")
  private String sql = "";

  @CommandLine.Spec
  private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

  @Override
  public Integer call() throws Exception {
    try (Platform platform = Platform.forReading(options)) {
      open(platform);
      answer(platform.lake().spark());
      return ExitCode.DONE.code();
    } catch (Exception e) {
      // AnalysisException is checked, but no method of Spark's Java API declares it.
      Optional<InvalidInputException> problem = SqlProblem.of(e);
      throw problem.isPresent() ? problem.get() : e;
    }
  }

  private void open(Platform platform) {
    Optional<Instant> instant = published.atMost(platform.startedAt());
    if (instant.isEmpty()) {
      Views.open(platform.lake(), sql);
    } else {
      Views.open(platform.lake(), sql, instant.get()).forEach(this::tell);
    }
  }

  private void tell(String table, Commit commit) {
    spec.commandLine()
        .getErr()
        .println(
            table
                + ": version "
                + commit.version()
                + ", written at "
                + commit.writtenAt()
                + " by "
                + commit.note().runId());
  }

  /** Arrays and maps as Java has them: others are printed with the names of their classes. */
  private static @Nullable Object ofJava(@Nullable Object value) {
    if (value instanceof scala.collection.Map<?, ?> map) {
      return new TreeMap<>(CollectionConverters.asJava(map));
    }
    return value instanceof scala.collection.Seq<?> elements
        ? CollectionConverters.asJava(elements)
        : value;
  }

  private void answer(SparkSession spark) {
    Dataset<Row> answer = spark.sql(sql);
    List<String> columns = Arrays.asList(answer.columns());
    List<List<@Nullable Object>> rows = new ArrayList<>();
    for (Row row : answer.collectAsList()) {
      List<@Nullable Object> cells = new ArrayList<>();
      for (int i = 0; i < columns.size(); i++) {
        cells.add(ofJava(row.get(i)));
      }
      rows.add(cells);
    }
    format.print(columns, rows, spec.commandLine().getOut());
  }
}
