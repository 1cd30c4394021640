package dev.aftermath.jobs.simulate;

import java.util.List;

/**
 * Why a fault happens. Sentences and titles carry place holders such as {@code {host}}; see {@link
 * Wording}.
 *
 * @param id stable id, the ground truth of every incident it causes
 * @param services technical names of the services it strikes
 * @param trigger what comes before it
 * @param failureRatio median share of requests that fail meanwhile
 * @param repairMinutes median time from page to repair
 * @param sentences the usual close note first, then other wordings of the same cause
 */
record RootCause(
    String id,
    List<String> services,
    Trigger trigger,
    Scope scope,
    double failureRatio,
    int repairMinutes,
    String title,
    String logLine,
    List<String> sentences) {

  static final String ONE_OFF = "one-off";

  /** What comes before a fault. */
  enum Trigger {
    DEPLOYMENT,
    NOTHING_VISIBLE
  }

  /** Which tenants a fault hurts. */
  enum Scope {
    ONE_TENANT,
    ALL_TENANTS
  }

  RootCause {
    services = List.copyOf(services);
    sentences = List.copyOf(sentences);
  }
}
