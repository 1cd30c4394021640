package dev.aftermath.jobs.bronze;

import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * One row per thing that reading an export yields, of whatever table: exactly one of the columns is
 * set, beside an account also how many rows of each content table the export yielded. One pass over
 * the files fills all bronze tables from it.
 */
final class ParsedItem {
  static final String RECORD = "record";
  static final String CHUNK = "chunk";
  static final String LOG_LINE = "log_line";
  static final String DEFECT = "defect";
  static final String ACCOUNT = "account";
  static final String ROW_COUNTS = "row_counts";

  /** The columns of content, in the order of the row counts. */
  static final List<String> CONTENT = List.of(RECORD, CHUNK, LOG_LINE, DEFECT);

  static final StructType SCHEMA =
      new StructType(
          new StructField[] {
            nullable(RECORD, Records.TABLE.schema()),
            nullable(CHUNK, SampleChunks.TABLE.schema()),
            nullable(LOG_LINE, LogLines.TABLE.schema()),
            nullable(DEFECT, Quarantine.TABLE.schema()),
            nullable(ACCOUNT, Exports.TABLE.schema()),
            DataTypes.createStructField(
                ROW_COUNTS, DataTypes.createArrayType(DataTypes.LongType, false), true)
          });

  private ParsedItem() {}

  static Row ofRecord(Row record) {
    return RowFactory.create(record, null, null, null, null, null);
  }

  static Row ofChunk(Row chunk) {
    return RowFactory.create(null, chunk, null, null, null, null);
  }

  static Row ofLogLine(Row line) {
    return RowFactory.create(null, null, line, null, null, null);
  }

  static Row ofDefect(Row defect) {
    return RowFactory.create(null, null, null, defect, null, null);
  }

  /**
   * An account.
   *
   * @param rowCounts how many rows of each of {@link #CONTENT} came before
   */
  static Row ofAccount(Row account, Long... rowCounts) {
    return RowFactory.create(null, null, null, null, account, rowCounts);
  }

  private static StructField nullable(String name, StructType type) {
    return DataTypes.createStructField(name, type, true);
  }
}
