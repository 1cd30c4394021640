package dev.aftermath.jobs.domain.incident;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The events of one incident in order, each happening once however many records tell of it. */
public final class IncidentTimeline {
  /** Clocks of a source and of its log may differ so much without contradicting each other. */
  public static final Duration CLOCK_SKEW = Duration.ofSeconds(5);

  private final List<IncidentEvent> events;

  private IncidentTimeline(List<IncidentEvent> events) {
    this.events = List.copyOf(events);
  }

  /** The timeline of events told in any order and any number of times. */
  public static IncidentTimeline of(Collection<IncidentEvent> told) {
    List<IncidentEvent> kept = new ArrayList<>();
    for (IncidentEvent event : new TreeSet<>(told)) {
      int same = placeOfSame(kept, event);
      if (same < 0) {
        kept.add(event);
      } else {
        kept.set(same, kept.get(same).joinedWith(event));
      }
    }
    kept.sort(null);
    return new IncidentTimeline(kept);
  }

  private static int placeOfSame(List<IncidentEvent> kept, IncidentEvent event) {
    long second = event.at().getEpochSecond();
    for (int i = kept.size() - 1; i >= 0; i--) {
      if (kept.get(i).at().getEpochSecond() != second) {
        return -1;
      }
      if (kept.get(i).tellsTheSameAs(event)) {
        return i;
      }
    }
    return -1;
  }

  /** The events, ascending in time. */
  public List<IncidentEvent> events() {
    return events;
  }

  /** How many events of a kind there are. */
  public long count(EventKind kind) {
    return events.stream().filter(event -> event.kind() == kind).count();
  }

  /** The first event that fits; null when none does. */
  public @Nullable IncidentEvent first(Predicate<IncidentEvent> fits) {
    return events.stream().filter(fits).findFirst().orElse(null);
  }

  /** The last event of a kind; null when there is none. */
  public @Nullable IncidentEvent last(EventKind kind) {
    return events.stream()
        .filter(event -> event.kind() == kind)
        .reduce((former, latter) -> latter)
        .orElse(null);
  }

  /** The time of the last event of a kind; null when there is none. */
  @Nullable Instant lastAt(EventKind kind) {
    IncidentEvent last = last(kind);
    return last == null ? null : last.at();
  }

  /**
   * How often the incident was acknowledged again after its acknowledgement had been withdrawn or
   * had run out.
   */
  public long reacknowledgedCount() {
    long count = 0;
    boolean withdrawn = false;
    for (IncidentEvent event : events) {
      if (event.kind() == EventKind.UNACKNOWLEDGED) {
        withdrawn = true;
      } else if (event.kind() == EventKind.ACKNOWLEDGED && withdrawn) {
        count++;
        withdrawn = false;
      }
    }
    return count;
  }
}
