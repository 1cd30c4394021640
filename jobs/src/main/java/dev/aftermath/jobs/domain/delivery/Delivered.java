package dev.aftermath.jobs.domain.delivery;

import org.jspecify.annotations.Nullable;

/** What DORA's figures ask of one deployment. */
public interface Delivered {
  /** Whether it needed somebody to step in. */
  boolean isFailed();

  /** Whether it was unplanned and answers an incident. */
  boolean isRework();

  /** From the oldest commit to the end of the deployment; null when no commit is known. */
  @Nullable Long leadSeconds();

  /**
   * From the end of the deployment until what it led to was over; null when it did not fail, or
   * while that lasts.
   */
  @Nullable Long recoverySeconds();
}
