package dev.aftermath.jobs.domain.delivery;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * To which deployment an incident is put down, by what rule, and why.
 *
 * @param deployment empty when it is put down to none
 * @param reason for the reader, of an incident that is put down to none too
 */
public record Attribution(
    ServiceFailure failure, Optional<Deployment> deployment, Rule rule, String reason) {

  /** The rules, in the order in which they are tried. */
  public enum Rule {
    /** The incident's record names the change. */
    EXPLICIT_REFERENCE,
    /** The service's last deployment was under way or ended no longer ago than declared. */
    TIME_WINDOW,
    /** Neither. */
    UNATTRIBUTED
  }

  /**
   * Puts an incident down to a deployment. A record that names a change has the last word: where
   * that change is no known deployment, time decides nothing.
   *
   * @param deployments those of the incident's service for the time window; for a reference all
   * @param window how long after its end a deployment may be taken for the cause
   */
  public static Attribution of(
      ServiceFailure failure, List<Deployment> deployments, Duration window) {
    String reference = failure.changeReference();
    if (reference != null) {
      return deployments.stream()
          .filter(deployment -> deployment.names().contains(reference))
          .findFirst()
          .map(
              deployment ->
                  to(failure, deployment, Rule.EXPLICIT_REFERENCE, "the record names " + reference))
          .orElseGet(() -> none(failure, reference + " is no known deployment of the service"));
    }
    return deployments.stream()
        .filter(deployment -> !deployment.startedAt().isAfter(failure.openedAt()))
        .max(Comparator.comparing(Deployment::startedAt).thenComparing(Deployment::key))
        .map(last -> byTime(failure, last, window))
        .orElseGet(() -> none(failure, "no deployment of the service began before"));
  }

  private static Attribution byTime(ServiceFailure failure, Deployment last, Duration window) {
    Duration since = Duration.between(last.endedAt(), failure.openedAt());
    if (since.isNegative()) {
      return to(failure, last, Rule.TIME_WINDOW, "a deployment of the service was under way");
    }
    String reason = "the service's last deployment ended " + since.toSeconds() + " s before";
    return since.compareTo(window) <= 0
        ? to(failure, last, Rule.TIME_WINDOW, reason)
        : none(failure, reason + ", more than " + window.toSeconds() + " s");
  }

  private static Attribution to(
      ServiceFailure failure, Deployment deployment, Rule rule, String reason) {
    return new Attribution(failure, Optional.of(deployment), rule, reason);
  }

  private static Attribution none(ServiceFailure failure, String reason) {
    return new Attribution(failure, Optional.empty(), Rule.UNATTRIBUTED, reason);
  }
}
