package dev.aftermath.jobs.spark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aftermath.jobs.testing.SparkTest;
import java.util.Map;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@SparkTest
class SessionsTest {
  @Test
  @DisplayName("An operator's zone does not bend the times of events")
  void zone(SparkSession shared) {
    String partitions = shared.conf().get("spark.sql.shuffle.partitions");

    // It is the session of all tests that this finds, so what they set is set again.
    SparkSession session =
        Sessions.start(
            "local[2]",
            Map.of(
                "spark.sql.session.timeZone",
                "America/New_York",
                "spark.sql.shuffle.partitions",
                partitions));

    assertThat(session.conf().get("spark.sql.session.timeZone")).isEqualTo("UTC");
  }
}
