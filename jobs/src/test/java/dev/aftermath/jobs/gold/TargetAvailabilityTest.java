package dev.aftermath.jobs.gold;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aftermath.jobs.testing.SampleRows;
import dev.aftermath.jobs.testing.SparkTest;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@SparkTest
class TargetAvailabilityTest {

  @Test
  @DisplayName("A sample holds until the next, at most five minutes, across midnight as well")
  void samplesHold(SparkSession spark) {
    List<Row> rows =
        TargetAvailability.build(
                SampleRows.days(
                    SampleRows.in(spark)
                        .chunk(
                            "a",
                            "up,job=api",
                            "2026-03-01T23:40:00Z=1",
                            "2026-03-01T23:41:00Z=0",
                            "2026-03-01T23:43:00Z=1",
                            "2026-03-01T23:58:00Z=1")
                        .chunk(
                            "a",
                            "up,job=api",
                            "2026-03-02T00:01:00Z=0",
                            "2026-03-02T00:02:00Z=2",
                            "2026-03-02T00:03:00Z=1")
                        .chunk("a", "go_threads,job=api", "2026-03-01T00:00:00Z=1")
                        .toBronze()))
            .orderBy("period")
            .collectAsList();

    // First day: 1 min up, 2 min down, 5 of 15 min up, then up until midnight: 8 of 10 min up.
    // Second day: up for another minute, down for one; the 2 holds nothing, nor does the last 1.
    assertThat(rows)
        .extracting(
            row ->
                row.getAs("period")
                    + " "
                    + row.getAs("one_count")
                    + "/"
                    + row.getAs("point_count")
                    + " "
                    + row.getAs("up_seconds")
                    + "/"
                    + row.getAs("known_seconds")
                    + " "
                    + row.getAs("sample_ratio")
                    + " "
                    + row.getAs("time_weighted_ratio"))
        .containsExactly(
            "2026-03-01 3/4 480.000/600.000 0.75 0.8",
            "2026-03-02 1/2 60.000/120.000 0.5 0.5",
            "all 4/6 540.000/720.000 0.6666666666666666 0.75");
  }
}
