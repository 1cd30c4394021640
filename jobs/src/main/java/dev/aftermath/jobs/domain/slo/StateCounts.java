package dev.aftermath.jobs.domain.slo;

/** The states of slices one after the other, so that any stretch is counted by subtractions. */
final class StateCounts {
  private final Marks good;
  private final Marks bad;
  private final Marks idle;
  private final Marks excluded;
  private int size;

  /** For so many slices at most. */
  StateCounts(int most) {
    this.good = new Marks(most);
    this.bad = new Marks(most);
    this.idle = new Marks(most);
    this.excluded = new Marks(most);
  }

  /** Adds the next slice; before any are counted. */
  void add(SliceState state) {
    switch (state) {
      case GOOD -> good.mark(size);
      case BAD -> bad.mark(size);
      case IDLE -> idle.mark(size);
      case EXCLUDED -> excluded.mark(size);
      case UNKNOWN -> {
        // What is left of the stretch.
      }
    }
    size++;
  }

  /** The state of a slice; beyond those that were added none is known. */
  SliceState at(int place) {
    if (place < 0 || place >= size) {
      return SliceState.UNKNOWN;
    }
    if (good.has(place)) {
      return SliceState.GOOD;
    }
    if (bad.has(place)) {
      return SliceState.BAD;
    }
    if (idle.has(place)) {
      return SliceState.IDLE;
    }
    return excluded.has(place) ? SliceState.EXCLUDED : SliceState.UNKNOWN;
  }

  /**
   * Counts a stretch.
   *
   * @param ended how many slices of the window have ended, those beyond the timeline included
   */
  SloEvaluation.SliceCounts between(int from, int to, long ended) {
    long goodCount = good.between(from, to);
    long badCount = bad.between(from, to);
    long idleCount = idle.between(from, to);
    long excludedCount = excluded.between(from, to);
    return new SloEvaluation.SliceCounts(
        goodCount,
        badCount,
        idleCount,
        ended - goodCount - badCount - idleCount - excludedCount,
        excludedCount);
  }

  /** Marked places: a bit for each, and a sum for each word of them. */
  private static final class Marks {
    private final long[] bits;
    private final int[] before;
    private int counted;

    Marks(int most) {
      this.bits = new long[(most >> 6) + 1];
      this.before = new int[bits.length];
    }

    /** Marks a place; before any are counted. */
    void mark(int place) {
      bits[place >> 6] |= 1L << place;
    }

    boolean has(int place) {
      return (bits[place >> 6] & 1L << place) != 0;
    }

    int between(int from, int to) {
      return upTo(to) - upTo(from);
    }

    private int upTo(int place) {
      int word = place >> 6;
      countUpTo(word);
      return before[word] + Long.bitCount(bits[word] & ~(-1L << place));
    }

    private void countUpTo(int word) {
      while (counted < word) {
        before[counted + 1] = before[counted] + Long.bitCount(bits[counted]);
        counted++;
      }
    }
  }
}
