package dev.aftermath.jobs.domain.slo;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An incident's record beside what its SLO shows of the same time: records are often closed long
 * after the trouble is over, and durations made from them measure paperwork.
 *
 * @param end when the record was settled, or the instant of the comparison while it is open
 * @param bad how much of the time the SLI was below the slice target, to the second
 * @param unknown how much of the time nothing was measured
 * @param recoveredAt the end of the last bad slice, no later than {@code end}; null without any
 */
public record PaperworkGap(
    IncidentSpan incident,
    Instant end,
    Duration bad,
    Duration unknown,
    @Nullable Instant recoveredAt) {
  /** A record that stays open longer after the recovery is one to ask about. */
  public static final Duration LONG = Duration.ofHours(1);

  /** Compares an incident that was opened before the instant of the comparison. */
  static PaperworkGap of(ObjectiveLedger ledger, IncidentSpan incident, Instant asOf) {
    Instant settledAt = incident.settledAt();
    Instant end = settledAt == null || settledAt.isAfter(asOf) ? asOf : settledAt;
    SliceTimeline slices = ledger.timeline();
    Duration bad = Duration.ZERO;
    Duration unknown = Duration.ZERO;
    Instant recoveredAt = null;
    long to = slices.placeAtOrAfter(end);
    for (long place = slices.placesEndedBy(incident.openedAt()); place < to; place++) {
      Instant sliceEnd = earlier(slices.start(place + 1), end);
      Duration open = Duration.between(later(slices.start(place), incident.openedAt()), sliceEnd);
      switch (ledger.state(Math.toIntExact(place))) {
        case BAD -> {
          bad = bad.plus(open);
          recoveredAt = sliceEnd;
        }
        case UNKNOWN -> unknown = unknown.plus(open);
        default -> {}
      }
    }
    return new PaperworkGap(incident, end, bad, unknown, recoveredAt);
  }

  /** How long the record says that it lasted. */
  public Duration recorded() {
    return Duration.between(incident.openedAt(), end);
  }

  /** Whether it is still open as of the comparison. */
  public boolean isOpen() {
    return incident.settledAt() == null || incident.settledAt().isAfter(end);
  }

  /** How long it stayed open after the recovery; null when nothing was bad meanwhile. */
  public @Nullable Duration openAfterRecovery() {
    return recoveredAt == null ? null : Duration.between(recoveredAt, end);
  }

  /** Whether it stayed open for more than an hour after the recovery. */
  public boolean isOpenLongAfterRecovery() {
    Duration after = openAfterRecovery();
    return after != null && after.compareTo(LONG) > 0;
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }
}
