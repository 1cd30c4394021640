package dev.aftermath.jobs.domain.kpi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aftermath.jobs.domain.kpi.KpiDefinition.Direction;
import dev.aftermath.jobs.domain.kpi.KpiDefinition.Headline;
import dev.aftermath.jobs.domain.kpi.KpiDefinition.Statistic;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A definition decides for each incident")
class KpiDefinitionTest {
  private static final Instant NOON = Instant.parse("2026-11-10T12:00:00Z");

  private static final List<Condition> POPULATION =
      List.of(
          new Condition(new Criterion.IsNoneOf("population", List.of("merged")), "merged"),
          new Condition(new Criterion.IsOneOf("population", List.of("counted")), "not_counted"));

  @Test
  @DisplayName("which start and end are the first that are known, and records which they were")
  void fallbacks() {
    KpiDefinition restore =
        duration(List.of("impact_at", "opened_at"), List.of("mitigated_at", "resolved_at"));

    assertThat(
            restore.decide(
                incident("population", "counted", "opened_at", NOON, "resolved_at", after(90))))
        .isEqualTo(
            new Decision.Taken(90, new Stretch("opened_at", NOON, "resolved_at", after(90), 90)));
    assertThat(
            restore.decide(
                incident(
                    "population",
                    "counted",
                    "impact_at",
                    after(-30),
                    "opened_at",
                    NOON,
                    "mitigated_at",
                    after(60),
                    "resolved_at",
                    after(90))))
        .isEqualTo(
            new Decision.Taken(
                90, new Stretch("impact_at", after(-30), "mitigated_at", after(60), 90)));
  }

  @Test
  @DisplayName("for which reason it is left out: the first one in the order of the definition")
  void reasons() {
    KpiDefinition mttr = duration(List.of("opened_at"), List.of("resolved_at"));

    assertThat(mttr.decide(incident("population", "merged"))).isEqualTo(out("merged"));
    assertThat(mttr.decide(incident("population", "test"))).isEqualTo(out("not_counted"));
    assertThat(mttr.decide(incident())).isEqualTo(out("not_counted"));
    assertThat(mttr.decide(incident("population", "counted"))).isEqualTo(out("start_not_known"));
    assertThat(mttr.decide(incident("population", "counted", "opened_at", NOON)))
        .isEqualTo(out("end_not_known"));
    assertThat(
            mttr.decide(
                incident("population", "counted", "opened_at", NOON, "resolved_at", after(-6))))
        .isEqualTo(out("ends_before_it_starts"));
    assertThat(mttr.reasons())
        .containsExactly(
            "merged", "not_counted", "start_not_known", "end_not_known", "ends_before_it_starts");
  }

  @Test
  @DisplayName("that 5 s before the start are the skew of two clocks, and no time")
  void skew() {
    KpiDefinition mttr = duration(List.of("opened_at"), List.of("resolved_at"));

    assertThat(
            mttr.decide(
                incident("population", "counted", "opened_at", NOON, "resolved_at", after(-5))))
        .isEqualTo(
            new Decision.Taken(0, new Stretch("opened_at", NOON, "resolved_at", after(-5), 0)));
  }

  @Test
  @DisplayName("whether it is within the threshold, which itself is within")
  void share() {
    KpiDefinition share =
        definition(
            Statistic.SHARE,
            null,
            new Measure.Elapsed(
                List.of("opened_at"),
                List.of("resolved_at"),
                Hours.ALL,
                Measure.Impossible.EXCLUDED),
            900L,
            null);

    assertThat(value(share, "opened_at", NOON, "resolved_at", after(900))).isEqualTo(1);
    assertThat(value(share, "opened_at", NOON, "resolved_at", after(901))).isZero();
  }

  @Test
  @DisplayName("whether it meets a criterion, and leaves out those of which that is not known")
  void ratio() {
    KpiDefinition ratio =
        definition(
            Statistic.RATIO,
            null,
            new Measure.One(),
            null,
            new Criterion.IsAtLeast("escalation_count", 1));

    assertThat(value(ratio, "escalation_count", 2L)).isEqualTo(1);
    assertThat(value(ratio, "escalation_count", 0L)).isZero();
    assertThat(ratio.decide(incident("population", "counted")))
        .isEqualTo(out("escalation_count_not_known"));
  }

