package dev.aftermath.jobs.domain.calendar;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * The time up to the evaluation. Minutes, hours, days of 24 hours and weeks of 168 hours are exact
 * lengths whatever the clocks do; months, quarters and years are counted back in UTC.
 */
public record RollingWindow(Span length) implements Window {

  @Override
  public Interval at(Instant evaluation) {
    if (length.unit().evenLength()) {
      return new Interval(evaluation.minus(length.duration()), evaluation);
    }
    Instant start =
        length
            .unit()
            .after(evaluation.atOffset(ZoneOffset.UTC).toLocalDateTime(), -length.count())
            .toInstant(ZoneOffset.UTC);
    return new Interval(start, evaluation);
  }

  @Override
  public String kind() {
    return "rolling";
  }

  @Override
  public Optional<ZoneId> declaredZone() {
    return Optional.empty();
  }
}
