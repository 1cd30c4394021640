package dev.aftermath.jobs.pipeline;

import dev.aftermath.jobs.lake.Lake;
import dev.aftermath.jobs.lake.TableSpec;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * One table and how it is computed.
 *
 * @param output the table it writes
 * @param inputs the tables it reads and no others
 * @param definition everything besides the inputs and {@code asOf} that the rows depend on. Equal
 *     inputs and an equal definition give equal rows, so the step is then left out
 * @param asOf the instant that the rows are computed for, which ledgers of restatements and months
 *     ask of a version; null where rows do not depend on it, or nobody asks
 * @param work brings the table up to date
 */
public record Step(
    TableSpec output,
    List<TableSpec> inputs,
    String definition,
    @Nullable Instant asOf,
    Work work) {

  /** Takes a copy of the list. */
  public Step {
    inputs = List.copyOf(inputs);
  }

  /** A table that is computed whole whenever anything changed. */
  public Step(
      TableSpec output,
      List<TableSpec> inputs,
      String definition,
      Function<Lake, Dataset<Row>> rows) {
    this(output, inputs, definition, null, task -> task.replace(rows.apply(task.lake())));
  }

  /** Brings a table up to date when something that it depends on changed. */
  @FunctionalInterface
  public interface Work {
    /** Writes what is to be written, if anything is. */
    void bringUpToDate(Task task);
  }
}
