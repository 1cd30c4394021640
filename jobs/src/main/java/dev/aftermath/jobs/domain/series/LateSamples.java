package dev.aftermath.jobs.domain.series;

import java.util.ArrayList;
import java.util.List;

/**
 * Tells which samples of a series came late, from what its exports hold and not from when they
 * arrived.
 *
 * <p>An export passes a sample over when it has the series before and after it and not at it: the
 * server did not have it when that export was made. A sample is late when some export passes it
 * over that ends no later than every export that has it. An export ends with its last sample of any
 * series; it cannot have been made before.
 */
public final class LateSamples {
  private final List<long[]> instants = new ArrayList<>();
  private final List<Long> ends = new ArrayList<>();

  /**
   * Adds what one export has of the series.
   *
   * @param endMillis the last sample of any series of the export
   * @param epochMillis the instants of the series, ascending, each once
   */
  public void add(long endMillis, long[] epochMillis) {
    instants.add(epochMillis);
    ends.add(endMillis);
  }

  /** How many instants are late. */
  public long count() {
    long late = 0;
    int[] next = new int[instants.size()];
    while (true) {
      long instant = Long.MAX_VALUE;
      for (int i = 0; i < next.length; i++) {
        instant = Math.min(instant, isPast(i, next) ? Long.MAX_VALUE : instants.get(i)[next[i]]);
      }
      if (instant == Long.MAX_VALUE) {
        return late;
      }
      long firstEnd = Long.MAX_VALUE;
      long firstPassing = Long.MAX_VALUE;
      for (int i = 0; i < next.length; i++) {
        if (isPast(i, next)) {
          continue;
        }
        if (instants.get(i)[next[i]] == instant) {
          firstEnd = Math.min(firstEnd, ends.get(i));
          next[i]++;
        } else if (next[i] > 0) {
          firstPassing = Math.min(firstPassing, ends.get(i));
        }
      }
      late += firstPassing <= firstEnd && firstPassing < Long.MAX_VALUE ? 1 : 0;
    }
  }

  private boolean isPast(int export, int[] next) {
    return next[export] == instants.get(export).length;
  }
}
