package dev.aftermath.jobs.pipeline;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What an ingest took in.
 *
 * @param fileCount files in the folder
 * @param newExportCount exports that were read, entries of archives counted singly
 * @param knownExportCount exports that the lake had already
 * @param refused what could not be read at all, a line each with file, cause and remedy
 * @param unclaimed files that no source claims
 * @param warnings a line each
 */
public record IngestionSummary(
    long fileCount,
    long newExportCount,
    long knownExportCount,
    long goodCount,
    long duplicateCount,
    long quarantinedCount,
    List<String> refused,
    List<String> unclaimed,
    List<String> warnings) {
  private static final int MOST_LINES = 20;

  /** Takes copies. */
  public IngestionSummary {
    refused = List.copyOf(refused);
    unclaimed = List.copyOf(unclaimed);
    warnings = List.copyOf(warnings);
  }

  /** The summary in words. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(
        String.format(
            Locale.ROOT,
            "%,d files: %,d new exports, %,d known already.",
            fileCount,
            newExportCount,
            knownExportCount));
    lines.add(
        String.format(
            Locale.ROOT,
            "%,d records good, %,d repeated within their file, %,d quarantined.",
            goodCount,
            duplicateCount,
            quarantinedCount));
    add(lines, "Refused", refused);
    add(lines, "No source claims it (see conf/sources)", unclaimed);
    add(lines, "Warning", gathered(warnings));
    return lines;
  }

  /** One line for what is said of many files, naming the first of them. */
  private static List<String> gathered(List<String> warnings) {
    Map<String, List<String>> files = new LinkedHashMap<>();
    for (String warning : warnings.stream().sorted().toList()) {
      int colon = warning.indexOf(": ");
      files
          .computeIfAbsent(warning.substring(colon < 0 ? 0 : colon + 2), text -> new ArrayList<>())
          .add(colon < 0 ? "" : warning.substring(0, colon));
    }
    List<String> lines = new ArrayList<>();
    files.forEach(
        (text, names) -> {
          List<String> distinct =
              names.stream().filter(name -> !name.isEmpty()).distinct().toList();
          String place =
              switch (distinct.size()) {
                case 0 -> "";
                case 1 -> distinct.get(0) + ": ";
                default -> distinct.get(0) + " and " + (distinct.size() - 1) + " more files: ";
              };
          lines.add(place + text);
        });
    return lines;
  }

  private static void add(List<String> lines, String what, List<String> items) {
    items.stream().limit(MOST_LINES).forEach(item -> lines.add(what + ": " + item));
    if (items.size() > MOST_LINES) {
      lines.add(what + ": and " + (items.size() - MOST_LINES) + " more");
    }
  }
}
