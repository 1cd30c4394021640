package dev.aftermath.jobs.gold;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aftermath.jobs.testing.SparkTest;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@SparkTest
class DataHealthTest {
  @Test
  @DisplayName("A service whose lines are not told apart is among its source's warnings")
  void unparsed(SparkSession spark) {
    Dataset<Row> accounts =
        spark.sql(
            """
            SELECT source, 'read' AS status, 5L AS source_count, 5L AS good_count,
              0L AS duplicate_count, 0L AS quarantined_count, CAST(NULL AS TIMESTAMP) AS observed_from,
              CAST(NULL AS TIMESTAMP) AS observed_to, array('cut off') AS warnings
            FROM VALUES ('loki'), ('pages') AS accounts(source)
            """);
    Dataset<Row> unparsed =
        spark.sql(
            """
            SELECT 'loki' AS source, service, DATE '2026-03-04' AS day, 14210L AS new_template_count,
              10000L AS most_new_templates, '' AS sample
            FROM VALUES ('shop'), (CAST(NULL AS STRING)) AS unparsed(service)
            """);

    assertThat(DataHealth.build(accounts, unparsed).orderBy("source").collectAsList())
        .extracting(row -> row.getList(row.fieldIndex("warnings")))
        .satisfiesExactly(
            warnings ->
                assertThat(warnings)
                    .isEqualTo(
                        List.of(
                            "cut off",
                            "Lines without a service had 14210 new log templates on 2026-03-04,"
                                + " more than 10000: its lines are not told apart by what they say;"
                                + " say in conf/logs.yaml where their message stands",
                            "Service shop had 14210 new log templates on 2026-03-04, more than"
                                + " 10000: its lines are not told apart by what they say; say in"
                                + " conf/logs.yaml where their message stands")),
            warnings -> assertThat(warnings).isEqualTo(List.of("cut off")));
  }
}
