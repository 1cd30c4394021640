package dev.aftermath.reports.evidence;

import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.jspecify.annotations.Nullable;

/**
 * Writes lists as CSV (RFC 4180, UTF-8). Text that a spreadsheet would run as a formula gets an
 * apostrophe before it (OWASP ASVS 5, 1.2.10); numbers stay numbers; an undefined value is an empty
 * field.
 */
public final class EvidenceCsv {
  private static final String DANGEROUS = "=+-@\t\r\n\0\uFF1D\uFF0B\uFF0D\uFF20";

  private EvidenceCsv() {}

  /**
   * Writes a header and rows and leaves the stream open.
   *
   * @throws IOException if the stream fails
   * @throws IllegalArgumentException if a row has not as many values as there are columns
   */
  public static void write(List<String> columns, Iterable<? extends List<?>> rows, OutputStream out)
      throws IOException {
    Writer writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
    CSVPrinter printer = new CSVPrinter(writer, CSVFormat.RFC4180);
    printer.printRecord(columns.stream().map(EvidenceCsv::field).toList());
    long line = 1;
    for (List<?> row : rows) {
      line++;
      if (row.size() != columns.size()) {
        throw new IllegalArgumentException(
            "Invalid row %d of an evidence list: %d values for %d columns"
                .formatted(line, row.size(), columns.size()));
      }
      List<String> fields = new ArrayList<>(row.size());
      row.forEach(value -> fields.add(field(value)));
      printer.printRecord(fields);
    }
    printer.flush();
  }

  private static String field(@Nullable Object value) {
    if (value == null) {
      return "";
    }
    if (value instanceof BigDecimal decimal) {
      return decimal.toPlainString();
    }
    if (value instanceof Number) {
      return value.toString();
    }
    String text = value.toString();
    return !text.isEmpty() && DANGEROUS.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
  }
}
