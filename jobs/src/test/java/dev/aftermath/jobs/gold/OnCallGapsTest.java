package dev.aftermath.jobs.gold;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aftermath.jobs.silver.OnCallShifts;
import dev.aftermath.jobs.testing.SparkTest;
import dev.aftermath.jobs.testing.Timestamps;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@SparkTest
@DisplayName("Gaps of being on call")
class OnCallGapsTest {
  private static final Evaluation EVALUATION =
      new Evaluation(Instant.parse("2026-11-20T00:00:00Z"), ZoneOffset.UTC);

  @Test
  @DisplayName("are those of each level from a policy's first shift to its last, with who is left")
  void gaps(SparkSession spark) {
    List<Row> shifts =
        List.of(
            shift("payments", 1, "2026-11-09T09:00:00Z", "2026-11-16T07:30:00Z"),
            shift("payments", 1, "2026-11-16T09:00:00Z", "2026-11-23T09:00:00Z"),
            shift("payments", 2, null, "2026-11-16T08:00:00Z"),
            // Covered without a gap by three who hand over.
            shift("search", 1, "2026-11-09T09:00:00Z", "2026-11-10T09:00:00Z"),
            shift("search", 1, "2026-11-10T09:00:00Z", "2026-11-11T09:00:00Z"),
            shift("search", 1, "2026-11-10T18:00:00Z", "2026-11-23T09:00:00Z"),
            // For good: there is no first and no last shift.
            shift("shop", 1, null, null));

    assertThat(
            Timestamps.asText(
                    OnCallGaps.build(
                        spark.createDataFrame(shifts, OnCallShifts.TABLE.schema()), EVALUATION))
                .drop("system", "as_of")
                .orderBy("escalation_level")
                .collectAsList())
        .extracting(Row::toString)
        .containsExactly(
            "[payments,1,2026-11-16T07:30:00Z,2026-11-16T09:00:00Z,5400,1800]",
            "[payments,2,2026-11-16T08:00:00Z,2026-11-20T00:00:00Z,316800,313200]");
  }

  private static Row shift(
      String policy, long level, @Nullable String start, @Nullable String end) {
    return RowFactory.create("pagerduty", policy, level, "weekly", instant(start), instant(end));
  }

  private static @Nullable Instant instant(@Nullable String text) {
    return text == null ? null : Instant.parse(text);
  }
}
