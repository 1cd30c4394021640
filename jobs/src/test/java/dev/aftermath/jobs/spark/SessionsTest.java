package dev.aftermath.jobs.spark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aftermath.jobs.testing.SparkTest;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@SparkTest
class SessionsTest {
  @Test
  @DisplayName("An operator's settings change neither the zone of days nor what instants are")
  void times(SparkSession shared) {
    String partitions = shared.conf().get("spark.sql.shuffle.partitions");

    // It is the session of all tests that this finds, so what they set is set again.
    SparkSession session =
        Sessions.start(
            "local[2]",
            Map.of(
                "spark.sql.session.timeZone",
                "America/New_York",
                "spark.sql.datetime.java8API.enabled",
                "false",
                "spark.sql.shuffle.partitions",
                partitions));

    Row before1582 = session.sql("SELECT timestamp'1500-03-01 00:00:00', date'1500-03-01'").first();
    assertThat(before1582.getInstant(0)).isEqualTo("1500-03-01T00:00:00Z");
    assertThat(before1582.getLocalDate(1)).isEqualTo("1500-03-01");
  }
}
