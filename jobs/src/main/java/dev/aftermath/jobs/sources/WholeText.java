package dev.aftermath.jobs.sources;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringWriter;

/**
 * A file that is one record of text.
 *
 * @param byteCount how many bytes were read of it, one more than allowed where it is too long
 */
record WholeText(String text, int byteCount) {
  /** The longest file that is read, in bytes. */
  static final int LONGEST = 1 << 20;

  /**
   * Reads a file.
   *
   * @param what the format that was declared, for messages
   */
  static WholeText read(InputStream bytes, SourceSettings settings, String what)
      throws IOException, RefusedExportException {
    byte[] content = bytes.readNBytes(LONGEST + 1);
    StringWriter text = new StringWriter();
    try (Reader decoded =
        DecodedText.open(new ByteArrayInputStream(content), settings.encoding(), what)) {
      decoded.transferTo(text);
    }
    return new WholeText(text.toString(), content.length);
  }

  /**
   * Insists that it is text, and no more than is read.
   *
   * @param name what a file of the kind is called, such as {@code runbook}
   */
  void check(String name) throws BadRecordException {
    if (byteCount > LONGEST) {
      throw new BadRecordException(
          DefectKind.TOO_LARGE,
          "the file",
          "the file is longer than " + LONGEST + " bytes",
          "Split the " + name + ", or leave the file out in conf/sources.");
    }
    int flaw = TextCursor.flawIn(text);
    if (flaw >= 0) {
      char character = text.charAt(flaw);
      boolean encoding = TextCursor.isEscapedByte(character);
      throw new BadRecordException(
          encoding ? DefectKind.BAD_ENCODING : DefectKind.CONTROL_CHARACTER,
          "line " + (1 + text.substring(0, flaw).chars().filter(it -> it == '\n').count()),
          TextCursor.describeFlaw(character) + (encoding ? " is not UTF-8" : " is not allowed"),
          "Save the file as UTF-8 text, or declare its charset in conf/sources.");
    }
    if (text.isBlank()) {
      throw new BadRecordException(
          DefectKind.TRUNCATED,
          "line 1",
          "the file is blank",
          "Write the " + name + " or remove it.");
    }
  }
}
