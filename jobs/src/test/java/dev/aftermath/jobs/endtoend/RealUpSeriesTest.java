package dev.aftermath.jobs.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.aftermath.jobs.gold.TargetAvailability;
import dev.aftermath.jobs.pipeline.IngestionSummary;
import dev.aftermath.jobs.testing.SparkTest;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SparkTest
@Tag("real")
class RealUpSeriesTest {
  @Test
  @DisplayName("48 real hours of up give every target's points, ones and both availabilities")
  void targets(SparkSession spark, @TempDir Path folder) throws IOException {
    Path captures = RealData.at("prometheus/up-redhat-48h");
    try (Stream<Path> files = Files.list(captures)) {
      for (Path file : files.filter(it -> it.toString().endsWith(".json")).toList()) {
        RealData.copy(file, folder.resolve("exports/prometheus").resolve(file.getFileName()));
      }
    }

    TestPlatform platform = TestPlatform.in(folder, spark);
    IngestionSummary ingested = platform.ingest(folder.resolve("exports"));
    platform.compute(Instant.parse("2019-08-01T00:00:00Z"));

    JsonNode reckoned =
        new JsonMapper()
            .readTree(RealData.at("oracles.json").toFile())
            .get("prometheus_up_redhat_48h");
    assertThat(ingested.newExportCount()).isEqualTo(8);
    assertThat(ingested.goodCount()).isEqualTo(reckoned.get("points").asLong()).isEqualTo(54_712);
    platform.assertAccountsBalance();
    List<List<Long>> expected = new ArrayList<>();
    reckoned
        .get("series")
        .forEach(pair -> expected.add(List.of(pair.get(0).asLong(), pair.get(1).asLong())));
    List<Row> rows =
        platform.read(TargetAvailability.TABLE).where("period = 'all'").collectAsList();
    assertThat(rows)
        .extracting(row -> List.of(row.<Long>getAs("point_count"), row.<Long>getAs("one_count")))
        .hasSize(9)
        .containsExactlyInAnyOrderElementsOf(expected);
    rows.forEach(RealUpSeriesTest::assertRatios);
  }

  private static void assertRatios(Row row) {
    double points = row.<Long>getAs("point_count");
    assertThat(row.<Double>getAs("sample_ratio")).isEqualTo(row.<Long>getAs("one_count") / points);
    BigDecimal known = row.getAs("known_seconds");
    BigDecimal up = row.getAs("up_seconds");
    assertThat(row.<Double>getAs("time_weighted_ratio"))
        .isEqualTo(up.doubleValue() / known.doubleValue());
    assertThat(known.longValue()).isBetween(172_000L, 172_800L);
  }
}
