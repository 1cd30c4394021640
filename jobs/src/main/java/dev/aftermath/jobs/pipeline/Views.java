package dev.aftermath.jobs.pipeline;

import dev.aftermath.jobs.gold.SloSliceDays;
import dev.aftermath.jobs.gold.SloSlices;
import dev.aftermath.jobs.gold.SloWhatIf;
import dev.aftermath.jobs.gold.SloWindows;
import dev.aftermath.jobs.lake.Lake;
import dev.aftermath.jobs.lake.TableSpec;
import dev.aftermath.jobs.silver.NativeHistograms;
import dev.aftermath.jobs.silver.SampleDays;
import dev.aftermath.jobs.silver.Samples;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The names that a SQL question may use: every table, and views that are decoded from one. */
public final class Views {
  private Views() {}

  /** The names, layer by layer. */
  public static List<String> names() {
    return Stream.concat(
            Catalogue.tables().stream().map(TableSpec::name),
            Stream.of(Samples.NAME, NativeHistograms.NAME, SloSlices.NAME, SloWhatIf.NAME))
        .toList();
  }

  /** Makes views of what the question names: opening a table costs a look into its log. */
  public static void open(Lake lake, String sql) {
    for (TableSpec table : Catalogue.tables()) {
      if (isNamed(sql, table.name())) {
        lake.read(table).createOrReplaceTempView(table.name());
      }
    }
    if (isNamed(sql, Samples.NAME)) {
      Samples.view(lake.read(SampleDays.TABLE)).createOrReplaceTempView(Samples.NAME);
    }
    if (isNamed(sql, NativeHistograms.NAME)) {
      NativeHistograms.view(lake.read(SampleDays.TABLE))
          .createOrReplaceTempView(NativeHistograms.NAME);
    }
    if (isNamed(sql, SloSlices.NAME)) {
      SloSlices.view(lake.read(SloSliceDays.TABLE)).createOrReplaceTempView(SloSlices.NAME);
    }
    if (isNamed(sql, SloWhatIf.NAME)) {
      SloWhatIf.view(lake.read(SloWindows.TABLE)).createOrReplaceTempView(SloWhatIf.NAME);
    }
  }

  private static boolean isNamed(String sql, String table) {
    return Pattern.compile("(?i)\\b" + table + "\\b").matcher(sql).find();
  }
}
