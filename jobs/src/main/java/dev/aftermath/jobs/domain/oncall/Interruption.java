package dev.aftermath.jobs.domain.oncall;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/**
 * One time that one person was torn out of something: the messages by push, SMS or phone that came
 * within a minute, as PagerDuty's analytics count interruptions. E-mail interrupts nobody.
 *
 * @param first the message that it began with
 * @param notificationCount the messages it is made of, of whichever incidents
 */
public record Interruption(Notification first, int notificationCount) {
  /** Messages up to so long after the first are the same interruption. */
  public static final Duration ONE = Duration.ofSeconds(60);

  /** The interruptions of one person by messages in any order, ascending. */
  public static List<Interruption> of(Collection<Notification> messages) {
    List<Interruption> interruptions = new ArrayList<>();
    Notification first = null;
    int count = 0;
    for (Notification message : new TreeSet<>(messages)) {
      if (!message.medium().interrupts()) {
        continue;
      }
      if (first != null && !message.at().isAfter(first.at().plus(ONE))) {
        count++;
        continue;
      }
      if (first != null) {
        interruptions.add(new Interruption(first, count));
      }
      first = message;
      count = 1;
    }
    if (first != null) {
      interruptions.add(new Interruption(first, count));
    }
    return interruptions;
  }

  /** When it began. */
  public Instant at() {
    return first.at();
  }
}
