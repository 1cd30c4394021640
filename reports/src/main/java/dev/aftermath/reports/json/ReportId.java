package dev.aftermath.reports.json;

import dev.aftermath.reports.model.WeeklyReport;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Names a report after its figures, so that a printed page can be tied to its JSON file. */
public final class ReportId {
  private static final int DIGITS = 12;

  private ReportId() {}

  /** The ISO week and the first 12 hexadecimal digits of the SHA-256 of the report's JSON file. */
  public static String of(WeeklyReport report) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      try (var out = new DigestOutputStream(OutputStream.nullOutputStream(), digest)) {
        new JsonRenderer().render(report, out);
      }
      return report.header().isoWeek()
          + "-"
          + HexFormat.of().formatHex(digest.digest()).substring(0, DIGITS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is missing from this Java runtime", e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
