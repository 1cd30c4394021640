package dev.aftermath.jobs.silver;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.not;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Gives records that know an incident by its number alone the key of that incident.
 *
 * <p>The paging system's short export names no id: its records are keyed {@code #} and the number.
 * A number that two incidents bear, as happens with two accounts, tells nothing; such a record
 * keeps its key and stands alone.
 */
final class NumberedRecords {
  static final Column IS_NUMBERED =
      col("system").equalTo(Incidents.PAGING).and(col("record_key").startsWith("#"));

  private NumberedRecords() {}

  static Dataset<Row> rekeyed(Dataset<Row> records) {
    Dataset<Row> bearers =
        records
            .where(Incidents.IS_PAGE)
            .where(not(col("record_key").startsWith("#")))
            .select(
                concat(lit("#"), col("fields").getItem("number")).as("numbered_key"),
                col("record_key").as("full_key"))
            .where(col("numbered_key").isNotNull())
            .groupBy(col("numbered_key"))
            .agg(min(col("full_key")).as("full_key"), max(col("full_key")).as("other_key"))
            .where(col("full_key").equalTo(col("other_key")))
            .drop("other_key");
    Dataset<Row> found =
        records
            .where(IS_NUMBERED)
            .join(bearers, col("record_key").equalTo(col("numbered_key")), "left")
            .withColumn("record_key", coalesce(col("full_key"), col("record_key")))
            .drop("numbered_key", "full_key");
    return records.where(not(IS_NUMBERED)).unionByName(found);
  }
}
