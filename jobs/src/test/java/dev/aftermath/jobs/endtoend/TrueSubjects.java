package dev.aftermath.jobs.endtoend;

import static dev.aftermath.jobs.endtoend.TrueKpi.by;
import static org.assertj.core.api.Assertions.assertThat;

import dev.aftermath.jobs.endtoend.TrueActions.Item;
import dev.aftermath.jobs.endtoend.TrueDeliveries.Release;
import dev.aftermath.jobs.endtoend.TrueDuties.Duty;
import dev.aftermath.jobs.endtoend.TrueKpi.Draft;
import dev.aftermath.jobs.endtoend.TrueKpi.Headline;
import dev.aftermath.jobs.endtoend.TrueLoad.Call;
import dev.aftermath.jobs.endtoend.TrueUpdates.Update;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Everything but incidents that KPIs are about, with every such KPI that the project ships, as the
 * words of its definition have it.
 */
final class TrueSubjects {
  private TrueSubjects() {}

  /** All of them. */
  static List<TrueSubject<?>> all(ManyWorlds worlds, TestPlatform platform, TrueWeeks weeks) {
    return List.of(
        slas(KnownSla.among(worlds, TrueSlas.pauses(platform), weeks)),
        deployments(TrueDeliveries.among(worlds, weeks)),
        updates(TrueUpdates.among(worlds)),
        interruptions(TrueLoad.told(platform)),
        duties(TrueDuties.among(worlds, weeks)),
        actionItems(TrueActions.among(worlds, weeks), weeks));
  }

  private static TrueSubject<KnownSla> slas(List<KnownSla> slas) {
    assertThat(slas)
        .anyMatch(KnownSla::isOverdue)
        .anyMatch(sla -> sla.isDecided() && sla.dueAt().equals(sla.decidedAt()))
        .anyMatch(sla -> Boolean.FALSE.equals(sla.isMet()) && !sla.dueAt().equals(sla.decidedAt()));
    return new TrueSubject<>(
        slas,
        List.of(
            decided("response_sla_met_ratio", "response"),
            decided("resolution_sla_met_ratio", "resolution"),
            decidedOrOverdue("response_sla_met_ratio_with_overdue", "response"),
            decidedOrOverdue("resolution_sla_met_ratio_with_overdue", "resolution"),
            counted(by(KnownSla::endAt, "resolution_sla_elapsed"), "resolution")
                .number(Headline.MEDIAN, "elapsed_percent", KnownSla::elapsedPercent)),
        sla -> segments(sla.incident(), "system"),
        List.of(KnownSla::startAt, KnownSla::decidedAt, KnownSla::endAt));
  }

  private static Draft<KnownSla> counted(Draft<KnownSla> draft, String target) {
    return draft
        .needs(sla -> sla.incident().isCounted(), "not_counted")
        .needs(sla -> sla.isTarget(target), "other_target")
        .needs(sla -> !sla.isCancelled(), "cancelled");
  }

  private static TrueKpi<KnownSla> decided(String id, String target) {
    return counted(by(KnownSla::endAt, id), target)
        .needs(KnownSla::isDecided, "not_decided")
        .part("outcome", KnownSla::isMet);
  }

  private static TrueKpi<KnownSla> decidedOrOverdue(String id, String target) {
    return counted(by(KnownSla::decidedAt, id), target).part("is_met", KnownSla::isMet);
  }

  private static TrueSubject<Release> deployments(List<Release> releases) {
    return new TrueSubject<>(
        releases,
        List.of(
            by(Release::endedAt, "deployment_count").count(),
            by(Release::endedAt, "change_fail_ratio").part("is_failed", Release::isFailed),
            by(Release::endedAt, "deployment_rework_ratio").part("is_rework", Release::repairs),
            by(Release::endedAt, "change_lead_time")
                .seconds(Headline.MEDIAN, "lead_seconds", Release::leadSeconds),
            by(Release::endedAt, "deployment_recovery_time")
                .needs(Release::isFailed, "not_failed")
                .seconds(Headline.MEDIAN, "recovery_seconds", Release::recoverySeconds)),
        release -> Stream.of("all\tall", "service\t" + release.service()),
        List.of(Release::startedAt, Release::endedAt));
  }

