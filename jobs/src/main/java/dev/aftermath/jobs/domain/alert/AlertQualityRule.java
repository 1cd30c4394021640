package dev.aftermath.jobs.domain.alert;

import java.io.Serializable;
import java.time.Duration;

/**
 * By what the quality of alerts is measured.
 *
 * @param flappingFirings an alert flaps that fires so often
 * @param flappingWithin within so long
 * @param shortLived an alert that is over sooner than this and led to no incident called for
 *     nothing
 */
public record AlertQualityRule(int flappingFirings, Duration flappingWithin, Duration shortLived)
    implements Serializable {
  /** Three times in an hour flaps, and what is over within five minutes called for nothing. */
  public static final AlertQualityRule USUAL =
      new AlertQualityRule(3, Duration.ofHours(1), Duration.ofMinutes(5));
}
