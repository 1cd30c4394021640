package dev.aftermath.jobs.domain.slo;

import dev.aftermath.jobs.domain.calendar.Interval;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * An approved stretch of maintenance. A slice is excluded when it lies in it whole: what was not
 * approved is never hidden.
 *
 * @param id the change's or maintenance window's key
 * @param service whose SLOs it concerns; null for all
 */
public record Exclusion(String id, @Nullable String service, Interval interval)
    implements Serializable {

  /** Whether it concerns an SLO of the service. */
  public boolean concerns(String sloService) {
    return service == null || service.equals(sloService);
  }
}