  private static TrueSubject<Update> updates(List<Update> updates) {
    String waited = "time_to_first_customer_update_seconds";
    return new TrueSubject<>(
        updates,
        List.of(
            urgent("customer_notice_coverage")
                .part("first_customer_update_at", it -> it.noticeAt() != null),
            urgent("time_to_first_customer_notice")
                .seconds(Headline.MEDIAN, waited, Update::customersWaitedSeconds),
            urgent("customer_notice_within_30_minutes")
                .within(30 * 60, waited, Update::customersWaitedSeconds),
            urgentTicket("stakeholder_update_coverage")
                .part("first_stakeholder_update_at", it -> it.comment() != null),
            urgentTicket("time_to_first_stakeholder_update")
                .lasts(Headline.MEDIAN, TrueSubjects::openedAt, Update::comment),
            urgentTicket("stakeholder_update_within_1_hour")
                .within(60 * 60, TrueSubjects::openedAt, Update::comment)),
        update -> segments(update.incident()),
        List.of(TrueSubjects::openedAt, update -> update.incident().resolvedAt()));
  }

  private static Instant openedAt(Update update) {
    return update.incident().openedAt();
  }

  private static Draft<Update> urgent(String id) {
    return by(TrueSubjects::openedAt, id)
        .needs(it -> !it.incident().isMerged(), "merged")
        .needs(it -> !it.incident().isPractice(), "test_drill_or_maintenance")
        .needs(
            it -> List.of("1", "2").contains(String.valueOf(it.incident().priority())),
            "not_urgent");
  }

  private static Draft<Update> urgentTicket(String id) {
    return urgent(id).needs(it -> it.incident().isTicketed(), "no_ticket");
  }

  private static TrueSubject<Call> interruptions(List<Call> calls) {
    return new TrueSubject<>(
        calls,
        List.of(
            by(Call::at, "interruption_count").count(),
            by(Call::at, "sleep_interruption_count")
                .count("band", call -> call.band().equals("sleep")),
            by(Call::at, "off_hours_interruption_ratio")
                .part("band", call -> !call.band().equals("business"))),
        call -> Stream.of("all\tall", "system\t" + call.system()),
        List.of(Call::at));
  }

  private static TrueSubject<Duty> duties(List<Duty> duties) {
    return new TrueSubject<>(
        duties,
        List.of(
            due("postmortem_coverage_ratio").part("state", duty -> !is(duty, "missing")),
            due("postmortem_in_time_ratio").part("state", duty -> is(duty, "in_time")),
            by(Duty::resolvedAt, "time_to_postmortem")
                .lasts(Headline.MEDIAN, Duty::resolvedAt, Duty::completedAt)),
        duty -> segments(duty.incident(), "system"),
        List.of(
            duty -> duty.incident().openedAt(), Duty::dueAt, Duty::completedAt, Duty::resolvedAt));
  }

  /** Every postmortem of these worlds says when it was finished. */
  private static Draft<Duty> due(String id) {
    return by(Duty::resolvedAt, id)
        .needs(duty -> is(duty, "in_time", "late", "missing"), "not_due_yet");
  }

  private static boolean is(Duty duty, String... states) {
    return List.of(states).contains(duty.state());
  }

  /** None of these worlds was cancelled. */
  private static TrueSubject<Item> actionItems(List<Item> items, TrueWeeks weeks) {
    Function<Item, @Nullable Instant> due = item -> dayOf(item.dueAt());
    Function<Item, @Nullable Instant> closed = item -> dayOf(item.closedAt());
    return new TrueSubject<>(
        items,
        List.of(
            by(due, "action_item_in_time_ratio")
                .part(
                    "is_in_time",
                    item -> item.isOverdueAt(weeks.asOf()) ? Boolean.FALSE : item.isClosedInTime()),
            by(closed, "action_item_time_to_close")
                .lasts(Headline.MEDIAN, Item::writtenAt, Item::closedAt),
            by(Item::writtenAt, "open_action_items").stock()),
        Item::segments,
        List.of(Item::writtenAt, due, closed));
  }

  /** Within the day that it ends: Sunday's midnight is Monday. */
  private static @Nullable Instant dayOf(@Nullable Instant midnight) {
    return midnight == null ? null : midnight.minus(1, ChronoUnit.MICROS);
  }

  private static Stream<String> segments(KnownIncident incident, String... without) {
    return TrueFigures.segments(incident)
        .filter(segment -> Stream.of(without).noneMatch(segment::startsWith));
  }
}
