package dev.aftermath.reports.evidence;

import dev.aftermath.reports.ReportRenderer;
import dev.aftermath.reports.json.JsonDocument;
import dev.aftermath.reports.model.WeeklyReport;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * One payload file of a pack.
 *
 * @param path path below {@code data/}, with {@code /} between names of the characters A-Z a-z 0-9
 *     . _ -
 * @param content its bytes; opened twice, and must be the same both times
 */
public record PackFile(String path, Content content) {
  private static final Pattern SAFE =
      Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]*(/[A-Za-z0-9_][A-Za-z0-9._-]*)*");

  /** Checks that the path is plain. */
  public PackFile {
    if (!SAFE.matcher(path).matches()) {
      throw new IllegalArgumentException(
          "Invalid pack file name: '%s' (use names of the characters A-Z a-z 0-9 . _ - joined by /)"
              .formatted(path));
    }
  }

  /** A file in memory. */
  public static PackFile ofBytes(String path, byte[] bytes) {
    byte[] copy = bytes.clone();
    return new PackFile(path, () -> new ByteArrayInputStream(copy));
  }

  /** A file on disk. */
  public static PackFile ofFile(String path, Path file) {
    return new PackFile(path, () -> Files.newInputStream(file));
  }

  /** A report in one format, under the file name of that format. */
  public static PackFile ofReport(WeeklyReport report, ReportRenderer renderer) throws IOException {
    var bytes = new ByteArrayOutputStream();
    renderer.render(report, bytes);
    return ofBytes(renderer.format().fileName(), bytes.toByteArray());
  }

  /** The sheet about one list, under {@code ipe/}. */
  public static PackFile ofSheet(IpeSheet sheet) throws IOException {
    return ofBytes("ipe/" + sheet.list() + ".json", json(sheet));
  }

  /** Where the pack's figures come from, as {@code provenance.json}. */
  public static PackFile ofProvenance(Provenance provenance) throws IOException {
    return ofBytes("provenance.json", json(provenance));
  }

  private static byte[] json(Record document) throws IOException {
    var bytes = new ByteArrayOutputStream();
    JsonDocument.write(document, bytes);
    return bytes.toByteArray();
  }

  /** Bytes that can be read more than once. */
  @FunctionalInterface
  public interface Content {
    /** Opens the content at its start. */
    InputStream open() throws IOException;
  }
}
