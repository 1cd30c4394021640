package dev.aftermath.jobs.domain.kpi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aftermath.jobs.domain.kpi.KpiDefinition.Headline;
import dev.aftermath.jobs.domain.kpi.KpiDefinition.Statistic;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

@DisplayName("Two definitions of one thing")
class KpiComparisonTest {
  private static final KpiDefinition MEAN = TestDefinitions.duration("ours", Headline.MEAN);
  private static final KpiDefinition OTHER_MEAN = TestDefinitions.duration("theirs", Headline.MEAN);
  private static final KpiDefinition MEDIAN = TestDefinitions.duration("theirs", Headline.MEDIAN);

  @Test
  @DisplayName("differ by what each incident is beyond our mean, over the number of theirs")
  void parts() {
    // Ours: (10 + 30) / 2 = 20. Theirs: (10 + 60 + 50) / 3 = 40.
    KpiComparison comparison =
        KpiComparison.of(
            MEAN,
            Map.of("A", taken(10), "B", taken(30), "C", new Decision.LeftOut("merged")),
            OTHER_MEAN,
            Map.of("A", taken(10), "B", taken(60), "C", taken(50)));

    assertThat(comparison.denominator()).isEqualTo(2 * 3);
    assertThat(comparison.parts())
        .containsExactly(
            // (60 - 30) / 3 = 10 and (50 - 20) / 3 = 10.
            new KpiComparison.Part("B", taken(30), taken(60), 60),
            new KpiComparison.Part("C", new Decision.LeftOut("merged"), taken(50), 60));
    assertThat(comparison.numerator()).isEqualTo((40 - 20) * 6);
    assertThat(comparison.headlineStep()).isZero();
  }

  @Test
  @DisplayName("differ by the choice of the median too, which is a step of its own")
  void medianForMean() {
    KpiComparison comparison =
        KpiComparison.of(
            MEAN,
            Map.of("A", taken(10), "B", taken(20), "C", taken(90)),
            MEDIAN,
            Map.of("A", taken(10), "B", taken(20), "C", taken(90)));

    assertThat(comparison.parts()).isEmpty();
    assertThat(comparison.headlineStep()).isEqualTo(20.0 - 40.0);
  }

  @Test
  @DisplayName("count the failures of changes: 6 incidents on 4 of 23 deployments, 26.1 or 17.4 %")
  void changeFailures() {
    Map<String, Decision> failed = new TreeMap<>();
    Map<String, Decision> incidents = new TreeMap<>();
    for (int deployment = 1; deployment <= 23; deployment++) {
      String id = String.format("D%02d", deployment);
      failed.put(id, taken(deployment <= 4 ? 1 : 0));
      incidents.put(id, taken(deployment <= 2 ? 2 : deployment <= 4 ? 1 : 0));
    }

    KpiComparison comparison =
        KpiComparison.of(
            TestDefinitions.of("cfr", Statistic.RATIO),
            failed,
            TestDefinitions.of("cfr_of_incidents", Statistic.RATIO),
            incidents);

    assertThat(comparison.ourFigure().value()).isEqualTo(4 / 23.0);
    assertThat(comparison.theirFigure().value()).isEqualTo(6 / 23.0);
    assertThat(comparison.parts())
        .extracting(KpiComparison.Part::incidentId)
        .containsExactly("D01", "D02");
    assertThat(comparison.numerator()).isEqualTo(2 * 23);
  }

  @Test
  @DisplayName("do not split when one of them takes no incident")
  void nothing() {
    KpiComparison comparison = KpiComparison.of(MEAN, Map.of("A", taken(10)), OTHER_MEAN, Map.of());

    assertThat(comparison.isSplit()).isFalse();
    assertThat(comparison.headlineStep()).isNull();
    assertThat(comparison.parts()).containsExactly(new KpiComparison.Part("A", taken(10), null, 0));
  }

  @RepeatedTest(50)
  @DisplayName("differ by exactly the sum of the parts, whatever they take")
  void exact(RepetitionInfo repetition) {
    Random random = new Random(repetition.getCurrentRepetition());
    Map<String, Decision> ours = new TreeMap<>();
    Map<String, Decision> theirs = new TreeMap<>();
    for (int i = 0; i < 40; i++) {
      if (random.nextInt(4) > 0) {
        ours.put("I" + i, taken(random.nextInt(1_000_000)));
      }
      if (random.nextInt(4) > 0) {
        theirs.put("I" + i, taken(random.nextInt(1_000_000)));
      }
    }

    KpiComparison comparison = KpiComparison.of(MEAN, ours, OTHER_MEAN, theirs);

    long ourTotal = comparison.ourFigure().total();
    long theirTotal = comparison.theirFigure().total();
    assertThat(comparison.numerator())
        .isEqualTo(theirTotal * ours.size() - ourTotal * theirs.size());
  }

  private static Decision taken(long value) {
    return new Decision.Taken(value, null);
  }
}
