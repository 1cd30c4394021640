package dev.aftermath.jobs.pipeline;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;

import dev.aftermath.jobs.bronze.Exports;
import dev.aftermath.jobs.bronze.SampleChunks;
import dev.aftermath.jobs.domain.slo.SeriesQuery;
import dev.aftermath.jobs.domain.slo.SloDefinition;
import dev.aftermath.jobs.lake.Lake;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Which files the samples of a figure came from. */
final class ExplainedSources {
  private static final int MOST = 10;

  private final Lake lake;
  private final List<SloDefinition> definitions;
  private final Consumer<String> lines;

  ExplainedSources(Lake lake, List<SloDefinition> definitions, Consumer<String> lines) {
    this.lake = lake;
    this.definitions = definitions;
    this.lines = lines;
  }

  /** Tells the files with samples of the SLO's series from one instant to another. */
  void tell(String slo, Instant from, Instant to) {
    List<SeriesQuery> queries =
        definitions.stream()
            .filter(version -> version.name().equals(slo))
            .flatMap(version -> version.objectives().stream())
            .flatMap(objective -> objective.indicator().series().stream())
            .distinct()
            .toList();
    LocalDate first = from.atOffset(ZoneOffset.UTC).toLocalDate();
    LocalDate last = to.atOffset(ZoneOffset.UTC).toLocalDate();
    Dataset<Row> chunks =
        lake.read(SampleChunks.TABLE)
            .where(col("day").between(lit(first), lit(last)))
            .select("export_id", "source", "series", "labels", "sample_count");
    TreeSet<String> series = new TreeSet<>();
    for (Row row :
        chunks
            .select("source", "series", "labels")
            .dropDuplicates("source", "series")
            .collectAsList()) {
      if (queries.stream().anyMatch(it -> it.matches(row.getString(0), row.getJavaMap(2)))) {
        series.add(row.getString(1));
      }
    }
    List<Row> files =
        chunks
            .where(col("series").isin(series.toArray()))
            .groupBy("export_id")
            .agg(sum("sample_count").as("samples"))
            .join(lake.read(Exports.TABLE), "export_id")
            .select("file_name", "content_sha256", "samples", "observed_from")
            .orderBy(col("observed_from"), col("file_name"))
            .collectAsList();
    add(series.size() + " series from " + files.size() + " exports");
    files.stream()
        .limit(MOST)
        .forEach(
            file ->
                add(
                    file.getString(0)
                        + ", SHA-256 "
                        + file.getString(1).substring(0, 16)
                        + "…, "
                        + file.getLong(2)
                        + " samples"));
    if (files.size() > MOST) {
      add("and " + (files.size() - MOST) + " more, in the table exports");
    }
  }

  private void add(String text) {
    lines.accept(String.format(Locale.ROOT, "%-12s  %s", "source", text));
  }
}
