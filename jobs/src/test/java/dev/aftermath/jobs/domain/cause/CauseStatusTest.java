package dev.aftermath.jobs.domain.cause;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

@DisplayName("A cause that strikes every ten days")
class CauseStatusTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final List<Integer> EVERY_TEN_DAYS = List.of(0, 10, 20, 30);

  @Test
  @DisplayName("recurs while nobody says it is fixed, and is proven quiet after thirty days")
  void recurring() {
    assertThat(status(EVERY_TEN_DAYS, List.of(), 31).state())
        .isEqualTo(CauseStatus.State.RECURRING);
    CauseStatus quiet = status(EVERY_TEN_DAYS, List.of(), 60);
    assertThat(quiet.state()).isEqualTo(CauseStatus.State.PROVEN_QUIET);
    assertThat(quiet.quietProvenAt()).isEqualTo(day(60));
  }

  @Test
  @DisplayName("is claimed to be fixed until thirty days after the fix, then quiet")
  void fixed() {
    CauseStatus claimed = status(EVERY_TEN_DAYS, List.of(35), 64);
    assertThat(claimed.state()).isEqualTo(CauseStatus.State.CLAIMED_FIXED);
    assertThat(claimed.quietProvenAt()).isEqualTo(day(65));
    assertThat(status(EVERY_TEN_DAYS, List.of(35), 65).state())
        .isEqualTo(CauseStatus.State.PROVEN_QUIET);
  }

  @Test
  @DisplayName("came back with an episode later than a day after the fix, and not before")
  void cameBack() {
    assertThat(status(List.of(0, 10, 21), List.of(20), 30).state())
        .isEqualTo(CauseStatus.State.CLAIMED_FIXED);
    CauseStatus back = status(List.of(0, 10, 22), List.of(20), 30);
    assertThat(back.state()).isEqualTo(CauseStatus.State.CAME_BACK);
    assertThat(back.cameBackAt()).isEqualTo(day(22));
    assertThat(back.quietBeforeReturn()).isEqualTo(Duration.ofDays(2));
    assertThat(back.returnCount()).isEqualTo(1);
  }

  @Test
  @DisplayName("is claimed to be fixed again after a second fix, and the first return still counts")
  void fixedAgain() {
    CauseStatus status = status(List.of(0, 10, 25), List.of(15, 30), 40);
    assertThat(status.state()).isEqualTo(CauseStatus.State.CLAIMED_FIXED);
    assertThat(status.returnCount()).isEqualTo(1);
  }

  @Test
  @DisplayName("knows nothing of a fix to come, and once is no recurrence")
  void single() {
    CauseStatus status = status(List.of(0), List.of(5), 4);
    assertThat(status.state()).isEqualTo(CauseStatus.State.SINGLE);
    assertThat(status.fixedAt()).isNull();
    assertThat(status.quietProvenAt()).isNull();
  }

  @Test
  @DisplayName("was fixed when the latest claim says so, whoever makes it, in whatever order")
  void claims() {
    FixClaim human = FixClaim.human(day(15));
    FixClaim items = new FixClaim(day(20), FixClaim.Basis.ACTION_ITEMS, List.of("OPS-1"));
    List<Episode> episodes =
        Episode.of(List.of(day(0), day(10), day(18)), CauseRules.USUAL.episodeGap());

    CauseStatus status = CauseStatus.of(episodes, List.of(items, human), CauseRules.USUAL, day(25));

    assertThat(status.fix()).isEqualTo(items);
    assertThat(status.fixedAt()).isEqualTo(day(20));
    assertThat(status.state()).isEqualTo(CauseStatus.State.CLAIMED_FIXED);
    // It came back on day 18, after what the human said.
    assertThat(status.returnCount()).isEqualTo(1);
    assertThat(
            CauseStatus.of(
                    episodes, List.of(FixClaim.human(day(20)), items), CauseRules.USUAL, day(25))
                .fix())
        .isEqualTo(FixClaim.human(day(20)));
  }

  /** Told fixes and whether it struck again, at least three days later; some within the grace. */
  @RepeatedTest(200)
  @DisplayName("that was fixed and struck again, however often, is found so each time and no other")
  void stories(RepetitionInfo round) {
    SplittableRandom random = new SplittableRandom(round.getCurrentRepetition());
    List<Integer> hours = new ArrayList<>();
    List<Instant> fixes = new ArrayList<>();
    int hour = 0;
    int returns = 0;
    boolean lastCameBack = false;
    int chapters = random.nextInt(1, 6);
    for (int chapter = 0; chapter < chapters; chapter++) {
      int strikes = chapter == 0 || lastCameBack ? random.nextInt(1, 4) : 0;
      for (int i = 0; i < strikes; i++) {
        hours.add(hour += random.nextInt(72, 400));
      }
      fixes.add(START.plus(Duration.ofHours(hour += random.nextInt(2, 20))));
      if (random.nextBoolean()) {
        // Not everywhere yet: too soon to be a return, too late to be of the episode before.
        int straggler = hour + random.nextInt(1, 24);
        if (!hours.isEmpty() && straggler - hours.get(hours.size() - 1) > 24) {
          hours.add(straggler);
          hour = straggler;
        }
      }
      lastCameBack = random.nextBoolean();
      if (lastCameBack) {
        hours.add(hour += random.nextInt(72, 900));
        returns++;
      } else {
        hour += 48;
      }
    }
    List<Instant> openings = new ArrayList<>();
    hours.forEach(it -> openings.add(START.plus(Duration.ofHours(it))));
    Collections.sort(openings);

    CauseStatus status =
        CauseStatus.of(
            Episode.of(openings, CauseRules.USUAL.episodeGap()),
            fixes.stream().map(FixClaim::human).toList(),
            CauseRules.USUAL,
            START.plus(Duration.ofHours(hour + 1L)));

    assertThat(status.returnCount()).isEqualTo(returns);
    assertThat(status.state() == CauseStatus.State.CAME_BACK).isEqualTo(lastCameBack);
  }

  private static CauseStatus status(List<Integer> days, List<Integer> fixes, int asOf) {
    return CauseStatus.of(
        Episode.of(days.stream().map(CauseStatusTest::day).toList(), CauseRules.USUAL.episodeGap()),
        fixes.stream().map(day -> FixClaim.human(day(day))).toList(),
        CauseRules.USUAL,
        day(asOf));
  }

  private static Instant day(int day) {
    return START.plus(Duration.ofDays(day));
  }
}
