package dev.aftermath.jobs.pipeline;

import dev.aftermath.jobs.domain.slo.BudgetingMethod;
import dev.aftermath.jobs.domain.slo.MissingRule;
import dev.aftermath.jobs.domain.slo.WindowSums;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Optional;

/**
 * The equations of one objective over one window, true as they are printed: numbers are exact, and
 * a quotient is that of the numbers beside it, rounded to {@value #DIGITS} digits.
 */
record ExplanationSums(WindowSums sums) {
  static final int DIGITS = 15;
  private static final MathContext ROUNDED = new MathContext(DIGITS, RoundingMode.HALF_EVEN);

  /** The results as they were printed; empty where nothing happened, or there is no budget. */
  record Results(Optional<BigDecimal> sli, Optional<BigDecimal> consumed) {}

  /** SLI and consumption of what was measured. */
  Results tellMeasured(ExplanationLines lines) {
    lines.add("bad", difference(sums.total(), sums.good()));
    lines.add("SLI", division(sums.good(), sums.total()));
    lines.add("consumed", division(sums.bad(), sums.budget()));
    return new Results(quotient(sums.good(), sums.total()), quotient(sums.bad(), sums.budget()));
  }

  /** Whether the rule puts anything in the place of slices that were not measured. */
  boolean isFilledBy(MissingRule rule) {
    return rule != MissingRule.UNKNOWN && sums.holes() > 0;
  }

  /** The same with the holes filled by the rule. */
  Results tell(MissingRule rule, ExplanationLines lines) {
    if (!isFilledBy(rule)) {
      lines.add(
          "missing",
          rule.word()
              + (sums.holes() == 0
                  ? ": no slice is unknown, nothing is filled"
                  : ": the " + sums.holes() + " unknown slices are left out"));
      return tellMeasured(lines);
    }
    int ratio = rule == MissingRule.GOOD ? 1 : 0;
    String filled = rule.word() + ": each of the " + sums.holes() + " unknown slices counts as ";
    if (sums.total().signum() == 0) {
      lines.add("missing", filled + rule.word() + "; nothing happened in measured ones");
      lines.add("SLI", ratio + " / 1 = " + ratio);
      BigDecimal bad = BigDecimal.valueOf(1L - ratio);
      lines.add("consumed", division(bad, sums.allowedRatio()));
      return new Results(
          Optional.of(BigDecimal.valueOf(ratio)), quotient(bad, sums.allowedRatio()));
    }
    if (sums.method() == BudgetingMethod.OCCURRENCES) {
      lines.add("missing", filled + rule.word() + ", with the events of a mean measured slice");
      lines.more("(so that nothing is divided, all sums are multiplied by " + sums.known() + ")");
      return tellEvents(ratio, lines);
    }
    lines.add("missing", filled + "1, all of it " + rule.word());
    return tellSlices(ratio, lines);
  }

  private Results tellEvents(int ratio, ExplanationLines lines) {
    BigDecimal measured = BigDecimal.valueOf(sums.known());
    BigDecimal holes = BigDecimal.valueOf(sums.holes());
    BigDecimal all = measured.add(holes);
    BigDecimal good =
        sums.good()
            .multiply(measured)
            .add(sums.total().multiply(holes).multiply(BigDecimal.valueOf(ratio)));
    BigDecimal total = sums.total().multiply(all);
    BigDecimal budget = sums.budget().multiply(all);
    String added = ratio == 0 ? "0" : plain(sums.total()) + " x " + sums.holes();
    lines.add(
        "filled good",
        plain(sums.good()) + " x " + sums.known() + " + " + added + " = " + plain(good));
    lines.add("filled total", plain(sums.total()) + " x " + slices() + " = " + plain(total));
    lines.add("filled budget", plain(sums.budget()) + " x " + slices() + " = " + plain(budget));
    lines.add("filled bad", difference(total, good));
    lines.add("SLI", division(good, total));
    BigDecimal bad = total.subtract(good);
    lines.add("consumed", division(bad, budget));
    return new Results(quotient(good, total), quotient(bad, budget));
  }