  @Test
  @DisplayName("how long it had been open when the period ended, whatever came after")
  void age() {
    KpiDefinition age = definition(Statistic.AGE, Headline.MEDIAN, new Measure.One(), null, null);
    CaseColumns ended =
        incident("population", "counted", "opened_at", NOON, "settled_at", after(9_000));
    CaseColumns open = incident("population", "counted", "opened_at", NOON, "is_open", true);

    assertThat(age.decide(ended, after(3_600)))
        .isEqualTo(
            new Decision.Taken(
                3_600, new Stretch("opened_at", NOON, "period_end_at", after(3_600), 3_600)));
    assertThat(age.lasting(ended)).isEqualTo(Lasting.until(NOON, after(9_000)));
    assertThat(age.lasting(open)).isEqualTo(Lasting.since(NOON));
    assertThat(age.lasting(incident("population", "counted", "opened_at", NOON))).isNull();
    assertThat(age.decide(incident("population", "counted", "opened_at", NOON), after(60)))
        .isEqualTo(out("end_not_known"));
    assertThat(age.reasons())
        .containsExactly(
            "merged", "not_counted", "start_not_known", "end_not_known", "ends_before_it_starts");
  }

  @Test
  @DisplayName("that a criterion of two instants is met up to the same instant")
  void instants() {
    Criterion detected = new Criterion.IsNotAfter("detected_at", "opened_at");

    assertThat(detected.isMetBy(incident("detected_at", NOON, "opened_at", NOON))).isTrue();
    assertThat(detected.isMetBy(incident("detected_at", after(1), "opened_at", NOON))).isFalse();
    assertThat(detected.isDecidedFor(incident("opened_at", NOON))).isFalse();
  }

  @Test
  @DisplayName("by what it is about, which alone has no part in the digest of incidents")
  void digest() {
    assertThat(open(Subject.INCIDENTS).digest())
        .isEqualTo("d2f2b03d3c335d2626274c58572f7d0a4dc9f4db263e295563825979c71dd68c");
    assertThat(open(Subject.UPDATES).digest()).isNotEqualTo(open(Subject.INCIDENTS).digest());
  }

  private static KpiDefinition open(Subject subject) {
    return new KpiDefinition(
        "id",
        1,
        "Name",
        "Text",
        Term.ALWAYS,
        null,
        null,
        subject,
        POPULATION,
        Cohort.OPENED,
        Statistic.STOCK,
        null,
        new Measure.One(),
        null,
        null,
        "incidents",
        Direction.NEITHER,
        null);
  }

  private static long value(KpiDefinition definition, Object... columns) {
    Object[] all = new Object[columns.length + 2];
    System.arraycopy(columns, 0, all, 2, columns.length);
    all[0] = "population";
    all[1] = "counted";
    return ((Decision.Taken) definition.decide(incident(all))).value();
  }

  private static Decision out(String reason) {
    return new Decision.LeftOut(reason);
  }

  private static Instant after(long seconds) {
    return NOON.plusSeconds(seconds);
  }

  private static KpiDefinition duration(List<String> starts, List<String> ends) {
    return definition(
        Statistic.DURATION,
        Headline.MEAN,
        new Measure.Elapsed(starts, ends, Hours.ALL, Measure.Impossible.EXCLUDED),
        null,
        null);
  }

  private static KpiDefinition definition(
      Statistic statistic,
      @Nullable Headline headline,
      Measure measure,
      @Nullable Long within,
      @Nullable Criterion meets) {
    return new KpiDefinition(
        "id",
        1,
        "Name",
        "Text",
        Term.ALWAYS,
        null,
        null,
        Subject.INCIDENTS,
        POPULATION,
        Cohort.OPENED,
        statistic,
        headline,
        measure,
        within,
        meets,
        "unit",
        Direction.NEITHER,
        null);
  }

  private static CaseColumns incident(Object... namesAndValues) {
    Map<String, Object> values = new java.util.HashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      values.put((String) namesAndValues[i], namesAndValues[i + 1]);
    }
    return new CaseColumns() {
      @Override
      public @Nullable Instant instant(String column) {
        return (Instant) values.get(column);
      }

      @Override
      public @Nullable Long number(String column) {
        return (Long) values.get(column);
      }

      @Override
      public @Nullable String text(String column) {
        Object value = values.get(column);
        return value == null ? null : value.toString();
      }
    };
  }
}
