package dev.aftermath.jobs.testing;

import dev.aftermath.jobs.silver.LogEntries;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;

/** Rows of {@link LogEntries} as tests write them down. */
public final class LogRows {
  private LogRows() {}

  /** A line of a service and tenant, written so many times at an instant. */
  public record Line(String service, String tenant, Instant at, String text, long times) {}

  /** A line. */
  public static Line line(String service, String tenant, String at, String text, long times) {
    return new Line(service, tenant, Instant.parse(at), text, times);
  }

  /** The rows of some lines. */
  public static Dataset<Row> entries(SparkSession spark, Line... lines) {
    return entries(spark, List.of(lines));
  }

  /** The rows of some lines. */
  public static Dataset<Row> entries(SparkSession spark, List<Line> lines) {
    return spark.createDataFrame(
        lines.stream().map(LogRows::row).toList(), LogEntries.TABLE.schema());
  }

  private static Row row(Line line) {
    LocalDate day = line.at().atZone(ZoneOffset.UTC).toLocalDate();
    return RowFactory.create(
        "loki",
        "{\"service\":\"" + line.service() + "\",\"tenant\":\"" + line.tenant() + "\"}",
        Map.of("service", line.service(), "tenant", line.tenant()),
        line.at().getEpochSecond() * 1_000_000_000L,
        line.at(),
        line.text(),
        Map.of(),
        line.times(),
        day,
        day.toString().substring(0, 7));
  }
}
