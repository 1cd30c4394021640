package dev.aftermath.jobs.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aftermath.jobs.config.Calendars;
import dev.aftermath.jobs.config.OnCallSettings;
import dev.aftermath.jobs.gold.Evaluation;
import dev.aftermath.jobs.gold.InterruptionLoad;
import dev.aftermath.jobs.gold.OnCallGaps;
import dev.aftermath.jobs.silver.Interruptions;
import dev.aftermath.jobs.testing.Timestamps;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** How much being on call disturbed people, team by team, whose teams are too small to be shown. */
final class TrueLoad {
  private static final List<String> MEASURES =
      List.of(
          "business_count",
          "off_count",
          "sleep_count",
          "disrupted_hour_count",
          "disturbed_night_count",
          "paged_incident_count",
          "overloaded_shift_count");

  private static final int SMALLEST_GROUP = 10;

  private TrueLoad() {}

  /** The truth's sums as {@link #computed} tells rows. */
  static Map<String, String> sums(List<JsonNode> interruptions) {
    Map<String, String> sums = new HashMap<>();
    for (JsonNode sum : interruptions) {
      sums.put(sum.path("week_and_team").asText().replace(' ', '\t'), Lines.line(measures(sum)));
    }
    return sums;
  }

  private static Object[] measures(JsonNode sum) {
    return Stream.of(
            "business",
            "off",
            "sleep",
            "disrupted_hours",
            "disturbed_nights",
            "paged_incidents",
            "overloaded_shifts")
        .map(name -> sum.path(name).asLong())
        .toArray();
  }

  /** Of each team alone, as if teams of one person could be shown. */
  static Map<String, String> computed(TestPlatform platform, Evaluation evaluation)
      throws IOException {
    OnCallSettings shipped =
        OnCallSettings.read(
                TestPlatform.CONF.resolve("on-call.yaml"),
                Calendars.read(TestPlatform.CONF.resolve("calendars")))
            .orElseThrow();
    Dataset<Row> interruptions = platform.read(Interruptions.TABLE);
    Dataset<Row> alone =
        interruptions
            .selectExpr(
                "'page' AS kind",
                "team",
                "CAST(null AS TIMESTAMP) AS together_since_at",
                "TIMESTAMP '2000-01-01 00:00:00' AS alone_since_at")
            .distinct();
    return Lines.rows(
        InterruptionLoad.build(
                interruptions,
                alone,
                new OnCallSettings(shipped.hours(), shipped.incidentsPerShift(), 1),
                evaluation)
            .where("interruption_count > 0 OR disturbed_night_count > 0"),
        List.of("week", "teams"),
        MEASURES);
  }

  /**
   * The published rows tell of all these teams together, each with its own shifts. Before enough
   * people had been called once, they tell nothing, which is over in the second week.
   */
  static void assertTogether(List<JsonNode> interruptions, TestPlatform platform, String since) {
    Map<String, long[]> sums = new HashMap<>();
    for (JsonNode sum : interruptions) {
      String week = sum.path("week_and_team").asText().substring(0, "2026-W00".length());
      long[] all = sums.computeIfAbsent(week, it -> new long[MEASURES.size()]);
      Object[] more = measures(sum);
      for (int i = 0; i < all.length; i++) {
        all[i] += (Long) more[i];
      }
    }
    Map<String, String> expected = new HashMap<>();
    sums.forEach(
        (week, all) -> {
          if (week.compareTo(since) >= 0) {
            expected.put(
                Lines.line(week, "(small teams)"),
                Lines.line(Arrays.stream(all).boxed().toArray()));
          }
        });
    assertThat(expected.values()).hasSizeGreaterThan(3).noneMatch(all -> all.contains("\t0\t"));
    assertThat(sums.values()).anyMatch(all -> all[MEASURES.size() - 1] > 0);
    Lines.assertSame(
        InterruptionLoad.TABLE.name(),
        expected,
        Lines.rows(
            platform.read(InterruptionLoad.TABLE).where("week >= '" + since + "'"),
            List.of("week", "teams"),
            MEASURES));
  }

  /** An interruption that figures may count, which nobody is told whose it was. */
  record Call(Instant at, String band, String system) {}

  /**
   * Those of incidents that were opened since ten people had been called, all teams together: the
   * truth tells their sums only, which the rows of the table have too.
   */
  static List<Call> told(TestPlatform platform) {
    List<Row> rows =
        Timestamps.asText(
                platform
                    .read(Interruptions.TABLE)
                    .select("interrupted_at", "incident_opened_at", "person", "band", "system"))
            .collectAsList();
    Instant enough =
        rows.stream()
            .collect(
                Collectors.toMap(
                    row -> row.<Long>getAs("person"),
                    row -> at(row, "interrupted_at"),
                    (one, other) -> one.isBefore(other) ? one : other))
            .values()
            .stream()
            .sorted()
            .skip(SMALLEST_GROUP - 1)
            .findFirst()
            .orElseThrow();
    return rows.stream()
        .filter(row -> !at(row, "incident_opened_at").isBefore(enough))
        .map(row -> new Call(at(row, "interrupted_at"), row.getAs("band"), row.getAs("system")))
        .toList();
  }

  private static Instant at(Row row, String column) {
    return Instant.parse(row.<String>getAs(column));
  }

  /** The truth's stretches in which nobody is on call at the first level. */
  static Map<String, String> gaps(List<JsonNode> truth) {
    Map<String, String> gaps = new HashMap<>();
    for (JsonNode gap : truth) {
      gaps.put(
          Lines.line(gap.path("escalation_policy").asText(), 1, gap.path("start").asText()),
          gap.path("end").asText());
    }
    assertThat(gaps).isNotEmpty();
    return gaps;
  }

  static Map<String, String> computedGaps(TestPlatform platform) {
    return Lines.rows(
        platform.read(OnCallGaps.TABLE),
        List.of("escalation_policy", "escalation_level", "start_at"),
        List.of("end_at"));
  }
}
