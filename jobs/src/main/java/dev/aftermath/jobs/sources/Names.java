package dev.aftermath.jobs.sources;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** Messages about a column or field that is not where the settings say. */
final class Names {
  private Names() {}

  /**
   * Refuses a file whose columns lack one that the settings name.
   *
   * @param setting the setting that names the column, such as {@code clock}
   */
  static void requireColumn(String setting, String column, Collection<String> columns)
      throws RefusedExportException {
    if (!columns.contains(column)) {
      throw new RefusedExportException(
          Defect.ofRecord(
              0,
              "line 1, column 1",
              DefectKind.MISSING_COLUMN,
              setting
                  + " names the column \""
                  + column
                  + "\", which the file does not have"
                  + nearest(column, columns)
                  + " (columns: "
                  + String.join(", ", columns)
                  + ")",
              "Correct " + setting + " for these files in conf/sources.",
              String.join(",", columns)));
    }
  }

  private static String nearest(String name, Collection<String> names) {
    LevenshteinDistance distance = LevenshteinDistance.getDefaultInstance();
    String wanted = name.toLowerCase(Locale.ROOT);
    return names.stream()
        .min(
            Comparator.comparingInt(
                candidate -> distance.apply(wanted, candidate.toLowerCase(Locale.ROOT))))
        .filter(
            candidate ->
                distance.apply(wanted, candidate.toLowerCase(Locale.ROOT))
                    <= Math.max(1, candidate.length() / 3))
        .map(candidate -> "; did you mean \"" + candidate + "\"?")
        .orElse("");
  }
}
