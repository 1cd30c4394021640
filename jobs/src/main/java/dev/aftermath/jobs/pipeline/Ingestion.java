package dev.aftermath.jobs.pipeline;

import dev.aftermath.jobs.bronze.Exports;
import dev.aftermath.jobs.bronze.Ingest;
import dev.aftermath.jobs.bronze.Landed;
import dev.aftermath.jobs.bronze.Landing;
import dev.aftermath.jobs.bronze.Quarantine;
import dev.aftermath.jobs.config.PlatformSettings;
import dev.aftermath.jobs.config.SourceDefinition;
import dev.aftermath.jobs.config.SourceFiles;
import dev.aftermath.jobs.lake.Lake;
import dev.aftermath.jobs.lake.LakeFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.spark.sql.Row;

/** Takes a folder of exports into the lake. */
public final class Ingestion {
  private final Lake lake;
  private final PlatformSettings settings;
  private final String runId;

  /** An ingestion into the lake, in the name of the run. */
  public Ingestion(Lake lake, PlatformSettings settings, String runId) {
    this.lake = lake;
    this.settings = settings;
    this.runId = runId;
  }

  /**
   * Lands and reads what is new in the folder, after ending what an interrupted run began.
   *
   * @param exportsUri path or URI of the folder
   */
  public IngestionSummary takeIn(String exportsUri) {
    Ingest ingest = new Ingest(lake, runId);
    List<Row> accounts = new ArrayList<>(ingest.resume());
    LakeFiles inbox =
        LakeFiles.below(exportsUri, lake.spark().sparkContext().hadoopConfiguration());
    if (!inbox.exists("")) {
      throw new ExportsNotFoundException(
          "Cannot find the exports: "
              + inbox.uri()
              + " is not there. Name the folder with --exports.");
    }
    Landed landed = Landing.land(lake.files(), inbox, sources(), knownFiles());
    accounts.addAll(ingest.ingest(landed.tasks()));
    return summary(landed, accounts);
  }

  /** What an interrupted run left to be ended, in words; empty when none did. */
  public static Optional<String> interrupted(LakeFiles lake) {
    return lake.text(Ingest.JOURNAL)
        .map(
            journal ->
                "Interrupted: a run began to read "
                    + journal.lines().count()
                    + " exports and did not end ("
                    + Ingest.JOURNAL
                    + "); the next run reads them first.");
  }

  private List<SourceDefinition> sources() {
    try {
      return SourceFiles.load(settings.folder().resolve("sources"));
    } catch (IOException e) {
      throw new UncheckedIOException(
          "Cannot read the sources in " + settings.folder() + "/sources: " + e.getMessage(), e);
    }
  }

  private Set<String> knownFiles() {
    Set<String> known = new HashSet<>();
    if (lake.newest(Exports.TABLE).isPresent()) {
      lake.read(Exports.TABLE)
          .select("file_name", "file_sha256", "settings_digest")
          .collectAsList()
          .forEach(
              row ->
                  known.add(
                      Landing.identity(row.getString(0), row.getString(1), row.getString(2))));
    }
    return known;
  }

  private IngestionSummary summary(Landed landed, List<Row> accounts) {
    List<String> warnings = new ArrayList<>(landed.warnings());
    Map<String, List<String>> filesByWarning = new TreeMap<>();
    Set<String> refusedIds = new HashSet<>();
    for (Row account : accounts) {
      String file = account.getAs("file_name");
      List<String> told = account.getList(account.fieldIndex("warnings"));
      told.forEach(
          warning -> filesByWarning.computeIfAbsent(warning, key -> new ArrayList<>()).add(file));
      if ("refused".equals(account.getAs("status"))) {
        refusedIds.add(account.getAs("export_id"));
      }
    }
    filesByWarning.forEach((warning, files) -> warnings.add(warning(warning, files)));
    return new IngestionSummary(
        landed.fileCount(),
        accounts.size(),
        landed.fileCount()
            - accounts.stream().map(row -> row.<String>getAs("file_name")).distinct().count(),
        sum(accounts, "good_count"),
        sum(accounts, "duplicate_count"),
        sum(accounts, "quarantined_count"),
        refused(refusedIds),
        landed.unclaimed(),
        warnings);
  }

  /** A warning once, however many files it is about. */
  private static String warning(String warning, List<String> files) {
    String first = files.stream().min(Comparator.naturalOrder()).orElseThrow();
    return files.size() == 1
        ? first + ": " + warning
        : first + " and " + (files.size() - 1) + " more: " + warning;
  }

  private List<String> refused(Set<String> exportIds) {
    if (exportIds.isEmpty()) {
      return List.of();
    }
    return lake
        .read(Quarantine.TABLE)
        .where(org.apache.spark.sql.functions.col("export_id").isin(exportIds.toArray()))
        .select("file_name", "place", "cause", "remedy")
        .orderBy("file_name", "place")
        .limit(100)
        .collectAsList()
        .stream()
        .map(row -> row.getString(0) + ": " + row.getString(2) + ". " + row.getString(3))
        .toList();
  }

  private static long sum(List<Row> accounts, String column) {
    return accounts.stream().mapToLong(account -> account.<Long>getAs(column)).sum();
  }
}
