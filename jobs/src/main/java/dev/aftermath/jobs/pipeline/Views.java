package dev.aftermath.jobs.pipeline;

import dev.aftermath.jobs.gold.BrokenPromises;
import dev.aftermath.jobs.gold.CauseSummaries;
import dev.aftermath.jobs.gold.SloSliceDays;
import dev.aftermath.jobs.gold.SloSlices;
import dev.aftermath.jobs.gold.SloWhatIf;
import dev.aftermath.jobs.gold.SloWindows;
import dev.aftermath.jobs.lake.Commit;
import dev.aftermath.jobs.lake.Lake;
import dev.aftermath.jobs.lake.TableSpec;
import dev.aftermath.jobs.silver.NativeHistograms;
import dev.aftermath.jobs.silver.SampleDays;
import dev.aftermath.jobs.silver.Samples;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The names that a SQL question may use: every table, and views that are decoded from one. */
public final class Views {
  private Views() {}

  /** The names, layer by layer. */
  public static List<String> names() {
    return Stream.concat(
            Catalogue.tables().stream().map(TableSpec::name),
            Stream.of(
                Samples.NAME,
                NativeHistograms.NAME,
                SloSlices.NAME,
                SloWhatIf.NAME,
                BrokenPromises.NAME))
        .toList();
  }

  /** Makes views of what the question names: opening a table costs a look into its log. */
  public static void open(Lake lake, String sql) {
    open(sql, lake::read);
  }

  /**
   * Makes views of what the question names, as all of it stood in the lake at an instant.
   *
   * @return the commits that are read, by the names of their tables
   * @throws NotPublishedException when one of the tables was first written after the instant
   */
  public static SortedMap<String, Commit> open(Lake lake, String sql, Instant published) {
    SortedMap<String, Commit> commits = new TreeMap<>();
    open(
        sql,
        table -> {
          Optional<Commit> commit = Published.at(lake, table, published);
          commit.ifPresent(it -> commits.put(table.name(), it));
          return commit.map(it -> lake.read(table, it.version())).orElseGet(() -> lake.read(table));
        });
    return commits;
  }

  private static void open(String sql, Function<TableSpec, Dataset<Row>> read) {
    for (TableSpec table : Catalogue.tables()) {
      if (isNamed(sql, table.name())) {
        read.apply(table).createOrReplaceTempView(table.name());
      }
    }
    open(sql, Samples.NAME, () -> Samples.view(read.apply(SampleDays.TABLE)));
    open(sql, NativeHistograms.NAME, () -> NativeHistograms.view(read.apply(SampleDays.TABLE)));
    open(sql, SloSlices.NAME, () -> SloSlices.view(read.apply(SloSliceDays.TABLE)));
    open(sql, SloWhatIf.NAME, () -> SloWhatIf.view(read.apply(SloWindows.TABLE)));
    open(sql, BrokenPromises.NAME, () -> BrokenPromises.view(read.apply(CauseSummaries.TABLE)));
  }

  private static void open(String sql, String name, Supplier<Dataset<Row>> view) {
    if (isNamed(sql, name)) {
      view.get().createOrReplaceTempView(name);
    }
  }

  private static boolean isNamed(String sql, String table) {
    return Pattern.compile("(?i)\\b" + table + "\\b").matcher(sql).find();
  }
}
