package dev.aftermath.jobs.domain.slo;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Optional;

/**
 * What burn rates, windows and periods have to do with each other, by the Site Reliability
 * Workbook, chapter 5. An alert fires when the burn rate of its window is strictly greater than its
 * factor, so each time here is the last at which it is still silent. All assume even traffic.
 */
public final class BurnRateFormulas {
  private static final MathContext FACTOR = MathContext.DECIMAL64;

  private BurnRateFormulas() {}

  /**
   * The share of a period's budget that is gone when an alert fires on burn that has lasted a whole
   * window: {@code factor * window / period}. Above 1 the budget is spent before.
   */
  public static double budgetSpentAtFiring(BigDecimal factor, Duration window, Duration period) {
    return quotient(factor.multiply(nanos(window)), nanos(period));
  }

  /** The factor at which a window has cost that share of a period's budget when it fires. */
  public static BigDecimal factorFor(BigDecimal budgetShare, Duration window, Duration period) {
    return budgetShare.multiply(nanos(period)).divide(nanos(window), FACTOR);
  }

  /**
   * How long errors must go on, after a time without any, for a window to burn faster than a
   * factor: {@code (1 - target) / error ratio * window * factor}.
   *
   * @param errorRatio bad over all events from then on
   * @return empty when that ratio, kept up for ever, does not exceed the factor
   */
  public static Optional<Duration> timeToFire(
      BigDecimal target, BigDecimal errorRatio, Duration window, BigDecimal factor) {
    BigDecimal threshold = factor.multiply(BigDecimal.ONE.subtract(target));
    return errorRatio.compareTo(threshold) <= 0
        ? Optional.empty()
        : Optional.of(duration(threshold.multiply(nanos(window)), errorRatio));
  }

  /**
   * How long an alert goes on after the errors have ended, when they had filled its window: {@code
   * window * (1 - factor * (1 - target) / error ratio)}.
   *
   * @return empty when that ratio does not fire it
   */
  public static Optional<Duration> timeToReset(
      BigDecimal target, BigDecimal errorRatio, Duration window, BigDecimal factor) {
    return timeToFire(target, errorRatio, window, factor).map(window::minus);
  }

  /**
   * How long the budget of a period lasts at a burn rate: {@code period / burn rate}.
   *
   * @return empty when nothing burns
   */
  public static Optional<Duration> timeToExhaustion(BigDecimal burnRate, Duration period) {
    return burnRate.signum() <= 0
        ? Optional.empty()
        : Optional.of(duration(nanos(period), burnRate));
  }

  /**
   * The days that a window's budget would last if a burn rate went on: {@code (length - consumed *
   * elapsed) / burn rate}. A pace, not a promise: traffic is taken to stay as it was in the window
   * so far, and what leaves a rolling window is not given back.
   *
   * @param lengthDays the length of the whole window
   * @param elapsedDays how much of it is over; of a rolling window all
   * @param consumedRatio the share consumed of the budget of what is over
   * @return empty when nothing burns or the budget is spent
   */
  public static Optional<Double> daysToExhaustion(
      double lengthDays, double elapsedDays, double consumedRatio, double burnRate) {
    double left = lengthDays - consumedRatio * elapsedDays;
    return burnRate > 0 && left > 0 ? Optional.of(left / burnRate) : Optional.empty();
  }

  private static double quotient(BigDecimal dividend, BigDecimal divisor) {
    return dividend.doubleValue() / divisor.doubleValue();
  }

  private static Duration duration(BigDecimal nanos, BigDecimal divisor) {
    return Duration.ofNanos(nanos.divide(divisor, 0, RoundingMode.HALF_EVEN).longValueExact());
  }

  private static BigDecimal nanos(Duration duration) {
    return BigDecimal.valueOf(duration.toNanos());
  }
}
