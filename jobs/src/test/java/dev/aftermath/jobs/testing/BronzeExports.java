package dev.aftermath.jobs.testing;

import dev.aftermath.jobs.bronze.Records;
import dev.aftermath.jobs.lake.Lake;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.spark.sql.Row;

/** Exports that a lake is given one after the other. */
public final class BronzeExports {
  private BronzeExports() {}

  /** Appends the export of a number: records in this order. */
  public static void append(Lake lake, int number, Collection<BronzeRecord> records) {
    List<Row> rows = new ArrayList<>();
    for (BronzeRecord record : records) {
      rows.add(record.export("export-" + number).order(0, rows.size()).row());
    }
    lake.append(
        Records.TABLE,
        lake.spark().createDataFrame(rows, Records.TABLE.schema()),
        "run",
        "batch-" + number);
  }
}
