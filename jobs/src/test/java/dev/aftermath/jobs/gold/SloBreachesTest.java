package dev.aftermath.jobs.gold;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aftermath.jobs.domain.calendar.RollingWindow;
import dev.aftermath.jobs.domain.calendar.Span;
import dev.aftermath.jobs.domain.slo.BudgetingMethod;
import dev.aftermath.jobs.domain.slo.ExclusionRule;
import dev.aftermath.jobs.domain.slo.Grouping;
import dev.aftermath.jobs.domain.slo.IncidentSpan;
import dev.aftermath.jobs.domain.slo.Indicator;
import dev.aftermath.jobs.domain.slo.MeasuredSlo;
import dev.aftermath.jobs.domain.slo.MissingRule;
import dev.aftermath.jobs.domain.slo.Objective;
import dev.aftermath.jobs.domain.slo.Slice;
import dev.aftermath.jobs.domain.slo.SliceTimeline;
import dev.aftermath.jobs.domain.slo.SloDefinition;
import dev.aftermath.jobs.domain.slo.SloHistory;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A breach from 05:00 to 07:00 tells as its tenants")
class SloBreachesTest {
  private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
  private static final List<IncidentSpan> INCIDENTS =
      List.of(
          incident("before", "early", "04:00", "05:00"),
          incident("at-its-start", "globex", "04:10", "05:01"),
          incident("in-it", "acme", "06:00", "06:30"),
          incident("again", "acme", "06:40", "06:50"),
          incident("for-all", null, "05:30", "06:00"),
          incident("unsettled", "initech", "06:59", null),
          incident("after", "late", "07:00", "08:00"));

  @Test
  @DisplayName("those that the incidents name which were open meanwhile")
  void ofIncidents() {
    assertThat(tenants(new TreeMap<>())).containsExactly("acme", "globex", "initech");
  }

  @Test
  @DisplayName("those of the SLO's label, where it has one, whatever the incidents name")
  void ofLabel() {
    assertThat(tenants(new TreeMap<>(Map.of("tenant", List.of("umbrella")))))
        .containsExactly("umbrella");
  }

  private static List<Object> tenants(SortedMap<String, List<String>> labels) {
    List<Row> breaches = SloBreaches.rows(measured(labels), INCIDENTS, ZoneOffset.UTC, at("23:00"));
    assertThat(breaches).hasSize(1);
    int column = SloBreaches.TABLE.schema().fieldIndex("tenants");
    return Arrays.asList((Object[]) breaches.get(0).get(column));
  }

  /** Of 100 events an hour all are bad in the fifth; a fifth of two hours may be. */
  private static MeasuredSlo measured(SortedMap<String, List<String>> labels) {
    Duration hour = Duration.ofHours(1);
    List<Slice> slices =
        IntStream.range(0, 24)
            .mapToObj(
                i ->
                    new Slice(
                        START.plus(hour.multipliedBy(i)),
                        BigDecimal.valueOf(i == 4 ? 0 : 100),
                        BigDecimal.valueOf(100)))
            .toList();
    Objective objective =
        new Objective(
            "Good",
            new Indicator.NotComputed("the slices are given"),
            new BigDecimal("0.8"),
            null,
            null,
            BigDecimal.ONE);
    SloDefinition slo =
        new SloDefinition(
            "checkout",
            "Checkout",
            "shop",
            labels,
            SloDefinition.Kind.SIMPLE,
            BudgetingMethod.OCCURRENCES,
            List.of(objective),
            new RollingWindow(Span.parse("2h")),
            MissingRule.UNKNOWN,
            ExclusionRule.REMOVE_TIME,
            Grouping.NONE,
            List.of(),
            null);
    return new MeasuredSlo(
        new SloHistory(List.of(slo)),
        Grouping.WHOLE,
        Map.of(objective.measure(), SliceTimeline.of(hour, slices)),
        List.of());
  }

  private static IncidentSpan incident(
      String id, @Nullable String tenant, String opened, @Nullable String settled) {
    return new IncidentSpan(
        id, null, "shop", tenant, at(opened), settled == null ? null : at(settled));
  }

  private static Instant at(String time) {
    return Instant.parse("2026-03-01T" + time + ":00Z");
  }
}