  private Results tellSlices(int ratio, ExplanationLines lines) {
    BigDecimal holes = BigDecimal.valueOf(sums.holes());
    BigDecimal good = sums.good().add(holes.multiply(BigDecimal.valueOf(ratio)));
    BigDecimal total = sums.total().add(holes);
    BigDecimal bad = total.subtract(good);
    String added = ratio == 0 ? "0" : String.valueOf(sums.holes());
    lines.add("filled good", plain(sums.good()) + " + " + added + " = " + plain(good));
    lines.add("filled total", plain(sums.total()) + " + " + sums.holes() + " = " + plain(total));
    lines.add("filled bad", difference(total, good));
    lines.add("SLI", division(good, total));
    BigDecimal over = bad.multiply(sums.total());
    BigDecimal under = sums.budget().multiply(total);
    lines.add(
        "consumed",
        product(bad, sums.total())
            + " / "
            + product(sums.budget(), total)
            + " = "
            + printed(quotient(over, under)));
    return new Results(quotient(good, total), quotient(over, under));
  }

  /** The SLI if all that is unknown or undecided was bad. */
  String worst() {
    return bound(sums.good(), 0);
  }

  /** The SLI if all that is unknown or undecided was good. */
  String best() {
    return bound(sums.good().add(sums.undecided()), 1);
  }

  private String bound(BigDecimal good, int ratio) {
    if (sums.total().signum() == 0) {
      return ratio + " / 1 = " + ratio;
    }
    BigDecimal known = BigDecimal.valueOf(sums.known());
    BigDecimal holes = BigDecimal.valueOf(sums.holes());
    BigDecimal filled = holes.multiply(BigDecimal.valueOf(ratio));
    String sure =
        sums.undecided().signum() == 0 || ratio == 0
            ? plain(good)
            : "(" + plain(sums.good()) + " + " + plain(sums.undecided()) + ")";
    if (sums.holes() == 0) {
      return sure + " / " + plain(sums.total()) + " = " + printed(quotient(good, sums.total()));
    }
    if (sums.method() == BudgetingMethod.OCCURRENCES) {
      String added = ratio == 0 ? "" : " + " + plain(sums.total()) + " x " + sums.holes();
      return "("
          + sure
          + " x "
          + sums.known()
          + added
          + ") / ("
          + plain(sums.total())
          + " x "
          + slices()
          + ") = "
          + printed(
              quotient(
                  good.multiply(known).add(sums.total().multiply(filled)),
                  sums.total().multiply(known.add(holes))));
    }
    return "("
        + sure
        + " + "
        + plain(filled)
        + ") / ("
        + plain(sums.total())
        + " + "
        + sums.holes()
        + ") = "
        + printed(quotient(good.add(filled), sums.total().add(holes)));
  }

  private String slices() {
    return "(" + sums.known() + " + " + sums.holes() + ")";
  }

  private static String product(BigDecimal one, BigDecimal other) {
    return "(" + plain(one) + " x " + plain(other) + ")";
  }

  /** A difference as an equation. */
  static String difference(BigDecimal from, BigDecimal what) {
    BigDecimal left = from.subtract(what);
    return what.signum() < 0
        ? plain(from) + " + " + plain(what.negate()) + " = " + plain(left)
        : plain(from) + " - " + plain(what) + " = " + plain(left);
  }

  /** A division as an equation, or that there is none. */
  static String division(BigDecimal over, BigDecimal under) {
    return plain(over) + " / " + plain(under) + " = " + printed(quotient(over, under));
  }

  /** A number without an exponent and without zeros at its end. */
  static String plain(BigDecimal number) {
    return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
  }

  static Optional<BigDecimal> quotient(BigDecimal over, BigDecimal under) {
    return under.signum() == 0 ? Optional.empty() : Optional.of(over.divide(under, ROUNDED));
  }

  private static String printed(Optional<BigDecimal> number) {
    return number.map(ExplanationSums::plain).orElse("undefined");
  }
}
