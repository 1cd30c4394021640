package dev.aftermath.jobs.domain.slo;

import static dev.aftermath.jobs.domain.slo.SloFixtures.START;
import static org.assertj.core.api.Assertions.assertThat;

import dev.aftermath.jobs.domain.calendar.ReportCalendar;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("On seeded SLOs with versions, composites and holes, burn-rate episodes")
class EpisodeAgreementTest {
  private static final int SEEDS = 300;
  private static final Duration HOUR = Duration.ofHours(1);
  private static final List<BurnRateRule> RULES =
      List.of(
          rule(HOUR.multipliedBy(4), HOUR, "1.5", Duration.ZERO),
          rule(HOUR.multipliedBy(6), HOUR, "1", HOUR.multipliedBy(2)),
          rule(HOUR.multipliedBy(5), null, "1.2", Duration.ofMinutes(90)));

  @Test
  @DisplayName("last at a day's end exactly when the burn rate beside its window is above theirs")
  void sameBurnRate() {
    BurnRateRule rule = rule(HOUR, null, "2", Duration.ZERO);
    int burning = 0;
    int ofWholes = 0;
    for (int seed = 0; seed < SEEDS; seed++) {
      MeasuredSlo slo = SeededSlo.of(seed).measured();
      if (hasNoBudget(slo)) {
        continue;
      }
      for (DailyEvaluations.OfDay day :
          new DailyEvaluations(ReportCalendar.in(ZoneId.of("UTC")), SeededSlo.asOf()).of(slo)) {
        Double burnRate = day.burnRates().oneHour();
        if (!day.windowName().equals("month") || day.ruling().missing() != MissingRule.UNKNOWN) {
          continue;
        }
        String objective = day.gross().objective().name();
        boolean lasts =
            BurnRateEpisodes.find(Judgement.of(slo, objective), rule, SeededSlo.asOf(), null)
                .stream()
                .anyMatch(episode -> lasts(episode, day.evaluatedAt()));
        assertThat(lasts)
            .as("seed " + seed + ", " + objective + ", " + day.evaluatedAt())
            .isEqualTo(burnRate != null && burnRate > 2);
        burning += lasts ? 1 : 0;
        ofWholes += lasts && objective.equals(Composite.NAME) ? 1 : 0;
      }
    }
    assertThat(burning).isGreaterThan(500);
    assertThat(ofWholes).isGreaterThan(50);
  }

  @Test
  @DisplayName("are the same when only what a rule remembers was read")
  void memory() {
    int compared = 0;
    for (int seed = 0; seed < SEEDS; seed++) {
      SeededSlo seeded = SeededSlo.of(seed);
      Instant since = START.plus(Duration.ofDays(8 + seed % 12));
      for (BurnRateRule rule : RULES) {
        // In the shortest slices of any version: more than any other remembers.
        Duration back =
            BurnRateEpisodes.memory(rule, Duration.ofMinutes(15)).plus(rule.longWindow());
        MeasuredSlo all = seeded.measured();
        MeasuredSlo read = seeded.measuredSince(since.minus(back));
        for (String objective : all.history().objectiveNames()) {
          List<String> expected = begunSince(all, objective, rule, since, null);
          assertThat(begunSince(read, objective, rule, since, since))
              .as("seed " + seed + ", " + objective + ", " + rule.label())
              .isEqualTo(expected);
          compared += expected.size();
        }
      }
    }
    assertThat(compared).isGreaterThan(3_000);
  }

  private static List<String> begunSince(
      MeasuredSlo slo,
      String objective,
      BurnRateRule rule,
      Instant begun,
      @Nullable Instant since) {
    return BurnRateEpisodes.find(Judgement.of(slo, objective), rule, SeededSlo.asOf(), since)
        .stream()
        .filter(episode -> !episode.start().isBefore(begun))
        .map(
            episode ->
                episode.start()
                    + " "
                    + episode.end()
                    + " "
                    + episode.state()
                    + " "
                    + episode.bad().stripTrailingZeros()
                    + " "
                    + episode.worstBurnRate())
        .toList();
  }

  /** Without one a burn rate is infinite, and null beside the window. */
  private static boolean hasNoBudget(MeasuredSlo slo) {
    return slo.history().versions().stream()
        .flatMap(version -> version.objectives().stream())
        .anyMatch(objective -> objective.target().compareTo(BigDecimal.ONE) == 0);
  }

  private static boolean lasts(BurnRateEpisode episode, Instant evaluation) {
    Instant end = episode.end();
    return !evaluation.isBefore(episode.start())
        && (end == null
            || evaluation.isBefore(end)
            || (evaluation.equals(end) && episode.state() == EpisodeState.ENDED_BY_DEFINITION));
  }

  private static BurnRateRule rule(
      Duration longer, @Nullable Duration shorter, String factor, Duration hold) {
    return new BurnRateRule("seeded", "page", longer, shorter, new BigDecimal(factor), hold);
  }
}
