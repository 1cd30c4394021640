package dev.aftermath.jobs.domain.slo;

import static dev.aftermath.jobs.domain.slo.SloFixtures.START;
import static org.assertj.core.api.Assertions.assertThat;

import dev.aftermath.jobs.domain.calendar.ReportCalendar;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("On seeded SLOs with versions, composites and holes, the parts of a window")
class SplitAgreementTest {
  private static final int SEEDS = 300;

  @Test
  @DisplayName("add up to what its evaluation found bad, by the same budget, and no window lacks")
  void addUp() {
    int compared = 0;
    int byEarlierVersions = 0;
    for (int seed = 0; seed < SEEDS; seed++) {
      MeasuredSlo slo = SeededSlo.of(seed).measured();
      Map<String, SplitSlo.NamedWindow> split = new HashMap<>();
      for (SplitSlo each : split(slo, seed)) {
        for (SplitSlo.NamedWindow window : each.windows(ZoneOffset.UTC)) {
          String key = key(each.objective(), window.name(), window.evaluatedAt());
          assertThat(split.put(key, window)).as("seed " + seed + ", " + key).isNull();
        }
      }
      for (DailyEvaluations.OfDay day : evaluated(slo)) {
        SplitSlo.NamedWindow window =
            split.get(key(day.gross().objective(), day.windowName(), day.evaluatedAt()));
        String where = "seed " + seed + ", " + day.windowName() + ", " + day.evaluatedAt();
        if (isToBeSplit(day)) {
          assertThat(window).as(where).isNotNull();
        }
        if (window == null) {
          continue;
        }
        BigDecimal sum =
            window.parts().stream().map(BudgetPart::bad).reduce(BigDecimal.ZERO, BigDecimal::add);
        assertThat(window.interval()).as(where).isEqualTo(day.gross().window());
        assertThat(sum).as(where).isEqualByComparingTo(window.bad());
        assertThat(ObjectiveLedger.rounded(sum))
            .as(where)
            .isEqualByComparingTo(day.gross().total().subtract(day.gross().good()));
        assertThat(ObjectiveLedger.rounded(window.budget()))
            .as(where)
            .isEqualByComparingTo(day.gross().budgetTotal());
        compared++;
        byEarlierVersions += day.ruling().equals(slo.history().newest()) ? 0 : 1;
      }
    }
    assertThat(compared).isGreaterThan(2_000);
    assertThat(byEarlierVersions).isGreaterThan(500);
  }

  @Test
  @DisplayName(
      "and dips are the same, of all that ended before it, when a version comes into force")
  void keepThePast() {
    int compared = 0;
    for (int seed = 0; seed < SEEDS; seed++) {
      SeededSlo seeded = SeededSlo.of(seed);
      MeasuredSlo all = seeded.measured();
      List<SloDefinition> versions = all.history().versions();
      for (int count = 1; count < versions.size(); count++) {
        Instant change = versions.get(count).effectiveFrom();
        MeasuredSlo earlier = seeded.measuredBy(count);
        // What was before the first version of an objective, that version tells when it comes.
        Set<String> names = earlier.history().objectiveNames();
        List<String> before = until(change, names, split(earlier, seed));
        assertThat(until(change, names, split(all, seed))).as("seed " + seed).isEqualTo(before);
        compared += before.size();
      }
    }
    assertThat(compared).isGreaterThan(2_000);
  }

  /** All that was evaluated, or began, under versions that an instant has seen. */
  private static List<String> until(Instant change, Set<String> names, List<SplitSlo> split) {
    List<String> told = new ArrayList<>();
    for (SplitSlo each : split) {
      String objective = each.objective().name() + " ";
      if (!names.contains(each.objective().name())) {
        continue;
      }
      each.windows(ZoneOffset.UTC).stream()
          .filter(window -> !window.evaluatedAt().isAfter(change))
          .forEach(window -> told.add(objective + window));
      each.dips().stream()
          .filter(dip -> dip.start().isBefore(change))
          .forEach(dip -> told.add(objective + dip));
    }
    return told;
  }

  /** Whether a window was over, or is the one of today, of those that are split. */
  private static boolean isToBeSplit(DailyEvaluations.OfDay day) {
    boolean isOver =
        day.window().declaredZone().isPresent()
            && day.gross().window().end().equals(day.evaluatedAt());
    return List.of(DailyEvaluations.DECLARED, SplitSlo.MONTH, SplitSlo.QUARTER)
            .contains(day.windowName())
        && !day.gross().objective().name().equals(Composite.NAME)
        && (isOver || day.evaluatedAt().equals(SeededSlo.asOf()));
  }

  private static List<DailyEvaluations.OfDay> evaluated(MeasuredSlo slo) {
    return new DailyEvaluations(ReportCalendar.in(ZoneOffset.UTC), SeededSlo.asOf()).of(slo);
  }

  private static List<SplitSlo> split(MeasuredSlo slo, int seed) {
    return SplitSlo.objectives(slo, known -> incidents(seed), SeededSlo.asOf());
  }

  private static List<IncidentSpan> incidents(int seed) {
    Random random = new Random(seed);
    List<IncidentSpan> incidents = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      Instant opened = START.plus(Duration.ofMinutes(random.nextInt(SeededSlo.DAYS * 1440)));
      incidents.add(
          new IncidentSpan(
              "I" + i,
              null,
              "shop",
              null,
              opened,
              opened.plus(Duration.ofMinutes(random.nextInt(1440)))));
    }
    return incidents;
  }

  private static String key(Objective objective, String window, Instant evaluatedAt) {
    return objective.name() + ", " + window + ", " + evaluatedAt;
  }
}
