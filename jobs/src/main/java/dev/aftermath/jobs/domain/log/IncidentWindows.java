package dev.aftermath.jobs.domain.log;

import dev.aftermath.jobs.domain.statistics.Share;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;

/**
 * The time of one service cut into windows of one length: one around the opening of each of its
 * incidents, and all in which nothing was wrong. Windows are what is counted, not lines and not
 * minutes: a fault says the same thing a thousand times over, and that is one piece of evidence.
 *
 * <p>An incident that is opened while another is not over belongs to that one. All numbers are
 * minutes since the epoch, ends are exclusive.
 */
public final class IncidentWindows {
  private static final Comparator<Trouble> BY_OPENING =
      Comparator.comparingLong(Trouble::openedMinute).thenComparing(Trouble::kind);

  private final LiftRule rule;
  private final long from;
  private final long[] starts;
  private final BitSet quiet;

  private IncidentWindows(LiftRule rule, long from, long[] starts, BitSet quiet) {
    this.rule = rule;
    this.from = from;
    this.starts = starts;
    this.quiet = quiet;
  }

  /** The windows of the time from one minute to another. */
  public static IncidentWindows of(LiftRule rule, List<Trouble> troubles, long from, long to) {
    int length = rule.windowMinutes();
    BitSet quiet = new BitSet();
    quiet.set(0, (int) ((to - from) / length));
    List<Long> starts = new ArrayList<>();
    long quietFrom = Long.MIN_VALUE;
    for (Trouble trouble : troubles.stream().sorted(BY_OPENING).toList()) {
      long start = trouble.openedMinute() - rule.beforeMinutes();
      long end = Math.max(start + length, trouble.quietFromMinute());
      boolean isInside = start >= from && start + length <= to;
      if (trouble.kind() == Trouble.Kind.COUNTED && isInside && start >= quietFrom) {
        starts.add(start);
      }
      quietFrom = Math.max(quietFrom, end);
      if (end > from && start < to) {
        quiet.clear(
            (int) (Math.max(0, start - from) / length), (int) ((end - 1 - from) / length) + 1);
      }
    }
    return new IncidentWindows(
        rule, from, starts.stream().mapToLong(Long::longValue).toArray(), quiet);
  }

  /** How many incidents have a window that lies in the minutes in which lines were collected. */
  public long incidentCount(long observedFrom, long observedTo) {
    return Arrays.stream(starts)
        .filter(start -> start >= observedFrom && start + rule.windowMinutes() <= observedTo)
        .count();
  }

  /** How many quiet windows lie in the minutes in which lines were collected. */
  public long quietCount(long observedFrom, long observedTo) {
    int length = rule.windowMinutes();
    return quiet.stream()
        .filter(i -> from + (long) i * length >= observedFrom)
        .filter(i -> from + (i + 1L) * length <= observedTo)
        .count();
  }

  /** Nothing seen yet. */
  public Sightings sightings() {
    return new Sightings();
  }

  /** The windows that a template was said in. */
  public final class Sightings {
    private final BitSet before = new BitSet();
    private final BitSet during = new BitSet();
    private final BitSet otherwise = new BitSet();

    private Sightings() {}

    /** Takes in a minute in which the template was said. */
    public void add(long minute) {
      int window = window(minute);
      if (window >= 0) {
        (minute < starts[window] + rule.beforeMinutes() ? before : during).set(window);
      }
      long place = Math.floorDiv(minute - from, rule.windowMinutes());
      if (place >= 0 && place < quiet.length() && quiet.get((int) place)) {
        otherwise.set((int) place);
      }
    }

    /** The counts, given in which minutes lines were collected. */
    public Lift lift(long observedFrom, long observedTo) {
      BitSet around = (BitSet) before.clone();
      around.or(during);
      return new Lift(
          new Share(around.cardinality(), incidentCount(observedFrom, observedTo)),
          new Share(otherwise.cardinality(), quietCount(observedFrom, observedTo)),
          before.cardinality(),
          during.cardinality());
    }

    private int window(long minute) {
      int found = Arrays.binarySearch(starts, minute);
      int window = found >= 0 ? found : -found - 2;
      return window >= 0 && minute < starts[window] + rule.windowMinutes() ? window : -1;
    }
  }
}
