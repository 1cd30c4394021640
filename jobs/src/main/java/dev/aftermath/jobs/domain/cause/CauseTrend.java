package dev.aftermath.jobs.domain.cause;

import dev.aftermath.jobs.domain.statistics.ExactTests;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Whether a cause strikes more often than before: the last 28 days against the 84 days before, in
 * which 28 of 112 episodes are expected by chance. Where incidents are known for less time, it is
 * 28 days of that time.
 *
 * @param pValue how likely chance alone is at least as far from what is expected; null with fewer
 *     than three episodes in both together, or where nothing is known of the time before
 */
public record CauseTrend(Way way, long recentCount, long beforeCount, @Nullable Double pValue) {
  private static final Duration RECENT = Duration.ofDays(28);
  private static final Duration ALL = Duration.ofDays(112);
  private static final int FEWEST_EPISODES = 3;
  private static final double SIGNIFICANT = 0.05;

  /** The way it goes. */
  public enum Way {
    /** Its first episode was in the last 28 days. */
    NEW,
    /** More often than chance explains. */
    RISING,
    /** Chance explains it, or there is too little to tell. */
    STEADY,
    /** More seldom than chance explains. */
    FALLING,
    /** No episode in the last 112 days. */
    QUIET;

    /** The word in tables. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** How many episodes began in the last 28 days, and how many in the 84 days before. */
  public record Counts(long recent, long before) {
    /** Counts them as of an instant. */
    public static Counts of(List<Episode> episodes, Instant asOf) {
      Instant recently = asOf.minus(RECENT);
      return new Counts(
          count(episodes, recently, asOf), count(episodes, asOf.minus(ALL), recently));
    }
  }

  /**
   * The trend as of an instant.
   *
   * @param firstAt when the first episode of the cause began
   * @param knownSince when the first incident of all was opened
   */
  public static CauseTrend of(Counts counts, Instant firstAt, Instant knownSince, Instant asOf) {
    long recent = counts.recent();
    long before = counts.before();
    Duration known = Duration.between(knownSince, asOf);
    Duration compared = known.compareTo(ALL) < 0 ? known : ALL;
    if (!firstAt.isBefore(asOf.minus(RECENT))) {
      return new CauseTrend(Way.NEW, recent, before, null);
    }
    if (recent + before == 0) {
      return new CauseTrend(Way.QUIET, recent, before, null);
    }
    if (recent + before < FEWEST_EPISODES || compared.compareTo(RECENT) <= 0) {
      return new CauseTrend(Way.STEADY, recent, before, null);
    }
    double expected = (double) RECENT.toSeconds() / compared.toSeconds();
    double pValue = ExactTests.binomial(recent, recent + before, expected);
    boolean isMore = recent > expected * (recent + before);
    Way way = pValue > SIGNIFICANT ? Way.STEADY : isMore ? Way.RISING : Way.FALLING;
    return new CauseTrend(way, recent, before, pValue);
  }

  private static long count(List<Episode> episodes, Instant from, Instant to) {
    return episodes.stream()
        .filter(it -> !it.firstAt().isBefore(from) && it.firstAt().isBefore(to))
        .count();
  }
}
