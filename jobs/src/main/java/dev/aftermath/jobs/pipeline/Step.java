package dev.aftermath.jobs.pipeline;

import dev.aftermath.jobs.lake.Lake;
import dev.aftermath.jobs.lake.TableSpec;
import java.util.List;
import java.util.function.Function;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * One table and how it is computed.
 *
 * @param output the table it writes, whole
 * @param inputs the tables it reads and no others
 * @param definition everything besides the inputs that the rows depend on: settings, evaluation
 *     instant. Equal inputs and an equal definition give equal rows, so the step is then left out
 * @param rows computes the table
 */
public record Step(
    TableSpec output,
    List<TableSpec> inputs,
    String definition,
    Function<Lake, Dataset<Row>> rows) {

  /** Takes a copy of the list. */
  public Step {
    inputs = List.copyOf(inputs);
  }
}
