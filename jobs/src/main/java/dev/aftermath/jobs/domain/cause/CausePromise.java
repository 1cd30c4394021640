package dev.aftermath.jobs.domain.cause;

import dev.aftermath.jobs.domain.postmortem.ActionItem;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An action item of a postmortem, as a cause knows it whose incidents the postmortem is about: a
 * promise that it will not strike again.
 *
 * @param source that the postmortem came from
 * @param position of the item in its postmortem, from 1
 * @param tracker the ticket that it is tracked by; null without one
 * @param firstIncidentAt when the first of the cause's incidents that the postmortem is about was
 *     opened
 * @param lastIncidentAt when the last of them was
 * @param promisedAt when the postmortem was written; null where nobody says
 * @param dueAt null where neither the item nor a policy says
 * @param closedAt when it was done; null unless it is done and somebody says when
 */
public record CausePromise(
    String source,
    String postmortemKey,
    int position,
    String text,
    @Nullable String tracker,
    Instant firstIncidentAt,
    Instant lastIncidentAt,
    ActionItem.State state,
    @Nullable Instant promisedAt,
    @Nullable Instant dueAt,
    @Nullable Instant closedAt)
    implements Remedy {

  @Override
  public String name() {
    return tracker == null ? postmortemKey + "#" + position : tracker;
  }

  /** The same promise, found to be about a further incident of the cause. */
  public CausePromise alsoAbout(Instant openedAt) {
    return new CausePromise(
        source,
        postmortemKey,
        position,
        text,
        tracker,
        openedAt.isBefore(firstIncidentAt) ? openedAt : firstIncidentAt,
        openedAt.isAfter(lastIncidentAt) ? openedAt : lastIncidentAt,
        state,
        promisedAt,
        dueAt,
        closedAt);
  }

  /** Whether it is not done yet. */
  public boolean isOpen() {
    return state == ActionItem.State.OPEN;
  }

  /** Whether nobody means to do it any more. */
  public boolean isCancelled() {
    return state == ActionItem.State.CANCELLED;
  }

  /** Whether its time was up by an instant, as far as it is open. */
  public boolean isOverdue(Instant asOf) {
    return isOpen() && dueAt != null && !dueAt.isAfter(asOf);
  }

  /** How long it has been open by an instant; null where it is not, or nobody says since when. */
  public @Nullable Duration age(Instant asOf) {
    return isOpen() && promisedAt != null ? Duration.between(promisedAt, asOf) : null;
  }
}
