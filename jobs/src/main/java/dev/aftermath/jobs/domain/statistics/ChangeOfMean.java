package dev.aftermath.jobs.domain.statistics;

import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Why a mean changed from one week to the next, in whole seconds that sum exactly: the mean without
 * its longest incident tells what that one incident did (leave-one-out); what is left is split into
 * other groups (mix) and other times within the groups.
 *
 * <p>Source of the split: Kitagawa, Components of a Difference Between Two Rates, Journal of the
 * American Statistical Association 50, 1955, the symmetric form without a remainder. A group that
 * only one of the weeks has counts as mix.
 *
 * @param changeSeconds the mean after less the mean before, each rounded to seconds
 * @param longestSeconds what the longest incident alone did to the mean after
 * @param mixSeconds what other shares of the groups did
 * @param withinSeconds what other times within the groups did, and the rounding of the others
 * @param withoutLongestSeconds the mean after without its longest incident
 */
public record ChangeOfMean(
    long changeSeconds,
    long longestSeconds,
    long mixSeconds,
    long withinSeconds,
    long withoutLongestSeconds) {

  /**
   * The durations of a group.
   *
   * @param n how many
   * @param totalSeconds their sum
   */
  public record Group(long n, long totalSeconds) {
    /** Both together. */
    public Group plus(Group other) {
      return new Group(n + other.n, totalSeconds + other.totalSeconds);
    }

    private double mean() {
      return (double) totalSeconds / n;
    }
  }

  /**
   * The change between two weeks; empty where the week before has no duration, or the week after
   * fewer than two.
   *
   * @param before the groups of the week before by name
   * @param after the groups of the week after by name
   * @param longestSeconds the longest duration of the week after
   * @param group whose it is
   */
  public static Optional<ChangeOfMean> between(
      Map<String, Group> before, Map<String, Group> after, long longestSeconds, String group) {
    Group all = sum(after);
    Group allBefore = sum(before);
    if (allBefore.n == 0 || all.n < 2) {
      return Optional.empty();
    }
    Group longest = new Group(-1, -longestSeconds);
    Group rest = all.plus(longest);
    double mix = 0;
    TreeSet<String> names = new TreeSet<>(before.keySet());
    names.addAll(after.keySet());
    for (String name : names) {
      Group then = before.getOrDefault(name, new Group(0, 0));
      Group now = after.getOrDefault(name, new Group(0, 0));
      now = name.equals(group) ? now.plus(longest) : now;
      double shift = (double) now.n / rest.n - (double) then.n / allBefore.n;
      mix += shift * meanOfMeans(then, now);
    }
    long change = Math.round(all.mean()) - Math.round(allBefore.mean());
    long withoutLongest = Math.round(rest.mean());
    long ofLongest = Math.round(all.mean()) - withoutLongest;
    long ofMix = Math.round(mix);
    return Optional.of(
        new ChangeOfMean(change, ofLongest, ofMix, change - ofLongest - ofMix, withoutLongest));
  }

  private static double meanOfMeans(Group then, Group now) {
    if (then.n == 0) {
      return now.n == 0 ? 0 : now.mean();
    }
    return now.n == 0 ? then.mean() : (then.mean() + now.mean()) / 2;
  }

  private static Group sum(Map<String, Group> groups) {
    return groups.values().stream().reduce(new Group(0, 0), Group::plus);
  }
}
