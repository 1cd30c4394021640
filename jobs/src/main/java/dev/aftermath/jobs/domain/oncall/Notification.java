package dev.aftermath.jobs.domain.oncall;

import java.time.Instant;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * A message that told somebody of an incident.
 *
 * @param incident the incident's key in the paging system
 * @param medium how the message came
 * @param team whose incident it is; null when that is not known
 * @param incidentOpenedAt when the incident was opened; null when that is not known
 */
public record Notification(
    Instant at,
    String incident,
    Medium medium,
    @Nullable String team,
    @Nullable Instant incidentOpenedAt)
    implements Comparable<Notification> {

  private static final Comparator<Notification> ORDER =
      Comparator.comparing(Notification::at)
          .thenComparing(Notification::incident)
          .thenComparing(Notification::medium);

  /** How a message comes. */
  public enum Medium {
    PUSH,
    SMS,
    PHONE,
    EMAIL;

    /** Whether it interrupts whoever gets it: mail waits. */
    public boolean interrupts() {
      return this != EMAIL;
    }

    /** The word in events. */
    public String word() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  @Override
  public int compareTo(Notification other) {
    return ORDER.compare(this, other);
  }
}
