package dev.aftermath.jobs.domain.slo;

import dev.aftermath.jobs.domain.digest.Sha256;

/** Names what is counted into which slices, however many objectives ask for it. */
final class Measure {
  private static final int DIGITS = 16;

  private Measure() {}

  static String key(Indicator indicator, SliceGrid grid) {
    return Sha256.hex(indicator + "\n" + grid.length()).substring(0, DIGITS);
  }
}
