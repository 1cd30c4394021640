package dev.aftermath.jobs.pipeline;

import static dev.aftermath.jobs.pipeline.ExplanationSums.plain;

import dev.aftermath.jobs.domain.slo.BudgetingMethod;
import dev.aftermath.jobs.domain.slo.ObjectiveLedger;
import dev.aftermath.jobs.domain.slo.SliceState;
import dev.aftermath.jobs.domain.slo.SliceTimeline;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The slices that cost a figure most, as they were measured. */
final class ExplanationSlices {
  private static final int MOST = 5;

  private final ExplanationBasis basis;
  private final ExplanationLines lines;

  /** The slices of a figure. */
  ExplanationSlices(ExplanationBasis basis, ExplanationLines lines) {
    this.basis = basis;
    this.lines = lines;
  }

  /**
   * A slice of which anything was bad.
   *
   * @param cost bad events; where slices are judged, the bad ratio
   * @param text what was measured
   */
  private record Bad(Instant start, BigDecimal cost, String text) {}

  void tell() {
    List<Bad> all = new ArrayList<>();
    basis.measuredParts().forEach(part -> addBad(part, all));
    if (all.isEmpty()) {
      lines.add("worst slice", "none: nothing that was measured in the window cost anything");
      return;
    }
    all.sort(Comparator.comparing(Bad::cost).reversed().thenComparing(Bad::start));
    all.stream()
        .limit(MOST)
        .forEach(bad -> lines.add("worst slice", bad.start() + ": " + bad.text()));
    if (all.size() > MOST) {
      lines.more("and " + (all.size() - MOST) + " more that cost anything");
    }
  }

  private void addBad(ExplainedPart part, List<Bad> all) {
    SliceTimeline slices = part.gross().timeline();
    int from = (int) Math.max(0, Math.min(slices.size(), part.firstPlace()));
    int to = (int) Math.max(from, Math.min(slices.size(), part.lastPlace()));
    for (int place = from; place < to; place++) {
      BigDecimal good = slices.good(place);
      BigDecimal total = slices.total(place);
      if (good != null && total != null && isCostly(part.gross(), place, good, total)) {
        String name = basis.isWhole() ? part.objective().name() + ", " : "";
        all.add(
            new Bad(slices.start(place), cost(good, total), name + text(part, place, good, total)));
      }
    }
  }

  private boolean isCostly(ObjectiveLedger gross, int place, BigDecimal good, BigDecimal total) {
    return basis.ruling().method() == BudgetingMethod.TIMESLICES
        ? gross.state(place) == SliceState.BAD
        : good.compareTo(total) < 0;
  }

  private BigDecimal cost(BigDecimal good, BigDecimal total) {
    BigDecimal bad = total.subtract(good);
    return basis.ruling().method() == BudgetingMethod.OCCURRENCES
        ? bad
        : bad.divide(total, MathContext.DECIMAL128);
  }

  private String text(ExplainedPart part, int place, BigDecimal good, BigDecimal total) {
    SliceTimeline slices = part.gross().timeline();
    BigDecimal undecided = slices.undecided(place);
    String counted =
        basis.ruling().method() == BudgetingMethod.OCCURRENCES
            ? plain(good) + " good of " + plain(total)
            : "good " + ExplanationSums.division(good, total);
    String target =
        basis.ruling().method() == BudgetingMethod.TIMESLICES
            ? ", below " + plain(sliceTarget(part, slices.start(place)))
            : "";
    return counted
        + target
        + (undecided.signum() == 0 ? "" : ", " + plain(undecided) + " undecided");
  }

  /** A slice is judged by the version that rules its start. */
  private static BigDecimal sliceTarget(ExplainedPart part, Instant start) {
    return part.gross().objectiveAt(start.plusNanos(1)).sliceTarget();
  }
}
