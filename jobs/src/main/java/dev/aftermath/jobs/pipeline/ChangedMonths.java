package dev.aftermath.jobs.pipeline;

import dev.aftermath.jobs.lake.Lake;
import dev.aftermath.jobs.lake.TableSpec;
import java.util.function.Function;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;

/**
 * Computes all rows of a table kept by month, and writes those months alone in which any row is not
 * what it was. Nobody can tell beforehand which months new records touch where records are joined
 * by what they say; those who read the table can be told afterwards.
 */
final class ChangedMonths implements Step.Work {
  private final String instant;
  private final StorageLevel between;
  private final Function<Lake, Dataset<Row>> rows;

  /**
   * The work on a table of rows that are kept on the disk while they are compared.
   *
   * @param instant the column whose day a row is of; rows without it are in months of their own,
   *     which the days that may have changed leave out
   * @param rows all rows; keys are unique
   */
  ChangedMonths(String instant, Function<Lake, Dataset<Row>> rows) {
    this(instant, StorageLevel.DISK_ONLY(), rows);
  }

  /**
   * The work on a table.
   *
   * @param instant as above
   * @param between where the rows are kept while they are compared
   * @param rows as above
   */
  ChangedMonths(String instant, StorageLevel between, Function<Lake, Dataset<Row>> rows) {
    this.instant = instant;
    this.between = between;
    this.rows = rows;
  }

  @Override
  public void bringUpToDate(Task task) {
    Lake lake = task.lake();
    TableSpec table = task.step().output();
    Dataset<Row> computed = rows.apply(lake);
    if (!task.isOfThisProgram()) {
      task.replace(computed);
      return;
    }
    // Read twice, and computing costs more than keeping.
    Dataset<Row> kept = computed.localCheckpoint(true, between);
    DifferingMonths changed = DifferingMonths.between(lake.read(table), kept, instant);
    if (!changed.months().isEmpty()) {
      lake.replaceMonths(
          table, changed.of(kept), changed.months(), task.note().ofDays(changed.days()));
    }
  }
}
