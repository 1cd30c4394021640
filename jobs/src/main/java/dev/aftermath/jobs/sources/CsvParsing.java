package dev.aftermath.jobs.sources;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

/** Parses one row at a time, mostly with one parser, which is replaced when a row breaks it. */
final class CsvParsing {
  private static final CSVFormat FORMAT =
      CSVFormat.RFC4180.builder().setIgnoreEmptyLines(false).get();

  private Feed feed = new Feed();
  private @Nullable Iterator<CSVRecord> records;

  /**
   * The values of exactly one row.
   *
   * @throws IOException when it is none; {@link UncheckedIOException} likewise
   */
  List<String> parse(String row) throws IOException {
    return row.indexOf('\n') == row.length() - 1 && row.indexOf('\r') < 0
        ? parseLine(row)
        : parseAlone(row);
  }

  /** A row on one line leaves nothing behind in the parser, which can then take the next. */
  private List<String> parseLine(String line) throws IOException {
    feed.offer(line);
    if (records == null) {
      records = CSVParser.parse(feed, FORMAT).iterator();
    }
    boolean good = false;
    try {
      List<String> values = records.next().toList();
      good = true;
      return values;
    } finally {
      if (!good) {
        feed = new Feed();
        records = null;
      }
    }
  }

  private static List<String> parseAlone(String row) throws IOException {
    try (CSVParser parser = CSVParser.parse(row, FORMAT)) {
      List<CSVRecord> rows = parser.getRecords();
      if (rows.size() != 1) {
        throw new IOException("its quotation marks do not pair up");
      }
      return rows.get(0).toList();
    }
  }

  /** What a message can say about the failure. */
  static String reason(Exception failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    // The parser counts lines and characters from the row, not from the file.
    return String.valueOf(root.getMessage())
        .replaceAll("\\(startline \\d+\\) |at line: ?\\d+, position: ?\\d+", "")
        .strip();
  }

  /** Hands out one row and then has nothing, until it is offered the next. */
  private static final class Feed extends Reader {
    private String text = "";
    private int next;

    void offer(String row) {
      text = row;
      next = 0;
    }

    @Override
    public int read(char[] target, int offset, int length) {
      if (next == text.length()) {
        return -1;
      }
      int count = Math.min(length, text.length() - next);
      text.getChars(next, next + count, target, offset);
      next += count;
      return count;
    }

    @Override
    public void close() {
      text = "";
      next = 0;
    }
  }
}
