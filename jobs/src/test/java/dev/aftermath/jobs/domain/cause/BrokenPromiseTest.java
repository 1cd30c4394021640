package dev.aftermath.jobs.domain.cause;

import static dev.aftermath.jobs.domain.cause.Promises.day;
import static dev.aftermath.jobs.domain.cause.Promises.done;
import static dev.aftermath.jobs.domain.cause.Promises.episodes;
import static dev.aftermath.jobs.domain.cause.Promises.open;
import static dev.aftermath.jobs.domain.cause.Promises.promise;
import static org.assertj.core.api.Assertions.assertThat;

import dev.aftermath.jobs.domain.postmortem.ActionItem;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A promise about the incident of day 0, made on day 3 and due on day 20,")
class BrokenPromiseTest {
  private static final CausePromise OPEN = open("OPS-1", 0, 3, 20);

  @Test
  @DisplayName("is broken by each episode since it was made while it is open")
  void whileOpen() {
    // Day 2 was before anybody promised anything.
    assertThat(broken(OPEN, 0, 2, 10, 31))
        .containsExactly(
            new BrokenPromise(
                OPEN, BrokenPromise.Kind.OPEN, 2, day(10), day(31), Duration.ofDays(11), null));
  }

  @Test
  @DisplayName("is not overdue where its time was not up")
  void notDue() {
    assertThat(broken(OPEN, 0, 10))
        .containsExactly(
            new BrokenPromise(OPEN, BrokenPromise.Kind.OPEN, 1, day(10), day(10), null, null));
    CausePromise undated = open("OPS-1", 0, 3, null);
    assertThat(broken(undated, 0, 10).get(0).overdue()).isNull();
  }

  @Test
  @DisplayName("is broken after it was done by what comes later than the grace")
  void onceDone() {
    CausePromise done = done("OPS-1", 0, 3, 20, 15);
    assertThat(broken(done, 0, 16)).isEmpty();
    assertThat(broken(done, 0, 25, 40))
        .containsExactly(
            new BrokenPromise(
                done, BrokenPromise.Kind.DONE, 2, day(25), day(40), null, Duration.ofDays(10)));
  }

  @Test
  @DisplayName("may be broken both ways, late as it was done")
  void both() {
    CausePromise late = done("OPS-1", 0, 3, 20, 30);
    assertThat(broken(late, 0, 24, 60))
        .containsExactly(
            new BrokenPromise(
                late, BrokenPromise.Kind.OPEN, 1, day(24), day(24), Duration.ofDays(4), null),
            new BrokenPromise(
                late, BrokenPromise.Kind.DONE, 1, day(60), day(60), null, Duration.ofDays(30)));
  }

  @Test
  @DisplayName("is not broken by incidents that its postmortem is about")
  void own() {
    CausePromise ofBoth = promise("OPS-1", 0, ActionItem.State.OPEN, 3, 20, null);
    assertThat(broken(ofBoth.alsoAbout(day(10)), 0, 10)).isEmpty();
    assertThat(broken(ofBoth.alsoAbout(day(10)), 0, 10, 12)).hasSize(1);
  }

  @Test
  @DisplayName("tells nothing where it was cancelled, done nobody says when, or made likewise")
  void unknown() {
    assertThat(broken(promise("OPS-1", 0, ActionItem.State.CANCELLED, 3, 20, null), 0, 25))
        .isEmpty();
    assertThat(broken(done("OPS-1", 0, 3, 20, null), 0, 25)).isEmpty();
    assertThat(broken(promise("OPS-1", 0, ActionItem.State.OPEN, null, 20, null), 0, 25)).isEmpty();
  }

  private static List<BrokenPromise> broken(CausePromise promise, int... days) {
    return BrokenPromise.of(List.of(promise), episodes(days), CauseRules.USUAL);
  }
}
