package dev.aftermath.jobs.pipeline;

import static dev.aftermath.jobs.pipeline.ExplanationSums.plain;

import dev.aftermath.jobs.domain.calendar.Interval;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How long the budget would last at the pace of stated look-backs. */
final class ExplanationPaces {
  private static final BigDecimal MILLIS_PER_DAY = BigDecimal.valueOf(86_400_000L);
  private static final int DAY_DECIMALS = 15;

  private final ExplainedFigure figure;
  private final @Nullable ExplanationBasis basis;
  private final ExplanationLines lines;

  /**
   * The paces of a figure.
   *
   * @param basis null when the settings lack the version that the figure was made under
   */
  ExplanationPaces(
      ExplainedFigure figure, @Nullable ExplanationBasis basis, ExplanationLines lines) {
    this.figure = figure;
    this.basis = basis;
    this.lines = lines;
  }

  private enum LookBack {
    DAY("24h", Duration.ofDays(1)),
    THREE_DAYS("3d", Duration.ofDays(3)),
    WEEK("7d", Duration.ofDays(7));

    private final String word;
    private final Duration length;

    LookBack(String word, Duration length) {
      this.word = word;
      this.length = length;
    }
  }

  void tell() {
    for (LookBack back : LookBack.values()) {
      lines.add("pace of " + back.word, text(back));
    }
    lines.more("(days that the budget would last if it went on so: a pace, not a promise)");
  }

  private String text(LookBack back) {
    Double consumed = figure.ratio("budget_consumed_ratio");
    if (consumed == null) {
      return "undefined: there is no budget, or nothing happened";
    }
    Double burnRate = burnRate(back);
    Double stored = figure.ratio("days_to_exhaustion_at_" + back.word + "_pace");
    if (burnRate == null) {
      return stored == null ? "undefined, or no exhaustion" : stored + " days";
    }
    BigDecimal burn = BigDecimal.valueOf(burnRate);
    BigDecimal length = days(figure.window());
    BigDecimal elapsed = days(new Interval(figure.window().start(), figure.evaluatedAt()));
    BigDecimal share = BigDecimal.valueOf(consumed);
    BigDecimal left = length.subtract(share.multiply(elapsed));
    String budget = plain(length) + " - " + plain(share) + " x " + plain(elapsed);
    if (left.signum() <= 0) {
      return "the budget is spent: " + budget + " = " + plain(left) + " days";
    }
    return ExplanationSums.quotient(left, burn.max(BigDecimal.ZERO))
        .map(days -> "(" + budget + ") / " + plain(burn) + " = " + plain(days) + " days")
        .orElse("for ever: the burn rate is " + plain(burn));
  }

  /** The burn rate of a look-back; null where nothing happened, or nothing tells of it. */
  private @Nullable Double burnRate(LookBack back) {
    Double stored = figure.ratio("burn_rate_" + back.word);
    if (stored != null || basis == null) {
      return stored;
    }
    Instant end = figure.evaluatedAt();
    Interval time = new Interval(end.minus(back.length), end);
    return basis.ledger().map(ledger -> ledger.consumed(time, end)).orElse(null);
  }

  private static BigDecimal days(Interval interval) {
    long millis = Duration.between(interval.start(), interval.end()).toMillis();
    return BigDecimal.valueOf(millis).divide(MILLIS_PER_DAY, DAY_DECIMALS, RoundingMode.HALF_EVEN);
  }
}
