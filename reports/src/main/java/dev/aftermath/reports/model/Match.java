package dev.aftermath.reports.model;

/** In which records an incident was found. */
public enum Match {
  /** A PagerDuty incident and a ServiceNow ticket, matched. */
  BOTH,
  /** Only a PagerDuty incident. */
  ONLY_PAGERDUTY,
  /** Only a ServiceNow ticket. */
  ONLY_SERVICENOW
}
