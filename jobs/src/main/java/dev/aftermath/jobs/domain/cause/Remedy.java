package dev.aftermath.jobs.domain.cause;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Something that was to be done so that a cause does not strike again. */
public interface Remedy {
  /** What people know it by, such as the ticket it is tracked by. */
  String name();

  /** When the first incident of the cause that it is about was opened. */
  Instant firstIncidentAt();

  /** When it was done; null while it is not, and where nobody says when. */
  @Nullable Instant closedAt();
}
