package dev.aftermath.jobs.domain.slo;

import dev.aftermath.jobs.domain.calendar.RollingWindow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The slice ends at which the verdict on a rolling window turns, so that no stretch in which it is
 * missed lies hidden between two ends of days.
 *
 * <p>Only a window that is measured from its beginning on is looked at: when the first slice of all
 * is bad, so is every window so far, and that is no news. A calendar window begins like that time
 * and again and is therefore judged at ends of days alone.
 */
final class Turns {
  private static final long SHARE_OF_WINDOW = 100;

  private final WindowLedger ledger;
  private final PlaceVerdicts verdicts;

  private Turns(WindowLedger ledger, PlaceVerdicts verdicts) {
    this.ledger = ledger;
    this.verdicts = verdicts;
  }

  /**
   * Ends of slices, ascending: each first one at which the window is missed, and each first one at
   * which it is met again for at least a hundredth of its length until it is missed once more. A
   * shorter interruption of a breach is none: at the very edge of the budget every slice turns it.
   *
   * @param beginning looked at are slice ends after it
   * @param lastPlace the last one that is looked at
   */
  static List<Instant> of(
      Judgement judgement, PlaceVerdicts verdicts, Instant beginning, long lastPlace) {
    WindowLedger ledger = judgement.ledger();
    return judgement.window() instanceof RollingWindow && ledger.firstSlice().isPresent()
        ? new Turns(ledger, verdicts).between(ledger.places().endedBy(beginning) + 1, lastPlace)
        : List.of();
  }

  private List<Instant> between(long firstPlace, long lastPlace) {
    List<Instant> turns = new ArrayList<>();
    long place = Math.max(firstPlace, firstFull(lastPlace));
    long metSince = place;
    boolean wasMissed = false;
    for (; place <= lastPlace; place++) {
      boolean isMissed = verdicts.missed(place);
      if (isMissed && !wasMissed) {
        if ((place - metSince) * SHARE_OF_WINDOW >= place - verdicts.from(place)
            && metSince < place) {
          turns.add(ledger.places().start(metSince));
        }
        turns.add(ledger.places().start(place));
      } else if (wasMissed && !isMissed) {
        metSince = place;
      }
      wasMissed = isMissed;
    }
    return turns;
  }

  private long firstFull(long lastPlace) {
    long begun = ledger.places().atOrAfter(ledger.firstSlice().orElseThrow());
    long place = begun;
    while (place <= lastPlace && verdicts.from(place) < begun) {
      place++;
    }
    return place;
  }
}
