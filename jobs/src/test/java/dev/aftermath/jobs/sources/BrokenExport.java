package dev.aftermath.jobs.sources;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * One kind of broken export and what must become of it.
 *
 * @param text the file, each character a byte
 * @param records how many records the file holds, good or bad
 * @param keys the records that must be taken
 * @param where a part of the defect's place
 * @param cause a part of the defect's cause
 */
record BrokenExport(
    String name,
    ExportReader reader,
    SourceSettings settings,
    String text,
    long records,
    List<String> keys,
    DefectKind kind,
    String where,
    String cause) {

  @Override
  public String toString() {
    return name;
  }

  /** The text as bytes one to one, so that any byte can be written into it. */
  byte[] bytes() {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
