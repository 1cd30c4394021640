package dev.aftermath.jobs.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.aftermath.jobs.gold.BudgetAttribution;
import dev.aftermath.jobs.gold.IncidentFacts;
import dev.aftermath.jobs.gold.SloExclusions;
import dev.aftermath.jobs.testing.SparkTest;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@SparkTest
@DisplayName("What incidents cost in a simulated world is found in its exports")
class BudgetTruthTest {
  private static final int WEEKS = 3;
  private static final JsonMapper JSON = new JsonMapper();

  /** Faults nearer to each other than this make one dip, whose parts nobody can tell apart. */
  private static final Duration APART = Duration.ofMinutes(30);

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  @DisplayName("to 1 percent of all that was bad, where no two were planted together")
  void shares(long seed, SparkSession spark, @TempDir Path folder) throws IOException {
    TestPlatform platform = TestPlatform.in(folder, spark);
    Path exports = TinyWorld.write(folder.resolve("world"), seed, WEEKS, 3, 15);
    platform.ingest(exports);
    platform.compute(TinyWorld.AS_OF);

    SloLedger.assertThatPartsAreTheWhole(platform, BudgetAttribution.TABLE);
    Path truth = exports.resolveSibling("truth").resolve("incident_budgets.json");
    int compared = 0;
    for (JsonNode service : JSON.readTree(truth.toFile())) {
      compared += compareWithTruth(platform, service);
    }
    assertThat(compared).isGreaterThan(20);
  }

  /** Those of the suite, or {@code -Daftermath.seeds=11,12}. */
  private static LongStream seeds() {
    return Arrays.stream(System.getProperty("aftermath.seeds", "1,11,16").split(","))
        .mapToLong(Long::parseLong);
  }

  private static int compareWithTruth(TestPlatform platform, JsonNode service) {
    String slo = service.path("service").asText() + "-availability";
    Map<String, BigDecimal> found = new HashMap<>();
    BigDecimal foundBad = BigDecimal.ZERO;
    for (Row row :
        platform
            .read(BudgetAttribution.TABLE)
            .where("window = 'quarter' AND slo = '" + slo + "'")
            .collectAsList()) {
      found.merge(row.getAs("part"), row.getAs("bad"), BigDecimal::add);
      foundBad = foundBad.add(row.getAs("bad"));
    }
    double trueBad = service.path("baseline_bad").asLong();
    for (JsonNode incident : service.path("incidents")) {
      trueBad += incident.path("bad").asLong();
    }
    // Restarts hide a few requests from the samples.
    assertThat(foundBad.doubleValue()).isCloseTo(trueBad, within(trueBad / 100));
    double hidden = Math.abs(trueBad - foundBad.doubleValue());
    List<Row> exclusions =
        platform.read(SloExclusions.TABLE).where("slo = '" + slo + "'").collectAsList();
    int compared = 0;
    for (JsonNode incident : service.path("incidents")) {
      if (incident.path("bad").asLong() > 0 && standsAlone(incident, service, exclusions)) {
        double bad = 0;
        for (String id : ids(platform, incident)) {
          bad += found.getOrDefault(id, BigDecimal.ZERO).doubleValue();
        }
        double planted = incident.path("bad").asDouble();
        assertThat(bad / foundBad.doubleValue())
            .as("%s of %s", incident, slo)
            .isCloseTo(planted / trueBad, within(0.01));
        assertThat(bad)
            .as("requests of %s of %s", incident, slo)
            .isCloseTo(planted, within(hidden + byChance(incident, service)));
        compared++;
      }
    }
    return compared;
  }

  /**
   * What is taken off for the baseline is its mean: how many requests failed in the incident's time
   * for no reason is a Poisson count. Six deviations, since traffic is not even.
   */
  private static double byChance(JsonNode incident, JsonNode service) {
    Duration time =
        Duration.between(at(incident, "fault_start"), at(incident, "fault_end")).plusMinutes(10);
    double expected =
        service.path("baseline_bad").asLong() * (time.toSeconds() / (WEEKS * 7 * 86_400.0));
    return 1 + 6 * Math.sqrt(expected);
  }

  private static List<String> ids(TestPlatform platform, JsonNode incident) {
    return platform
        .read(IncidentFacts.TABLE)
        .where(
            "pagerduty_key = '%s' OR servicenow_key = '%s'"
                .formatted(incident.path("page").asText(), incident.path("ticket").asText()))
        .select("incident_id")
        .collectAsList()
        .stream()
        .map(row -> row.getString(0))
        .toList();
  }

  private static boolean standsAlone(JsonNode incident, JsonNode service, List<Row> exclusions) {
    Instant from = at(incident, "fault_start").minus(APART);
    Instant to = at(incident, "fault_end").plus(APART);
    List<JsonNode> others = new ArrayList<>();
    service.path("incidents").forEach(others::add);
    others.remove(incident);
    return others.stream()
            .noneMatch(
                other ->
                    at(other, "fault_start").isBefore(to)
                        && (at(other, "fault_end").isAfter(from)
                            || at(other, "detected_at").isAfter(from)))
        && exclusions.stream()
            .noneMatch(
                row ->
                    row.<Instant>getAs("start_at").isBefore(to)
                        && row.<Instant>getAs("end_at").isAfter(from));
  }

  private static Instant at(JsonNode incident, String field) {
    return Instant.parse(incident.path(field).asText());
  }
}
