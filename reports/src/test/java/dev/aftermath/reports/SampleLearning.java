package dev.aftermath.reports;

import dev.aftermath.reports.model.Interval;
import dev.aftermath.reports.model.Learning;
import dev.aftermath.reports.model.LearningLine;
import dev.aftermath.reports.model.LearningLine.Measure;
import dev.aftermath.reports.model.LearningLine.Span;
import dev.aftermath.reports.model.OwedLine;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Learning written by hand: a week that is not decided yet, and more owed than a page lists. */
final class SampleLearning {
  private SampleLearning() {}

  static Learning usual() {
    List<OwedLine> owed = new ArrayList<>();
    owed.add(owed(OwedLine.Kind.POSTMORTEM, "INC0010001", "Checkout down", 9, null));
    for (int i = 0; i < 13; i++) {
      owed.add(
          owed(
              OwedLine.Kind.ACTION_ITEM,
              "OPS-" + (100 + i),
              "Alert on locks that nobody releases, before they hold up the payment of a tenant",
              13 - i,
              "postmortems/PM-7.md:42"));
    }
    return new Learning(
        List.of(
            new LearningLine(Measure.POSTMORTEM_WRITTEN, Span.WEEK, 0, 0, 4, null, null),
            new LearningLine(
                Measure.POSTMORTEM_WRITTEN,
                Span.TWELVE_WEEKS,
                27,
                30,
                4,
                0.9,
                new Interval(0.744, 0.965)),
            new LearningLine(Measure.POSTMORTEM_IN_TIME, Span.WEEK, 0, 0, 4, null, null),
            new LearningLine(
                Measure.POSTMORTEM_IN_TIME,
                Span.TWELVE_WEEKS,
                21,
                28,
                6,
                0.75,
                new Interval(0.566, 0.873)),
            new LearningLine(
                Measure.ACTION_ITEM_CLOSED_IN_TIME,
                Span.WEEK,
                2,
                4,
                1,
                0.5,
                new Interval(0.15, 0.85))),
        31,
        13,
        604_800.0,
        1_036_800.0,
        owed);
  }

  private static OwedLine owed(
      OwedLine.Kind kind, String number, String title, int days, @Nullable String place) {
    return new OwedLine(
        kind,
        number,
        title,
        "checkout",
        Instant.parse("2026-11-15T23:00:00Z").minus(Duration.ofDays(days)),
        Duration.ofDays(days).toSeconds(),
        place);
  }
}
