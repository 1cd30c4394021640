package dev.aftermath.jobs.simulate;

import org.jspecify.annotations.Nullable;

/**
 * One incident as it truly was, and what PagerDuty and ServiceNow know of it.
 *
 * @param key identity from which every detail is drawn
 * @param ordinal place among the main incidents of its service and week
 * @param faultStartSecond when requests began to fail; equal to the end for kinds without a fault
 * @param failureRatio share of requests that fail between start and end
 * @param detectedSecond when somebody or something noticed
 * @param page null for tickets without page
 * @param ticket null for pages without ticket
 * @param deployment the change that caused it; null if none
 */
record Incident(
    long key,
    int ordinal,
    Kind kind,
    Service service,
    Tenant tenant,
    RootCause cause,
    long faultStartSecond,
    long faultEndSecond,
    double failureRatio,
    long detectedSecond,
    String detector,
    @Nullable Page page,
    @Nullable Ticket ticket,
    @Nullable Deployment deployment) {

  /** What an incident really is. */
  enum Kind {
    FAULT,
    FALSE_ALARM,
    TEST,
    MERGED_CHILD
  }

  boolean hurts(Tenant other) {
    return kind == Kind.FAULT
        && (cause.scope() == RootCause.Scope.ALL_TENANTS || other.index() == tenant.index());
  }
}
