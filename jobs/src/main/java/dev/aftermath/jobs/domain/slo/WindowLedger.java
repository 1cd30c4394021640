package dev.aftermath.jobs.domain.slo;

import dev.aftermath.jobs.domain.calendar.Interval;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What any window of an objective, or of several as one, can be evaluated from. Stretches between
 * two places are from the first, inclusive, to the second, exclusive.
 */
public sealed interface WindowLedger permits ObjectiveLedger, CompositeLedger {

  /** The window's figures as they stood at the evaluation. */
  SloEvaluation evaluate(Interval window, Instant evaluation);

  /** The share of the budget that the window had consumed; null where there is none. */
  @Nullable Double consumed(Interval window, Instant evaluation);

  /** Whether the window was missed as it stood at the evaluation. */
  boolean missed(Interval window, Instant evaluation);

  /** The start of the first slice that was measured. */
  Optional<Instant> firstSlice();

  /** The digest of the definition in force at an instant. */
  String definitionDigestAt(Instant instant);

  /** What stands for a slice that was not measured. */
  MissingRule missing();

  /** The slices at whose ends it can be looked at, of several objectives those that all have. */
  SlicePlaces places();

  /**
   * Whether the measured slices of a stretch burn the budget strictly faster than by a factor.
   * Without any event they do not.
   */
  boolean burnsFasterThan(BigDecimal factor, long from, long to);

  /** The burn rate of the measured slices of a stretch; null where there was no budget to burn. */
  @Nullable Double burnRate(long from, long to);

  /**
   * About the burn rate, to tell quickly which of many is the highest; never to be published. NaN
   * where it takes the exact one to know.
   */
  double roughBurnRate(long from, long to);

  /** How many slices of a stretch were measured, of several objectives for all of them. */
  long knownCount(long from, long to);

  /** What was bad in a stretch, in events or slices. */
  BigDecimal bad(long from, long to);

  /**
   * What was bad in a stretch as a share of the budget of another one; null where that has none.
   */
  @Nullable Double shareOfBudget(long from, long to, long budgetFrom, long budgetTo);
}
