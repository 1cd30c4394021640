package dev.aftermath.jobs.domain.incident;

import java.time.Instant;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * One thing that happened to an incident.
 *
 * @param actor the source's own id of who did it; null when it does not tell
 * @param detail the channel, reason or state in the source's own word
 */
public record IncidentEvent(
    Instant at,
    EventKind kind,
    ActorKind actorKind,
    @Nullable String actor,
    @Nullable String detail)
    implements Comparable<IncidentEvent> {

  /** By time, then by kind, so that what happens in one second has one order; then by content. */
  private static final Comparator<IncidentEvent> ORDER =
      Comparator.comparing(IncidentEvent::at)
          .thenComparing(IncidentEvent::kind)
          .thenComparing(IncidentEvent::actorKind)
          .thenComparing(IncidentEvent::actor, Comparator.nullsLast(Comparator.naturalOrder()))
          .thenComparing(IncidentEvent::detail, Comparator.nullsLast(Comparator.naturalOrder()));

  /** An event that no actor is known of. */
  static IncidentEvent unattributed(Instant at, EventKind kind, @Nullable String detail) {
    return new IncidentEvent(at, kind, ActorKind.UNKNOWN, null, detail);
  }

  @Override
  public int compareTo(IncidentEvent other) {
    return ORDER.compare(this, other);
  }

  /**
   * Whether both tell of the same happening: the same kind in the same second, and neither the
   * actor nor, where one act reaches several channels, the channel contradicts.
   */
  boolean tellsTheSameAs(IncidentEvent other) {
    return kind == other.kind
        && at.getEpochSecond() == other.at.getEpochSecond()
        && agree(actor, other.actor)
        && (!repeatsPerChannel() || agree(detail, other.detail));
  }

  /** One event that knows what either knows. */
  IncidentEvent joinedWith(IncidentEvent other) {
    return new IncidentEvent(
        at.isBefore(other.at) ? at : other.at,
        kind,
        actorKind.compareTo(other.actorKind) <= 0 ? actorKind : other.actorKind,
        lesser(actor, other.actor),
        lesser(detail, other.detail));
  }

  private boolean repeatsPerChannel() {
    return switch (kind) {
      case NOTIFIED, ANNOTATED, ALERTED, OTHER -> true;
      default -> false;
    };
  }

  private static boolean agree(@Nullable String one, @Nullable String other) {
    return one == null || other == null || one.equals(other);
  }

  private static @Nullable String lesser(@Nullable String one, @Nullable String other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return one.compareTo(other) <= 0 ? one : other;
  }
}
