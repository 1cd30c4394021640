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
 * @param tenant whose groups alone it concerns; null for all
 */
public record Exclusion(
    String id, @Nullable String service, @Nullable String tenant, Interval interval)
    implements Serializable {

  /** An exclusion for all tenants of a service. */
  public Exclusion(String id, @Nullable String service, Interval interval) {
    this(id, service, null, interval);
  }

  /**
   * Whether it concerns the SLO of a service, or its group of one tenant. What was approved for one
   * tenant does not concern an SLO that counts several together.
   *
   * @param sloTenant null when the SLO is not grouped by tenant
   */
  public boolean concerns(String sloService, @Nullable String sloTenant) {
    return (service == null || service.equals(sloService))
        && (tenant == null || tenant.equals(sloTenant));
  }
}
