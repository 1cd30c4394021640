package dev.aftermath.jobs.sources;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a CSV file with a header, comma-separated as in RFC 4180.
 *
 * <p>Every row is parsed alone. A quotation mark that is never closed would swallow all rows behind
 * it; here it costs the line it stands on, and the following ones are read again by themselves.
 */
final class CsvRows {
  private static final int LONGEST_FIELD = 4 * 1024 * 1024;
  private static final int LONGEST_ROW = 8 * 1024 * 1024;

  private final CsvLines lines;
  private final CsvParsing parsing = new CsvParsing();
  private final Map<String, Integer> indexes = new LinkedHashMap<>();
  private long position;

  private CsvRows(CsvLines lines) {
    this.lines = lines;
  }

  /** Takes one row. */
  @FunctionalInterface
  interface RowReader {
    /** Hands the row on, or says why it cannot be taken. */
    void read(CsvRow row) throws BadRecordException;
  }

  /**
   * Opens the file and reads its header.
   *
   * @param what the format that was declared, for messages
   * @throws RefusedExportException when there is no header of distinct names
   */
  static CsvRows open(InputStream bytes, Charset charset, String what)
      throws IOException, RefusedExportException {
    CsvLines lines = new CsvLines(DecodedText.open(bytes, charset, what));
    CsvRows rows = new CsvRows(lines);
    rows.readHeader(what);
    return rows;
  }

  /** The names of the columns, in the order of the file. */
  Collection<String> columns() {
    return List.copyOf(indexes.keySet());
  }

  /** How many rows were met so far, good or bad. */
  long count() {
    return position;
  }

  /** Reads all rows; those that cannot be taken go to the sink's quarantine. */
  void read(ExportSink sink, RowReader reader) throws IOException {
    CsvLines.Line line = lines.next();
    while (line != null) {
      if (!line.text().isBlank() || line.text().indexOf('"') >= 0) {
        row(line, sink, reader);
      }
      line = lines.next();
    }
  }

  private void readHeader(String what) throws IOException, RefusedExportException {
    CsvLines.Line line = lines.next();
    while (line != null && line.text().isBlank()) {
      line = lines.next();
    }
    if (line == null) {
      throw refusal(DefectKind.TRUNCATED, "the file has no header", "", 1);
    }
    List<String> names;
    try {
      names = parsing.parse(wholeRow(line).text());
    } catch (IOException | UncheckedIOException e) {
      throw refusal(
          DefectKind.WRONG_FORMAT,
          "its first line is no header of " + what + ": " + CsvParsing.reason(e),
          line.text(),
          line.number());
    }
    for (String name : names) {
      String unique = name.isBlank() ? "column " + (indexes.size() + 1) : name.strip();
      if (indexes.put(unique, indexes.size()) != null) {
        throw refusal(
            DefectKind.DUPLICATE_KEY,
            "the header names the column \"" + unique + "\" twice",
            line.text(),
            line.number());
      }
    }
  }

  private static RefusedExportException refusal(
      DefectKind kind, String cause, String original, long line) {
    return new RefusedExportException(
        Defect.ofRecord(
            0,
            "line " + line + ", column 1",
            kind,
            cause,
            "Export the file again with one header line of distinct column names.",
            TextCursor.readable(original)));
  }

  private void row(CsvLines.Line first, ExportSink sink, RowReader reader) throws IOException {
    position++;
    if (first.tooLong()) {
      quarantine(sink, first, DefectKind.TOO_LARGE, "is longer than 16 Mi characters");
      return;
    }
    Extent extent = wholeRow(first);
    List<String> values = attempt(extent.text());
    if (values == null && !extent.rest().isEmpty()) {
      lines.putBack(extent.rest());
      values = attempt(first.text());
    }
    if (values == null) {
      malformed(sink, first, extent);
      return;
    }
    take(new CsvRow(position, first.number(), indexes, values), extent.text(), sink, reader);
  }

