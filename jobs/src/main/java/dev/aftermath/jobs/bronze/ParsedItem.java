package dev.aftermath.jobs.bronze;

import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * One row per thing that reading an export yields, of whatever table: exactly one of the columns is
 * set. One pass over the files fills all bronze tables from it.
 */
final class ParsedItem {
  static final String RECORD = "record";
  static final String CHUNK = "chunk";
  static final String LOG_LINE = "log_line";
  static final String DEFECT = "defect";
  static final String ACCOUNT = "account";

  static final StructType SCHEMA =
      new StructType(
          new StructField[] {
            nullable(RECORD, Records.TABLE.schema()),
            nullable(CHUNK, SampleChunks.TABLE.schema()),
            nullable(LOG_LINE, LogLines.TABLE.schema()),
            nullable(DEFECT, Quarantine.TABLE.schema()),
            nullable(ACCOUNT, Exports.TABLE.schema())
          });

  private ParsedItem() {}

  static Row ofRecord(Row record) {
    return RowFactory.create(record, null, null, null, null);
  }

  static Row ofChunk(Row chunk) {
    return RowFactory.create(null, chunk, null, null, null);
  }

  static Row ofLogLine(Row line) {
    return RowFactory.create(null, null, line, null, null);
  }

  static Row ofDefect(Row defect) {
    return RowFactory.create(null, null, null, defect, null);
  }

  static Row ofAccount(Row account) {
    return RowFactory.create(null, null, null, null, account);
  }

  private static StructField nullable(String name, StructType type) {
    return DataTypes.createStructField(name, type, true);
  }
}
