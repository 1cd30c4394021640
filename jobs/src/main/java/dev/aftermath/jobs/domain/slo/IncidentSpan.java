package dev.aftermath.jobs.domain.slo;

import java.io.Serializable;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When an incident was open, and whom it concerned.
 *
 * @param causeKey the class of its root cause; null while none is known
 * @param tenant null for all tenants
 * @param settledAt null while it is open
 */
public record IncidentSpan(
    String id,
    @Nullable String causeKey,
    String service,
    @Nullable String tenant,
    Instant openedAt,
    @Nullable Instant settledAt)
    implements Serializable {

  /**
   * Whether it concerns the SLO of a service, or its group of one tenant.
   *
   * @param sloTenant null when the SLO is not grouped by tenant
   */
  public boolean concerns(String sloService, @Nullable String sloTenant) {
    return service.equals(sloService)
        && (tenant == null || sloTenant == null || tenant.equals(sloTenant));
  }

  /** Whether it was open at any time from one instant, inclusive, to another, exclusive. */
  public boolean isOpenBetween(Instant start, Instant end) {
    return openedAt.isBefore(end) && (settledAt == null || settledAt.isAfter(start));
  }
}