  private void take(CsvRow row, String original, ExportSink sink, RowReader reader) {
    String place = "line " + row.line();
    try {
      for (Map.Entry<String, Integer> column : indexes.entrySet()) {
        check(column.getKey(), row.values().get(column.getValue()));
      }
      reader.read(row);
    } catch (BadRecordException e) {
      sink.quarantine(e.defect(row.position(), place, TextCursor.readable(original)));
    }
  }

  private static void check(String column, String value) throws BadRecordException {
    if (value.length() > LONGEST_FIELD) {
      throw new BadRecordException(
          DefectKind.TOO_LARGE,
          column,
          column + " has " + value.length() + " characters, allowed are " + LONGEST_FIELD,
          "Look at the record in its source; if it is meant, leave the column out of the export.");
    }
    int flaw = TextCursor.flawIn(value);
    if (flaw >= 0) {
      boolean encoding = TextCursor.isEscapedByte(value.charAt(flaw));
      throw new BadRecordException(
          encoding ? DefectKind.BAD_ENCODING : DefectKind.CONTROL_CHARACTER,
          column,
          column
              + " holds "
              + TextCursor.describeFlaw(value.charAt(flaw))
              + " at its character "
              + (flaw + 1)
              + (encoding ? ", which the declared charset does not have" : ""),
          encoding
              ? "Declare the charset that the file is written in, or export it again as UTF-8."
              : "Remove the character in the source and export the record again.");
    }
  }

  private @Nullable List<String> attempt(String text) {
    try {
      List<String> values = parsing.parse(text);
      return values.size() == indexes.size() ? values : null;
    } catch (IOException | UncheckedIOException e) {
      return null;
    }
  }

  private void malformed(ExportSink sink, CsvLines.Line line, Extent extent) {
    String cause;
    boolean last = extent.reachesEnd() && !line.isTerminated();
    try {
      int count = parsing.parse(line.text()).size();
      cause = "has " + count + " values where the header has " + indexes.size() + " columns";
    } catch (IOException | UncheckedIOException e) {
      cause = "is no CSV: " + CsvParsing.reason(e);
    }
    if (line.text().contains("Export stopped due to excessive size")) {
      sink.warn("The exporter stopped before the end of the list; export it in smaller parts.");
    }
    quarantine(sink, line, last ? DefectKind.TRUNCATED : DefectKind.MALFORMED, cause);
  }

  private void quarantine(ExportSink sink, CsvLines.Line line, DefectKind kind, String cause) {
    sink.quarantine(
        Defect.ofRecord(
            position,
            "line " + line.number() + ", column 1",
            kind,
            "the row " + cause,
            kind == DefectKind.TRUNCATED
                ? "Export the file again and let the transfer finish."
                : "Export the file again; do not edit exports by hand.",
            TextCursor.readable(line.text())));
  }

  /** A row may go over several lines when a value in quotation marks holds line breaks. */
  private Extent wholeRow(CsvLines.Line first) throws IOException {
    boolean open = opensQuotation(first.text());
    if (!open) {
      return new Extent(first.text(), List.of(), !first.isTerminated());
    }
    StringBuilder text = new StringBuilder(first.text());
    List<CsvLines.Line> rest = new ArrayList<>();
    while (open && text.length() <= LONGEST_ROW) {
      CsvLines.Line line = lines.next();
      if (line == null) {
        return new Extent(text.toString(), rest, true);
      }
      rest.add(line);
      text.append(line.text());
      open ^= opensQuotation(line.text());
    }
    return new Extent(text.toString(), rest, false);
  }

  /** Whether the line holds an odd number of quotation marks. */
  private static boolean opensQuotation(String line) {
    boolean open = false;
    for (int at = line.indexOf('"'); at >= 0; at = line.indexOf('"', at + 1)) {
      open = !open;
    }
    return open;
  }

  /** The text that may be one row, and those of its lines that follow the first. */
  private record Extent(String text, List<CsvLines.Line> rest, boolean reachesEnd) {}
}
