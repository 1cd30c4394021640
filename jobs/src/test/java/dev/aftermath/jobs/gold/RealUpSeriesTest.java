package dev.aftermath.jobs.gold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.aftermath.jobs.testing.SampleRows;
import dev.aftermath.jobs.testing.SparkTest;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@SparkTest
@Tag("real")
class RealUpSeriesTest {
  private static final JsonMapper JSON = new JsonMapper();

  @Test
  @DisplayName("48 hours of up of nine targets have the counts of a row-by-row reckoning")
  void countsOfRealTargets(SparkSession spark) throws IOException {
    Path data = Path.of(System.getProperty("aftermath.shared", "../../shared"), "data");
    assumeTrue(Files.isDirectory(data), "Skipped: the real up series are not here");
    JsonNode expected =
        JSON.readTree(data.resolve("oracles.json").toFile())
            .get("prometheus_up_redhat_48h")
            .get("series");

    List<Row> rows =
        TargetAvailability.build(SampleRows.days(bronze(spark, data).toBronze()))
            .where("period = 'all'")
            .collectAsList();

    // The reckoning calls the targets by other names than their labels: the pairs identify them.
    List<List<Long>> counts = new ArrayList<>();
    expected.forEach(pair -> counts.add(List.of(pair.get(0).asLong(), pair.get(1).asLong())));
    assertThat(rows)
        .extracting(row -> List.of(row.<Long>getAs("point_count"), row.<Long>getAs("one_count")))
        .containsExactlyInAnyOrderElementsOf(counts);
    for (Row row : rows) {
      // Two days less what follows each last sample; no target was silent for long.
      assertThat(row.<BigDecimal>getAs("known_seconds").longValue()).isBetween(172_000L, 172_800L);
      double difference =
          row.<Double>getAs("time_weighted_ratio") - row.<Double>getAs("sample_ratio");
      assertThat(Math.abs(difference)).isLessThan(0.001);
    }
  }

  private static SampleRows bronze(SparkSession spark, Path data) throws IOException {
    SampleRows rows = SampleRows.in(spark);
    List<Path> files;
    try (Stream<Path> found = Files.list(data.resolve("prometheus/up-redhat-48h"))) {
      files = found.filter(file -> file.toString().endsWith(".json")).sorted().toList();
    }
    assertThat(files).hasSize(8);
    for (Path file : files) {
      for (JsonNode series : JSON.readTree(file.toFile())) {
        Map<LocalDate, TreeMap<Long, Double>> days = new TreeMap<>();
        for (JsonNode sample : series.get("values")) {
          long millis = sample.get(0).decimalValue().movePointRight(3).longValueExact();
          LocalDate day = Instant.ofEpochMilli(millis).atOffset(ZoneOffset.UTC).toLocalDate();
          days.computeIfAbsent(day, it -> new TreeMap<>())
              .put(millis, Double.valueOf(sample.get(1).asText()));
        }
        String name =
            "up,job="
                + series.get("metric").get("job").asText()
                + ",instance="
                + series.get("metric").get("instance").asText();
        for (TreeMap<Long, Double> day : days.values()) {
          rows.chunk(
              file.getFileName().toString(),
              name,
              day.keySet().stream().mapToLong(Long::longValue).toArray(),
              day.values().stream().mapToDouble(Double::doubleValue).toArray());
        }
      }
    }
    return rows;
  }
}
