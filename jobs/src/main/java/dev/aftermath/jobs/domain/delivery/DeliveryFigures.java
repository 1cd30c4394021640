package dev.aftermath.jobs.domain.delivery;

import dev.aftermath.jobs.domain.statistics.Quantiles;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * DORA's five figures of some deployments of one service (dora.dev, "DORA's software delivery
 * metrics", 2024 and later): how many, how long from commit to deployment, how many failed, how
 * long until the failed ones were recovered from, and how many were rework.
 */
public final class DeliveryFigures {
  private final List<Delivered> outcomes;

  private DeliveryFigures(List<Delivered> outcomes) {
    this.outcomes = outcomes;
  }

  /** The figures of some outcomes. */
  public static DeliveryFigures of(Collection<? extends Delivered> outcomes) {
    return new DeliveryFigures(List.copyOf(outcomes));
  }

  /** How many deployments there were. */
  public long deploymentCount() {
    return outcomes.size();
  }

  /** How many of them failed: deployments, not incidents. */
  public long failedCount() {
    return outcomes.stream().filter(Delivered::isFailed).count();
  }

  /** How many of them were unplanned and made because of an incident. */
  public long reworkCount() {
    return outcomes.stream().filter(Delivered::isRework).count();
  }

  /** Failed deployments by deployments; null without deployments. */
  public @Nullable Double failRatio() {
    return ratio(failedCount());
  }

  /** Rework by deployments; null without deployments. */
  public @Nullable Double reworkRatio() {
    return ratio(reworkCount());
  }

  /** Times from commit to deployment in ascending order, where a commit is known. */
  public List<Long> leadSeconds() {
    return ascending(Delivered::leadSeconds);
  }

  /** Recovery times in ascending order, of the failed deployments that are recovered from. */
  public List<Long> recoverySeconds() {
    return ascending(Delivered::recoverySeconds);
  }

  /** The middle of ascending numbers, or the mean of the two middle ones; null of none. */
  public static @Nullable Double median(List<Long> ascending) {
    return ascending.isEmpty()
        ? null
        : Double.valueOf(
            Quantiles.ofSorted(ascending.stream().mapToLong(Long::longValue).toArray(), 0.5));
  }

  private List<Long> ascending(Function<Delivered, @Nullable Long> value) {
    return outcomes.stream().map(value).filter(Objects::nonNull).sorted().toList();
  }

  private @Nullable Double ratio(long part) {
    return outcomes.isEmpty() ? null : Double.valueOf((double) part / outcomes.size());
  }
}
