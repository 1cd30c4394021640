package dev.aftermath.jobs.pipeline;

import dev.aftermath.jobs.domain.slo.BudgetingMethod;
import dev.aftermath.jobs.domain.slo.WindowSums;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** What of a window was measured, and what the rest could change. */
final class ExplanationBounds {
  private final ExplainedFigure figure;
  private final @Nullable ExplanationBasis basis;
  private final ExplanationLines lines;

  /**
   * The bounds of a figure.
   *
   * @param basis null when the settings lack the version that the figure was made under
   */
  ExplanationBounds(
      ExplainedFigure figure, @Nullable ExplanationBasis basis, ExplanationLines lines) {
    this.figure = figure;
    this.basis = basis;
    this.lines = lines;
  }

  void tell() {
    slices();
    if (basis == null || basis.isSumOfParts()) {
      bounds(figure.stored("sli_worst"), figure.stored("sli_best"));
    } else {
      ofOne(ExplanationArithmetic.sums(figure, basis));
    }
    lines.add(
        "interval",
        figure.ratio("sli_low") == null
            ? "none: Wilson's is of events or slices that are good or not"
            : "95 % of "
                + figure.stored("sli_low")
                + " to "
                + figure.stored("sli_high")
                + " (Wilson)");
  }

  private void slices() {
    long good = figure.count("good_slice_count");
    long bad = figure.count("bad_slice_count");
    long idle = figure.count("idle_slice_count");
    long known = good + bad + idle;
    long unknown = figure.count("unknown_slice_count");
    lines.add(
        "slices", good + " good + " + bad + " bad + " + idle + " idle = " + known + " measured");
    lines.add(
        "coverage",
        known
            + " / ("
            + known
            + " + "
            + unknown
            + " unknown) = "
            + ExplanationSums.quotient(
                    BigDecimal.valueOf(known), BigDecimal.valueOf(known + unknown))
                .map(ExplanationSums::plain)
                .orElse("undefined"));
  }

  private void ofOne(WindowSums sums) {
    boolean isDecided = sums.undecided().signum() == 0;
    if (isDecided && sums.holes() == 0) {
      lines.add("bounds", "none: every slice was measured, and all of it is decided");
      return;
    }
    if (!isDecided) {
      String unit = sums.method() == BudgetingMethod.OCCURRENCES ? " events" : " of the slices";
      lines.add(
          "undecided",
          ExplanationSums.plain(sums.undecided())
              + unit
              + ": bad in the figure, good at best (a bucket reaches across the threshold)");
    }
    ExplanationSums equations = new ExplanationSums(sums);
    bounds(equations.worst(), equations.best());
  }

  private void bounds(String worst, String best) {
    lines.add("worst", "SLI " + worst + " (" + figure.text("verdict_worst") + ")");
    lines.add("best", "SLI " + best + " (" + figure.text("verdict_best") + ")");
    lines.more("(if all that is unknown or undecided was bad, and if it was good)");
  }
}
