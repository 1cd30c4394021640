package dev.aftermath.jobs.domain.cause;

import dev.aftermath.jobs.domain.postmortem.ActionItem;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Promises in days from the beginning of a year. */
final class Promises {
  static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private Promises() {}

  static Instant day(int day) {
    return START.plus(Duration.ofDays(day));
  }

  static List<Episode> episodes(int... days) {
    return Episode.of(
        IntStream.of(days).mapToObj(Promises::day).toList(), CauseRules.USUAL.episodeGap());
  }

  static CausePromise open(String tracker, int incident, int promised, @Nullable Integer due) {
    return promise(tracker, incident, ActionItem.State.OPEN, promised, due, null);
  }

  static CausePromise done(
      String tracker, int incident, int promised, @Nullable Integer due, @Nullable Integer closed) {
    return promise(tracker, incident, ActionItem.State.DONE, promised, due, closed);
  }

  static CausePromise promise(
      String tracker,
      int incident,
      ActionItem.State state,
      @Nullable Integer promised,
      @Nullable Integer due,
      @Nullable Integer closed) {
    return new CausePromise(
        "wiki",
        "PM-" + incident,
        1,
        "Prevent it",
        tracker,
        day(incident),
        day(incident),
        state,
        promised == null ? null : day(promised),
        due == null ? null : day(due),
        closed == null ? null : day(closed));
  }
}
