package dev.aftermath.reports.model;

import org.jspecify.annotations.Nullable;

/**
 * DORA's five figures of the deployments of one service that ended in the week.
 *
 * @param service the service
 * @param deploymentCount how many: the deployment frequency
 * @param leadCount those whose oldest commit is known
 * @param medianLeadSeconds change lead time: median of these, null where there is none
 * @param failedCount those that incidents are put down to
 * @param failRatio change fail rate: failed of all, null where there is none
 * @param recoveredCount failed ones that are recovered from
 * @param medianRecoverySeconds failed deployment recovery time: median of these, null where there
 *     is none
 * @param reworkCount unplanned ones that answer an incident
 * @param reworkRatio deployment rework rate: these of all, null where there is none
 */
public record DeliveryLine(
    String service,
    long deploymentCount,
    long leadCount,
    @Nullable Double medianLeadSeconds,
    long failedCount,
    @Nullable Double failRatio,
    long recoveredCount,
    @Nullable Double medianRecoverySeconds,
    long reworkCount,
    @Nullable Double reworkRatio) {
  /** Refuses figures that no format can show. */
  public DeliveryLine {
    Finite.require("lead time of " + service, medianLeadSeconds);
    Finite.require("fail ratio of " + service, failRatio);
    Finite.require("recovery time of " + service, medianRecoverySeconds);
    Finite.require("rework ratio of " + service, reworkRatio);
  }
}
