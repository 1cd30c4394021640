package dev.aftermath.jobs.pipeline;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;

import dev.aftermath.jobs.bronze.Exports;
import dev.aftermath.jobs.bronze.Ingest;
import dev.aftermath.jobs.config.InvalidSettingsException;
import dev.aftermath.jobs.config.PlatformSettings;
import dev.aftermath.jobs.config.SloFiles;
import dev.aftermath.jobs.config.SourceFiles;
import dev.aftermath.jobs.lake.Lake;
import dev.aftermath.jobs.lake.TableSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;

/** What the doctor looks at. */
public final class Checks {
  private static final long LEAST_HEAP_BYTES = 1L << 30;

  private Checks() {}

  /**
   * One thing looked at.
   *
   * @param text what was found and, when it is wrong, what to do
   */
  public record Finding(String subject, boolean good, String text) {}

  /** Looks at everything; what cannot be looked at is a finding too. */
  public static List<Finding> of(Lake lake, PlatformSettings settings) {
    List<Finding> findings = new ArrayList<>();
    findings.add(heap());
    findings.add(settings("sources", () -> sourceCount(settings) + " read"));
    findings.add(
        settings(
            "slos",
            () ->
                SloFiles.read(List.of(settings.folder().resolve("slos")))
                        .definitionsOrThrow()
                        .size()
                    + " read"));
    findings.add(journal(lake));
    if (lake.newest(Exports.TABLE).isPresent()) {
      findings.add(accounts(lake));
    }
    for (TableSpec table : Catalogue.tables()) {
      if (lake.newest(table).isPresent()) {
        findings.add(keys(lake, table));
      }
    }
    return findings;
  }

  private static Finding heap() {
    long bytes = Runtime.getRuntime().maxMemory();
    String size = bytes / (1 << 20) + " MiB";
    return bytes >= LEAST_HEAP_BYTES
        ? new Finding("heap", true, size)
        : new Finding("heap", false, size + " is less than 1 GiB: set AFTERMATH_HEAP=2g");
  }

  private static Finding settings(String subject, java.util.function.Supplier<String> reading) {
    try {
      return new Finding(subject, true, reading.get());
    } catch (InvalidSettingsException e) {
      return new Finding(subject, false, String.valueOf(e.getMessage()));
    }
  }

  private static Finding journal(Lake lake) {
    return lake.files().exists(Ingest.JOURNAL)
        ? new Finding(
            "journal",
            false,
            "a run was interrupted while it took exports in: run again, it ends that batch first")
        : new Finding("journal", true, "no interrupted batch");
  }

  private static Finding accounts(Lake lake) {
    Column balance = col("good_count").plus(col("duplicate_count")).plus(col("quarantined_count"));
    long unbalanced =
        lake.read(Exports.TABLE)
            .filter(
                col("source_count")
                    .notEqual(col("landed_count"))
                    .or(col("landed_count").notEqual(balance)))
            .count();
    return unbalanced == 0
        ? new Finding("accounts", true, "every export's account balances")
        : new Finding(
            "accounts",
            false,
            unbalanced + " exports do not balance: query exports for source_count <> landed_count");
  }

  private static Finding keys(Lake lake, TableSpec table) {
    Column[] key = table.key().stream().map(name -> col(name)).toArray(Column[]::new);
    boolean unique =
        lake.read(table)
            .groupBy(key)
            .agg(count(lit(1)).as("occurrences"))
            .filter(col("occurrences").gt(1))
            .isEmpty();
    return unique
        ? new Finding(table.name(), true, "each " + String.join(", ", table.key()) + " once")
        : new Finding(
            table.name(),
            false,
            "rows of the same "
                + String.join(", ", table.key())
                + ": compute again, then report it");
  }

  private static int sourceCount(PlatformSettings settings) {
    try {
      return SourceFiles.load(settings.folder().resolve("sources")).size();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
