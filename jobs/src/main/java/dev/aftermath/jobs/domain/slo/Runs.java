package dev.aftermath.jobs.domain.slo;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds the stretches of slices that are bad beyond the background.
 *
 * <p>The background is the median of the hourly bad ratios outside exclusions and open incidents: a
 * median, so that dips nobody noticed do not hide themselves. A slice is raised when its bad ratio
 * is more than {@value #FACTOR} times that. Raised slices with at most {@value #BRIDGED} others
 * between them, none of them excluded, are one run.
 */
final class Runs {
  static final int FACTOR = 3;
  static final int BRIDGED = 2;
  private static final int RATIO_SCALE = 18;

  private final ObjectiveLedger ledger;
  private final boolean[] excluded;
  private final boolean[] open;

  /**
   * @param excluded slices in approved exclusions; its length is the number of slices to look at
   * @param open slices in which an incident was open
   */
  Runs(ObjectiveLedger ledger, boolean[] excluded, boolean[] open) {
    this.ledger = ledger;
    this.excluded = excluded;
    this.open = open;
  }

  /** Places from one, inclusive, to another, exclusive. */
  record Run(int from, int to) {}

  /** The runs in the order of time. */
  List<Run> find() {
    BigDecimal most = background().multiply(BigDecimal.valueOf(FACTOR));
    List<Run> runs = new ArrayList<>();
    int from = -1;
    int last = -1;
    for (int place = 0; place < excluded.length; place++) {
      boolean raised = !excluded[place] && isRaised(place, most);
      if (from >= 0 && (excluded[place] || place - last > BRIDGED + 1)) {
        runs.add(new Run(from, last + 1));
        from = -1;
      }
      if (raised) {
        from = from < 0 ? place : from;
        last = place;
      }
    }
    if (from >= 0) {
      runs.add(new Run(from, last + 1));
    }
    return runs;
  }

  private boolean isRaised(int place, BigDecimal mostRatio) {
    BigDecimal bad = ledger.bad(place, place + 1L);
    return bad.signum() > 0
        && bad.compareTo(ledger.total(place, place + 1L).multiply(mostRatio)) > 0;
  }

  /** The background rate, rounded to 18 decimals; 0 where nothing is measured. */
  BigDecimal background() {
    List<BigDecimal> ratios = new ArrayList<>();
    List<BigDecimal> undisturbed = new ArrayList<>();
    long length = ledger.timeline().sliceLength().toMillis();
    int hour = (int) Math.max(1, Duration.ofHours(1).toMillis() / length);
    for (int from = 0; from < excluded.length; from += hour) {
      int to = Math.min(excluded.length, from + hour);
      BigDecimal total = ledger.total(from, to);
      if (total.signum() > 0 && isFree(excluded, from, to)) {
        BigDecimal ratio = ledger.bad(from, to).divide(total, RATIO_SCALE, RoundingMode.HALF_EVEN);
        ratios.add(ratio);
        if (isFree(open, from, to)) {
          undisturbed.add(ratio);
        }
      }
    }
    List<BigDecimal> chosen = undisturbed.isEmpty() ? ratios : undisturbed;
    chosen.sort(BigDecimal::compareTo);
    return chosen.isEmpty()
        ? BigDecimal.ZERO
        : chosen.get((chosen.size() - 1) / 2).max(BigDecimal.ZERO);
  }

  private static boolean isFree(boolean[] marks, int from, int to) {
    for (int place = from; place < to; place++) {
      if (marks[place]) {
        return false;
      }
    }
    return true;
  }
}
