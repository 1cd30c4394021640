package dev.aftermath.jobs.domain.slo;

import static dev.aftermath.jobs.domain.slo.SloFixtures.START;
import static org.assertj.core.api.Assertions.assertThat;

import dev.aftermath.jobs.domain.calendar.DayEnds;
import dev.aftermath.jobs.domain.calendar.ReportCalendar;
import dev.aftermath.jobs.domain.calendar.RollingWindow;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("On seeded SLOs with versions, composites and holes, breaches and episodes")
class BreachAgreementTest {
  private static final int SEEDS = 300;
  private static final int SEEDS_SLICE_BY_SLICE = 300;
  private static final Duration HOUR = Duration.ofHours(1);
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  @Test
  @DisplayName("hold every day's end at which the declared window is missed, and no other")
  void missedDaysAreInBreaches() {
    int missedDays = 0;
    int ofWholes = 0;
    int byDefinition = 0;
    for (int seed = 0; seed < SEEDS; seed++) {
      MeasuredSlo slo = SeededSlo.of(seed).measured();
      List<DailyEvaluations.OfDay> days = declared(slo);
      for (String objective : slo.history().objectiveNames()) {
        List<Breach> breaches = breaches(slo, objective);
        Set<Breach> hit = new HashSet<>();
        for (DailyEvaluations.OfDay day : days) {
          if (!day.gross().objective().name().equals(objective)) {
            continue;
          }
          String where = "seed " + seed + ", " + objective + ", " + day.evaluatedAt();
          boolean missed = day.gross().verdict() == Verdict.MISSED;
          List<Breach> holding =
              breaches.stream().filter(breach -> holds(breach, day.evaluatedAt())).toList();
          assertThat(holding).as(where).hasSize(missed ? 1 : 0);
          hit.addAll(holding);
          missedDays += missed ? 1 : 0;
          ofWholes += missed && objective.equals(Composite.NAME) ? 1 : 0;
          if (missed && isOnHours(day)) {
            assertPeak(holding.get(0), day.gross().budgetConsumedRatio(), where);
          }
        }
        if (Judgement.of(slo, objective).stream().noneMatch(BreachAgreementTest::isRolling)) {
          assertThat(hit).as("seed " + seed + ", " + objective).hasSameSizeAs(breaches);
        }
        byDefinition +=
            (int)
                breaches.stream()
                    .filter(breach -> breach.state() == BreachState.ENDED_BY_DEFINITION)
                    .count();
      }
    }
    assertThat(missedDays).isGreaterThan(1_000);
    assertThat(ofWholes).isGreaterThan(200);
    assertThat(byDefinition).isGreaterThan(20);
  }

  @Test
  @DisplayName(
      "hold every slice end at which a full rolling window is missed, met ones but shortly")
  void missedSlicesAreInBreaches() {
    int missedSlices = 0;
    int withinDays = 0;
    int interrupted = 0;
    for (int seed = 0; seed < SEEDS_SLICE_BY_SLICE; seed++) {
      MeasuredSlo slo = SeededSlo.of(seed).measured();
      Set<Instant> days =
          Set.copyOf(
              DeclaredDays.ends(slo.history(), START, SeededSlo.asOf(), BERLIN, new DayEnds()));
      for (String objective : slo.history().objectiveNames()) {
        List<Breach> breaches = breaches(slo, objective);
        withinDays +=
            (int)
                breaches.stream()
                    .filter(breach -> days.stream().noneMatch(day -> holds(breach, day)))
                    .count();
        for (Judgement judgement : Judgement.of(slo, objective)) {
          String where = "seed " + seed + ", " + objective + " after " + judgement.after() + ", ";
          long metSlices = 0;
          for (Instant end : fullWindows(judgement)) {
            boolean missed = judgement.ledger().missed(judgement.window().at(end), end);
            long holding = breaches.stream().filter(breach -> holds(breach, end)).count();
            assertThat(holding).as(where + end).isEqualTo(missed ? 1 : Math.min(holding, 1));
            metSlices = !missed && holding == 1 ? metSlices + 1 : 0;
            missedSlices += missed ? 1 : 0;
            interrupted += metSlices == 1 ? 1 : 0;
            if (metSlices > 0) {
              assertShort(metSlices, judgement, where + end);
              assertThat(days).as(where).doesNotContain(end);
            }
          }
        }
      }
    }
    assertThat(missedSlices).isGreaterThan(10_000);
    assertThat(withinDays).isGreaterThan(200);
    assertThat(interrupted).isPositive();
  }

  private static void assertShort(long slices, Judgement judgement, String where) {
    Duration met = judgement.ledger().places().sliceLength().multipliedBy(slices);
    Duration window = Duration.between(judgement.window().at(START).start(), START);
    assertThat(met.multipliedBy(100)).as(where).isLessThan(window);
  }

  /**
   * Ends of slices that a judgement judges and whose windows begin with the first slice or later.
   */
  private static List<Instant> fullWindows(Judgement judgement) {
    if (!isRolling(judgement)) {
      return List.of();
    }
    SlicePlaces places = judgement.ledger().places();
    Instant first = judgement.ledger().firstSlice().orElseThrow();
    return LongStream.rangeClosed(1, places.endedBy(SeededSlo.asOf()))
        .mapToObj(places::start)
        .filter(judgement::judges)
        .filter(end -> !judgement.window().at(end).start().isBefore(first))
        .toList();
  }

  private static boolean isRolling(Judgement judgement) {
    return judgement.window() instanceof RollingWindow;
  }

  private static void assertPeak(Breach breach, Double consumed, String where) {
    if (consumed == null) {
      return;
    }
    assertThat(breach.budgetConsumedRatio()).as(where).isGreaterThanOrEqualTo(consumed);
  }

  private static boolean isOnHours(DailyEvaluations.OfDay day) {
    long hour = HOUR.toMillis();
    return day.evaluatedAt().toEpochMilli() % hour == 0
        && day.gross().window().start().toEpochMilli() % hour == 0;
  }

  private static boolean holds(Breach breach, Instant dayEnd) {
    Instant end = breach.end();
    boolean isBeforeEnd =
        end == null
            || dayEnd.isBefore(end)
            || (dayEnd.equals(end) && breach.state() != BreachState.ENDED);
    return !dayEnd.isBefore(breach.start()) && isBeforeEnd;
  }

  private static List<DailyEvaluations.OfDay> declared(MeasuredSlo slo) {
    return new DailyEvaluations(ReportCalendar.in(BERLIN), SeededSlo.asOf())
        .of(slo).stream()
            .filter(day -> day.windowName().equals(DailyEvaluations.DECLARED))
            .toList();
  }

  private static List<Breach> breaches(MeasuredSlo slo, String objective) {
    List<Instant> days =
        DeclaredDays.ends(slo.history(), START, SeededSlo.asOf(), BERLIN, new DayEnds());
    return Breaches.find(Judgement.of(slo, objective), days, SeededSlo.asOf());
  }
}
