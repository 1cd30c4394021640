package dev.aftermath.jobs.silver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aftermath.jobs.bronze.LogLines;
import dev.aftermath.jobs.testing.SparkTest;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@SparkTest
class LogEntriesTest {
  private static final long AT = 1_772_323_200_123_456_789L;

  @Test
  @DisplayName(
      "Overlapping exports count a line once; one export that holds it twice counts it twice")
  void multiplicity(SparkSession spark) {
    Map<String, String> labels = Map.of("app", "api", "level", "error");
    List<Row> entries =
        LogEntries.build(
                spark.createDataFrame(
                    List.of(
                        line("one", 0, labels, AT, "timeout", Map.of()),
                        line("one", 1, labels, AT, "timeout", Map.of()),
                        line("two", 0, labels, AT, "timeout", Map.of("trace", "a1")),
                        line("two", 1, labels, AT, "refused", Map.of()),
                        line("two", 2, Map.of("app", "web"), AT, "timeout", Map.of())),
                    LogLines.TABLE.schema()))
            .orderBy("stream", "line")
            .collectAsList();

    assertThat(entries)
        .extracting(
            entry ->
                entry.getAs("stream")
                    + " "
                    + entry.getAs("line")
                    + " x"
                    + entry.getAs("multiplicity")
                    + " "
                    + entry.getJavaMap(6))
        .containsExactly(
            "{\"app\":\"api\",\"level\":\"error\"} refused x1 {}",
            "{\"app\":\"api\",\"level\":\"error\"} timeout x2 {trace=a1}",
            "{\"app\":\"web\"} timeout x1 {}");
    assertThat(entries.get(0).<Object>getAs("at")).hasToString("2026-03-01T00:00:00.123456Z");
    assertThat(entries.get(0).<Long>getAs("epoch_nanoseconds")).isEqualTo(AT);
    assertThat(entries.get(0).<Object>getAs("day")).hasToString("2026-03-01");
  }

  private static Row line(
      String export,
      long position,
      Map<String, String> labels,
      long at,
      String line,
      Map<String, String> metadata) {
    return RowFactory.create(
        export,
        "loki",
        position,
        at,
        labels,
        line,
        metadata,
        LocalDate.parse("2026-03-01"),
        "2026-03");
  }
}
