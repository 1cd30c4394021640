package dev.aftermath.jobs.endtoend;

import static dev.aftermath.jobs.endtoend.KnownIncident.first;
import static dev.aftermath.jobs.endtoend.TrueKpi.opened;
import static dev.aftermath.jobs.endtoend.TrueKpi.resolved;
import static dev.aftermath.jobs.endtoend.TrueKpi.settled;

import dev.aftermath.jobs.endtoend.TrueKpi.Draft;
import dev.aftermath.jobs.endtoend.TrueKpi.Headline;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Every KPI about incidents that the project ships, as the words of its definition have it, but
 * {@link #UNTOLD}.
 */
final class TrueKpis {
  /** What people did on tickets that nobody was paged for is in no truth. */
  static final String UNTOLD = "response_effort";

  private TrueKpis() {}

  /** Incidents, with all of them. */
  static TrueSubject<KnownIncident> of(
      List<KnownIncident> incidents, List<TrueKpi<KnownIncident>> kpis) {
    return new TrueSubject<>(
        incidents,
        kpis,
        TrueFigures::segments,
        List.of(KnownIncident::openedAt, KnownIncident::resolvedAt, KnownIncident::settledAt));
  }

  /**
   * All of them.
   *
   * @param alertsSince when the first alert began that any export tells of
   */
  static List<TrueKpi<KnownIncident>> all(Instant alertsSince) {
    return Stream.of(
            responses(), resolutions(), counts(), phases(), detections(alertsSince), dialects())
        .flatMap(List::stream)
        .toList();
  }

  private static Draft<KnownIncident> counted(Draft<KnownIncident> draft) {
    return draft
        .needs(it -> !it.isMerged(), "merged")
        .needs(it -> !it.isPractice(), "test_drill_or_maintenance");
  }

  private static Draft<KnownIncident> paged(Draft<KnownIncident> draft) {
    return counted(draft).needs(KnownIncident::isPaged, "nobody_was_paged");
  }

  private static Draft<KnownIncident> notByTimeout(Draft<KnownIncident> draft) {
    return draft.needs(it -> !it.isResolvedBy("timeout"), "resolved_by_timeout");
  }

  private static Draft<KnownIncident> told(Draft<KnownIncident> draft) {
    return notByTimeout(
        counted(draft).needs(it -> it.resolvedAt() != null, "resolution_not_recorded"));
  }

  private static List<TrueKpi<KnownIncident>> responses() {
    return List.of(
        paged(opened("ack_coverage")).part("is_acknowledged", it -> it.acknowledgedAt() != null),
        counted(opened("ack_within_15_minutes"))
            .within(15 * 60, KnownIncident::openedAt, KnownIncident::acknowledgedAt),
        paged(opened("escalation_ratio")).part("escalation_count", it -> it.escalationCount() > 0),
        counted(opened("first_touch"))
            .lasts(Headline.MEAN, KnownIncident::openedAt, KnownIncident::leftNewAt),
        counted(opened("mtta"))
            .lasts(Headline.MEAN, KnownIncident::openedAt, KnownIncident::acknowledgedAt));
  }

  private static List<TrueKpi<KnownIncident>> resolutions() {
    return List.of(
        told(resolved("mttr"))
            .lasts(Headline.MEAN, KnownIncident::openedAt, KnownIncident::resolvedAt),
        told(resolved("mttr_geometric"))
            .lasts(Headline.GEOMETRIC_MEAN, KnownIncident::openedAt, KnownIncident::resolvedAt),
        counted(resolved("mttr_timeout"))
            .needs(it -> it.isResolvedBy("timeout"), "not_resolved_by_timeout")
            .lasts(Headline.MEAN, KnownIncident::openedAt, KnownIncident::resolvedAt),
        // Every resolution is recorded in these exports.
        notByTimeout(counted(resolved("mttr_with_recovered")))
            .lasts(Headline.MEAN, KnownIncident::openedAt, KnownIncident::resolvedAt),
        told(resolved("resolved_within_4_hours"))
            .within(4 * 3_600, KnownIncident::openedAt, KnownIncident::resolvedAt));
  }

  private static List<TrueKpi<KnownIncident>> counts() {
    return List.of(
        counted(opened("incident_count")).count(),
        counted(opened("major_count")).count("major", KnownIncident::isMajor),
        counted(opened("open_count")).stock(),
        counted(settled("reassignments"))
            .number(Headline.MEAN, "reassignment_count", KnownIncident::reassignmentCount),
        counted(opened("reopened_count")).count("is_reopened", KnownIncident::isReopened),
        counted(resolved("reopened_ratio")).part("is_reopened", KnownIncident::isReopened),
        counted(resolved("resolved_count")).count(),
        counted(settled("resolved_without_reassignment"))
            .part("reassignment_count", TrueKpis::wasNeverHandedOn),
        counted(settled("sla_coverage")).part("made_sla", it -> it.isWithinSla() != null),
        counted(settled("sla_met_ratio")).part("made_sla", KnownIncident::isWithinSla));
  }

  private static @Nullable Boolean wasNeverHandedOn(KnownIncident incident) {
    Long count = incident.reassignmentCount();
    return count == null ? null : count == 0;
  }

  private static List<TrueKpi<KnownIncident>> phases() {
    return List.of(
        counted(opened("open_age")).age(Headline.MEDIAN),
        counted(opened("time_to_engage"))
            .lasts(Headline.MEDIAN, KnownIncident::acknowledgedAt, KnownIncident::lastResponderAt),
        counted(resolved("time_to_mitigate"))
            .lasts(Headline.MEDIAN, TrueKpis::impactOrOpening, KnownIncident::mitigatedAt),
        counted(opened("time_to_mobilise"))
            .lasts(Headline.MEDIAN, KnownIncident::openedAt, KnownIncident::lastResponderAt),
        counted(resolved("time_to_restore"))
            .lasts(Headline.MEDIAN, TrueKpis::impactOrOpening, KnownIncident::restoredAt));
  }

  private static List<TrueKpi<KnownIncident>> detections(Instant alertsSince) {
    return List.of(
        counted(opened("internally_detected_ratio"))
            .part(
                "is_internally_detected",
                it ->
                    it.openedAt().isBefore(alertsSince)
                        ? null
                        : Boolean.valueOf(it.detectedAt() != null)),
        counted(opened("time_to_detect"))
            .lasts(
                Headline.MEDIAN,
                KnownIncident::impactStartAt,
                it -> first(it.detectedAt(), it.openedAt())));
  }

  private static List<TrueKpi<KnownIncident>> dialects() {
    return List.of(
        resolved("dora_failed_deployment_recovery_time")
            .needs(it -> !it.isMerged() && !it.isPractice(), "not_counted")
            .needs(KnownIncident::isCausedByChange, "not_caused_by_a_change")
            .lasts(Headline.MEDIAN, KnownIncident::openedAt, KnownIncident::resolvedAt),
        resolved("gitlab_mttr")
            .lasts(
                Headline.MEDIAN,
                TrueKpis::impactOrOpening,
                it -> first(it.mitigatedAt(), it.resolvedAt())),
        closedPage("opsgenie_mtta")
            .lasts(
                Headline.MEAN,
                KnownIncident::openedAt,
                it -> first(it.acknowledgedAt(), first(it.resolvedAt(), it.closedAt()))),
        closedPage("opsgenie_mttr")
            .lasts(
                Headline.MEAN,
                KnownIncident::openedAt,
                it -> first(it.resolvedAt(), it.closedAt())),
        opened("pagerduty_mtta")
            .needs(KnownIncident::isPaged, "not_paged")
            .lasts(Headline.MEAN, KnownIncident::openedAt, KnownIncident::acknowledgedAt),
        opened("pagerduty_mttr")
            .needs(KnownIncident::isPaged, "not_paged")
            .lasts(Headline.MEAN, KnownIncident::openedAt, KnownIncident::resolvedAt),
        opened("pagerduty_response_effort")
            .needs(KnownIncident::isPaged, "not_paged")
            .seconds(Headline.MEAN, "engaged_seconds", KnownIncident::engagedSeconds),
        opened("servicenow_mtta")
            .needs(KnownIncident::isTicketed, "without_ticket")
            .lasts(Headline.MEAN, KnownIncident::openedAt, KnownIncident::leftNewAt),
        settled("servicenow_mttr")
            .needs(KnownIncident::isTicketed, "without_ticket")
            .lasts(Headline.MEAN, KnownIncident::openedAt, KnownIncident::closedAt));
  }

  private static Draft<KnownIncident> closedPage(String id) {
    return opened(id)
        .needs(KnownIncident::isPaged, "not_paged")
        .needs(it -> !it.isOpen(), "still_open");
  }

  private static @Nullable Instant impactOrOpening(KnownIncident incident) {
    return first(incident.impactStartAt(), incident.openedAt());
  }
}
