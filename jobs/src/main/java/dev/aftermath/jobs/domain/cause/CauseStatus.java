package dev.aftermath.jobs.domain.cause;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How a cause stands as of an instant.
 *
 * <p>It came back when an episode began later than the grace after it was last claimed to be fixed.
 * It is proven quiet after a silence of some usual gaps: with three of them, chance would leave out
 * an episode for so long once in twenty times (exp(-3), were they to come at random).
 *
 * @param fix the last claim that it was fixed; null where nobody claims so
 * @param cameBackAt when the first episode after that began; null where none did
 * @param quietBeforeReturn from the fix to that; null where it did not come back
 * @param returnCount how many of all fixes it came back after
 * @param quietProvenAt when it may be called quiet if nothing happens until then; null where it has
 *     no usual gap because it happened once
 */
public record CauseStatus(
    State state,
    @Nullable FixClaim fix,
    @Nullable Instant cameBackAt,
    @Nullable Duration quietBeforeReturn,
    long returnCount,
    @Nullable Instant quietProvenAt) {

  /** When it was last claimed to be fixed; null where nobody claims so. */
  public @Nullable Instant fixedAt() {
    return fix == null ? null : fix.at();
  }

  /** The ways a cause can stand. */
  public enum State {
    /** It happened once. */
    SINGLE,
    /** It happens time and again. */
    RECURRING,
    /** It was said to be fixed, and nothing happened since; not long enough to be sure. */
    CLAIMED_FIXED,
    /** Nothing happened for so long that chance does not explain it. */
    PROVEN_QUIET,
    /** It was said to be fixed, and happened again. */
    CAME_BACK;

    /** The word in tables. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * The status as of an instant.
   *
   * @param episodes ascending, at least one, all before it
   * @param claims that it was fixed; later ones than the instant do not count
   */
  public static CauseStatus of(
      List<Episode> episodes, List<FixClaim> claims, CauseRules rules, Instant asOf) {
    List<FixClaim> made =
        claims.stream().filter(it -> !it.at().isAfter(asOf)).sorted(FixClaim.IN_ORDER).toList();
    FixClaim fix = made.isEmpty() ? null : made.get(made.size() - 1);
    Instant fixedAt = fix == null ? null : fix.at();
    Instant cameBackAt = fixedAt == null ? null : firstAfter(episodes, fixedAt, null, rules);
    Instant provenAt = quietProvenAt(episodes, fixedAt, rules);
    return new CauseStatus(
        state(episodes, fixedAt, cameBackAt, provenAt, asOf),
        fix,
        cameBackAt,
        cameBackAt == null || fixedAt == null ? null : Duration.between(fixedAt, cameBackAt),
        returnCount(episodes, made.stream().map(FixClaim::at).toList(), rules),
        provenAt);
  }

  private static State state(
      List<Episode> episodes,
      @Nullable Instant fixedAt,
      @Nullable Instant cameBackAt,
      @Nullable Instant provenAt,
      Instant asOf) {
    if (cameBackAt != null) {
      return State.CAME_BACK;
    }
    if (provenAt != null && !provenAt.isAfter(asOf)) {
      return State.PROVEN_QUIET;
    }
    if (fixedAt != null) {
      return State.CLAIMED_FIXED;
    }
    return episodes.size() == 1 ? State.SINGLE : State.RECURRING;
  }

  private static long returnCount(List<Episode> episodes, List<Instant> fixes, CauseRules rules) {
    long count = 0;
    for (int i = 0; i < fixes.size(); i++) {
      Instant next = i + 1 < fixes.size() ? fixes.get(i + 1) : null;
      count += firstAfter(episodes, fixes.get(i), next, rules) == null ? 0 : 1;
    }
    return count;
  }

  private static @Nullable Instant firstAfter(
      List<Episode> episodes, Instant fix, @Nullable Instant next, CauseRules rules) {
    Instant from = fix.plus(rules.grace());
    return episodes.stream()
        .map(Episode::firstAt)
        .filter(start -> start.isAfter(from) && (next == null || start.isBefore(next)))
        .findFirst()
        .orElse(null);
  }

  private static @Nullable Instant quietProvenAt(
      List<Episode> episodes, @Nullable Instant fixedAt, CauseRules rules) {
    if (episodes.size() < 2) {
      return null;
    }
    Episode last = episodes.get(episodes.size() - 1);
    long span = Duration.between(episodes.get(0).firstAt(), last.firstAt()).toSeconds();
    double meanGapSeconds = (double) span / (episodes.size() - 1);
    Instant silentSince =
        fixedAt == null || fixedAt.isBefore(last.lastAt()) ? last.lastAt() : fixedAt;
    return silentSince.plusSeconds(Math.round(rules.quietGapCount() * meanGapSeconds));
  }
}
