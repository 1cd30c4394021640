package dev.aftermath.jobs.publish;

import dev.aftermath.reports.evidence.EvidenceCsv;
import dev.aftermath.reports.evidence.IpeSheet;
import dev.aftermath.reports.evidence.PackFile;
import dev.aftermath.reports.model.Header;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * One list of an evidence pack, with the sheet that says what an auditor must know to rely on it.
 *
 * @param name file name without ending
 * @param purpose what it is evidence of
 * @param table the gold table it is read from
 * @param tableVersion that table's version
 * @param predicate which of the table's rows it lists, as SQL
 * @param order by what they are ordered, as SQL
 * @param considered rows of the table
 * @param rows the rows, in order
 * @param totals columns whose sums are given as control totals
 * @param knownLimits what it does not show
 */
record EvidenceList(
    String name,
    String purpose,
    String table,
    long tableVersion,
    String predicate,
    String order,
    long considered,
    Dataset<Row> rows,
    List<String> totals,
    List<String> knownLimits) {

  /** The list and its sheet. */
  List<PackFile> files(Header header) throws IOException {
    List<Row> collected = rows.collectAsList();
    List<String> columns = Arrays.asList(rows.columns());
    List<List<@Nullable Object>> cells = new ArrayList<>();
    for (Row row : collected) {
      List<@Nullable Object> line = new ArrayList<>();
      for (int i = 0; i < columns.size(); i++) {
        line.add(plain(row.get(i)));
      }
      cells.add(line);
    }
    ByteArrayOutputStream csv = new ByteArrayOutputStream();
    EvidenceCsv.write(columns, cells, csv);
    return List.of(
        PackFile.ofBytes("evidence/" + name + ".csv", csv.toByteArray()),
        PackFile.ofSheet(sheet(header, collected)));
  }

  private IpeSheet sheet(Header header, List<Row> collected) {
    Map<String, BigDecimal> controlTotals = new TreeMap<>();
    for (String column : totals) {
      BigDecimal sum = BigDecimal.ZERO;
      for (Row row : collected) {
        Object value = row.getAs(column);
        sum = sum.add(value == null ? BigDecimal.ZERO : new BigDecimal(value.toString()));
      }
      controlTotals.put("sum of " + column, sum);
    }
    return new IpeSheet(
        name,
        purpose,
        "Aftermath lake",
        "SELECT %s FROM %s VERSION AS OF %d WHERE %s ORDER BY %s"
            .formatted(String.join(", ", rows.columns()), table, tableVersion, predicate, order),
        Map.of("week", header.isoWeek()),
        table,
        tableVersion,
        header.periodStart(),
        header.periodEnd(),
        header.zone(),
        header.asOf(),
        considered,
        collected.size(),
        0,
        considered - collected.size(),
        considered == collected.size() ? null : "NOT coalesce(" + predicate + ", false)",
        controlTotals,
        knownLimits);
  }

  private static @Nullable Object plain(@Nullable Object value) {
    if (value instanceof scala.collection.Iterable<?> items) {
      return items.mkString("; ");
    }
    return value;
  }
}
