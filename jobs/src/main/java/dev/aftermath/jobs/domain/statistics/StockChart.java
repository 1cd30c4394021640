package dev.aftermath.jobs.domain.statistics;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What was open when each week ended. One long incident is in many weeks, so that neighbours
 * resemble each other: moving ranges alone would set the limits too narrow, and four weeks together
 * tell little more than one. The limits take the spread of all weeks where that is wider
 * (Montgomery, Introduction to Statistical Quality Control, section 10.4, on autocorrelated data).
 */
public final class StockChart extends CountChart {
  /** A chart. */
  public StockChart() {}

  @Override
  double dispersion(List<Long> baseline) {
    double squares =
        Arrays.stream(standardised(baseline)).map(distance -> distance * distance).sum();
    return Math.max(super.dispersion(baseline), Math.sqrt(squares / (baseline.size() - 1)));
  }

  @Override
  boolean poolsWeeks() {
    return false;
  }

  @Override
  Optional<Double> detectable(List<Long> baseline, double dispersion) {
    return Optional.empty();
  }
}
