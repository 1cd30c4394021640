package dev.aftermath.jobs.domain.log;

import dev.aftermath.jobs.domain.statistics.FisherTest;
import dev.aftermath.jobs.domain.statistics.Share;
import java.util.OptionalDouble;

/**
 * How much more often a template is said around incidents than in quiet times.
 *
 * @param around incidents with the template in their window, of all incidents with a window
 * @param quiet quiet windows with the template, of all quiet windows
 * @param beforeCount incidents with the template before their opening
 * @param duringCount incidents with the template from their opening on
 */
public record Lift(Share around, Share quiet, long beforeCount, long duringCount) {
  /** What was said in fewer windows cannot come back: there is nothing to test. */
  private static final long FEWEST_WINDOWS = 2;

  /**
   * The share of incidents that have it over the share of quiet windows that do; empty where no
   * quiet window has it, so that no number is large enough, or where there is nothing to compare.
   */
  public OptionalDouble ratio() {
    if (around.n() == 0 || quiet.having() == 0) {
      return OptionalDouble.empty();
    }
    return OptionalDouble.of(
        (double) around.having() * quiet.n() / ((double) around.n() * quiet.having()));
  }

  /**
   * Whether it is a question at all whether the template goes with incidents. The answer hangs on
   * how often it is said in all, which tells nothing of when: leaving the others out is no choice
   * among results.
   */
  public boolean isTestable() {
    return around.n() > 0 && quiet.n() > 0 && around.having() + quiet.having() >= FEWEST_WINDOWS;
  }

  /** How likely so many incidents have it by chance: Fisher's exact test, one-sided. */
  public double chance() {
    return FisherTest.chanceOfSoMany(around, quiet);
  }
}
