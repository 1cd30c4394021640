package dev.aftermath.jobs.sources;

import java.io.IOException;
import java.io.InputStream;

/**
 * Reads one export format: bytes to records as read. Stateless; one instance serves many files, on
 * any machine.
 */
@FunctionalInterface
public interface ExportReader {
  /**
   * Reads the file to its end. A malformed record goes to {@link ExportSink#quarantine} and reading
   * goes on with the next one; when no next one can be found, the rest of the file is one defect.
   *
   * @param bytes the file, already unpacked
   * @param settings what the source's owner declared: zone, patterns, column mapping
   * @throws RefusedExportException when nothing of the file can be read
   * @throws IOException when the bytes cannot be fetched; never for what they contain
   */
  void read(InputStream bytes, SourceSettings settings, ExportSink sink)
      throws IOException, RefusedExportException;
}
