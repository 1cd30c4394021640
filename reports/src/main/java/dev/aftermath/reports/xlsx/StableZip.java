package dev.aftermath.reports.xlsx;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.LocalDateTime;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/** Writes a zip again with a fixed time on every entry. */
final class StableZip {
  /** Not 1 January 1980: for that value the JDK adds a field that depends on the zone. */
  private static final LocalDateTime TIME = LocalDateTime.of(1980, 2, 1, 0, 0);

  private StableZip() {}

  static void copy(byte[] zip, OutputStream out) throws IOException {
    var target = new ZipOutputStream(out);
    try (var source = new ZipInputStream(new ByteArrayInputStream(zip))) {
      for (ZipEntry entry = source.getNextEntry(); entry != null; entry = source.getNextEntry()) {
        ZipEntry copy = new ZipEntry(entry.getName());
        copy.setTimeLocal(TIME);
        target.putNextEntry(copy);
        source.transferTo(target);
        target.closeEntry();
      }
    }
    target.finish();
  }
}
