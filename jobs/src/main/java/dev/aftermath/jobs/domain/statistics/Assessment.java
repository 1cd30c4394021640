package dev.aftermath.jobs.domain.statistics;

import java.util.Optional;

/**
 * What the weeks before say about the figure of a week.
 *
 * @param baselineWeekCount with how many earlier weeks it was compared; 0 where that was not
 *     possible, and nothing else is said then
 * @param signal the change, empty where the figure is within normal variation
 * @param usual within what the week alone is no change; empty where a kind of figure has no such
 *     limits
 * @param detectableChange the smallest lasting change that four weeks would show in four of five
 *     cases; empty where a kind of figure has none
 */
public record Assessment(
    int baselineWeekCount,
    Optional<Signal> signal,
    Optional<Bounds> usual,
    Optional<Double> detectableChange) {
  /** Nothing to compare with. */
  public static final Assessment NONE =
      new Assessment(0, Optional.empty(), Optional.empty(), Optional.empty());
}
