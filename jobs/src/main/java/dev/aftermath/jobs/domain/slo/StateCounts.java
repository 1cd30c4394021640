package dev.aftermath.jobs.domain.slo;

/** The states of slices one after the other, so that any stretch is counted by subtractions. */
final class StateCounts {
  private final SliceState[] states;
  private final int[] good;
  private final int[] bad;
  private final int[] idle;
  private final int[] excluded;
  private int size;

  /** For so many slices at most. */
  StateCounts(int most) {
    this.states = new SliceState[most];
    this.good = new int[most + 1];
    this.bad = new int[most + 1];
    this.idle = new int[most + 1];
    this.excluded = new int[most + 1];
  }

  /** Adds the next slice. */
  void add(SliceState state) {
    good[size + 1] = good[size];
    bad[size + 1] = bad[size];
    idle[size + 1] = idle[size];
    excluded[size + 1] = excluded[size];
    switch (state) {
      case GOOD -> good[size + 1]++;
      case BAD -> bad[size + 1]++;
      case IDLE -> idle[size + 1]++;
      case EXCLUDED -> excluded[size + 1]++;
      case UNKNOWN -> {
        // What is left of the stretch.
      }
    }
    states[size] = state;
    size++;
  }

  /** The state of a slice; beyond those that were added none is known. */
  SliceState at(int place) {
    return place >= 0 && place < size ? states[place] : SliceState.UNKNOWN;
  }

  /**
   * Counts a stretch.
   *
   * @param ended how many slices of the window have ended, those beyond the timeline included
   */
  SloEvaluation.SliceCounts between(int from, int to, long ended) {
    long goodCount = good[to] - (long) good[from];
    long badCount = bad[to] - (long) bad[from];
    long idleCount = idle[to] - (long) idle[from];
    long excludedCount = excluded[to] - (long) excluded[from];
    return new SloEvaluation.SliceCounts(
        goodCount,
        badCount,
        idleCount,
        ended - goodCount - badCount - idleCount - excludedCount,
        excludedCount);
  }
}
