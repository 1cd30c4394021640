package dev.aftermath.jobs.pipeline;

import dev.aftermath.jobs.domain.slo.BudgetingMethod;
import dev.aftermath.jobs.domain.slo.MissingRule;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * The equations of one objective over one window, true as they are printed: numbers are exact, and
 * a quotient is that of the numbers beside it, rounded to {@value #DIGITS} digits.
 *
 * @param allowed what may be bad of one event
 * @param known slices that were measured
 * @param unknown slices that have ended and were not
 */
record ExplanationSums(
    BigDecimal good,
    BigDecimal total,
    BigDecimal budget,
    BigDecimal allowed,
    long known,
    long unknown,
    BudgetingMethod method) {
  static final int DIGITS = 15;
  private static final MathContext ROUNDED = new MathContext(DIGITS, RoundingMode.HALF_EVEN);

  /** SLI and consumption of what was measured. */
  Optional<BigDecimal> tellMeasured(BiConsumer<String, String> lines) {
    BigDecimal bad = total.subtract(good);
    lines.accept("bad", plain(total) + " - " + plain(good) + " = " + plain(bad));
    lines.accept("SLI", division(good, total));
    lines.accept("consumed", division(bad, budget));
    return quotient(bad, budget);
  }

  /** The same with the holes filled by the rule. */
  Optional<BigDecimal> tell(MissingRule rule, BiConsumer<String, String> lines) {
    if (rule == MissingRule.UNKNOWN || unknown == 0) {
      lines.accept(
          "missing",
          rule.word()
              + (unknown == 0
                  ? ": no slice is unknown, nothing is filled"
                  : ": the " + unknown + " unknown slices are left out"));
      return tellMeasured(lines);
    }
    int ratio = rule == MissingRule.GOOD ? 1 : 0;
    String filled = rule.word() + ": each of the " + unknown + " unknown slices counts as ";
    if (total.signum() == 0) {
      lines.accept("missing", filled + rule.word() + "; nothing happened in measured ones");
      lines.accept("SLI", ratio + " / 1 = " + ratio);
      BigDecimal bad = BigDecimal.valueOf(1L - ratio);
      lines.accept("consumed", division(bad, allowed));
      return quotient(bad, allowed);
    }
    if (method == BudgetingMethod.OCCURRENCES) {
      lines.accept(
          "missing",
          filled
              + rule.word()
              + ", with the events of the mean of the "
              + known
              + " measured ones: all sums are multiplied by "
              + known);
      return tellEvents(ratio, lines);
    }
    lines.accept("missing", filled + "1, all of it " + rule.word());
    return tellSlices(ratio, lines);
  }

  private Optional<BigDecimal> tellEvents(int ratio, BiConsumer<String, String> lines) {
    BigDecimal measured = BigDecimal.valueOf(known);
    BigDecimal holes = BigDecimal.valueOf(unknown);
    BigDecimal all = measured.add(holes);
    BigDecimal filledGood =
        good.multiply(measured).add(total.multiply(holes).multiply(BigDecimal.valueOf(ratio)));
    BigDecimal filledTotal = total.multiply(all);
    BigDecimal filledBudget = budget.multiply(all);
    String added = ratio == 0 ? "0" : plain(total) + " x " + unknown;
    lines.accept(
        "filled good", plain(good) + " x " + known + " + " + added + " = " + plain(filledGood));
    String slices = " x (" + known + " + " + unknown + ") = ";
    lines.accept("filled total", plain(total) + slices + plain(filledTotal));
    lines.accept("filled budget", plain(budget) + slices + plain(filledBudget));
    BigDecimal bad = filledTotal.subtract(filledGood);
    lines.accept("filled bad", plain(filledTotal) + " - " + plain(filledGood) + " = " + plain(bad));
    lines.accept("SLI", division(filledGood, filledTotal));
    lines.accept("consumed", division(bad, filledBudget));
    return quotient(bad, filledBudget);
  }

  private Optional<BigDecimal> tellSlices(int ratio, BiConsumer<String, String> lines) {
    BigDecimal holes = BigDecimal.valueOf(unknown);
    BigDecimal filledGood = good.add(holes.multiply(BigDecimal.valueOf(ratio)));
    BigDecimal filledTotal = total.add(holes);
    BigDecimal bad = filledTotal.subtract(filledGood);
    String added = ratio == 0 ? "0" : String.valueOf(unknown);
    lines.accept("filled good", plain(good) + " + " + added + " = " + plain(filledGood));
    lines.accept("filled total", plain(total) + " + " + unknown + " = " + plain(filledTotal));
    lines.accept("filled bad", plain(filledTotal) + " - " + plain(filledGood) + " = " + plain(bad));
    lines.accept("SLI", division(filledGood, filledTotal));
    BigDecimal over = bad.multiply(total);
    BigDecimal under = budget.multiply(filledTotal);
    lines.accept(
        "consumed",
        "("
            + plain(bad)
            + " x "
            + plain(total)
            + ") / ("
            + plain(budget)
            + " x "
            + plain(filledTotal)
            + ") = "
            + quotient(over, under)
                .map(ExplanationSums::plain)
                .orElse("undefined, there is no budget"));
    return quotient(over, under);
  }

  /** A division as an equation, or that there is none. */
  static String division(BigDecimal over, BigDecimal under) {
    return plain(over)
        + " / "
        + plain(under)
        + " = "
        + quotient(over, under).map(ExplanationSums::plain).orElse("undefined");
  }

  /** A number without an exponent and without zeros at its end. */
  static String plain(BigDecimal number) {
    return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
  }

  private static Optional<BigDecimal> quotient(BigDecimal over, BigDecimal under) {
    return under.signum() == 0 ? Optional.empty() : Optional.of(over.divide(under, ROUNDED));
  }
}
