package dev.aftermath.jobs.domain.incident;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one system's records say about one incident, folded into one account. The account does not
 * depend on the order in which the records came, nor on how often they came.
 *
 * @param fields the last word on each field
 * @param opened when the source says it began; else when its log says it was first triggered
 * @param firstTouchAt when its state first left open; null when no history shows that
 * @param acknowledged the first acknowledgement by a human; null when nobody acknowledged
 * @param resolved the last resolution; null while it is open, or when nothing says when
 * @param resolver who resolved it; null while nothing says that it was resolved
 * @param resolverClass how it came to be resolved; null while nothing says by whom
 * @param openTime how often it came back after having been resolved or closed, and how long it was
 *     open in all
 * @param response who answered and how
 * @param effort how much of people's time it took
 * @param involvedSince when each person was first called by a message that interrupts, or first
 *     acknowledged, by the source's own ids. Only for counting people: no id is ever stored
 * @param exportIds the exports that tell of it, in the order of their ids
 */
public record IncidentStory(
    StatedFields fields,
    IncidentTimeline timeline,
    IncidentState state,
    Population population,
    @Nullable BasedInstant opened,
    @Nullable Instant firstTouchAt,
    @Nullable BasedInstant acknowledged,
    @Nullable BasedInstant resolved,
    @Nullable Instant closedAt,
    @Nullable ActorKind resolver,
    @Nullable ResolverClass resolverClass,
    OpenTime openTime,
    Response response,
    ResponseEffort effort,
    Map<String, Instant> involvedSince,
    long recordCount,
    List<String> exportIds) {

  /** Folds the records of one incident of one system. */
  public static IncidentStory of(Collection<IncidentRecord> records) {
    List<IncidentRecord> ascending = records.stream().sorted().toList();
    StatedFields fields = StatedFields.ofAscending(ascending);
    StateHistory history = StateHistory.ofAscending(ascending);
    List<IncidentEvent> stated = new ArrayList<>();
    ascending.forEach(record -> stated.addAll(record.events()));
    IncidentTimeline told = IncidentTimeline.of(stated);
    IncidentTimeline timeline = timeline(fields, history, told);

    BasedInstant opened = opening(fields, told);
    Instant openedAt = opened == null ? null : opened.at();
    Population population =
        Population.of(
            fields.text(IncidentField.MERGED_INTO), fields.text(IncidentField.INCIDENT_KIND));
    Settlement settlement = Settlement.of(ascending, fields, openedAt, told, timeline);
    ActorKind resolver = resolver(fields, told, settlement.resolved());
    return new IncidentStory(
        fields,
        timeline,
        settlement.state(),
        population,
        opened,
        history.firstTouchAt(),
        acknowledgement(fields, openedAt, told),
        settlement.resolved(),
        settlement.closedAt(),
        resolver,
        ResolverClass.of(resolver, population),
        OpenTime.of(timeline, openedAt, settlement.endedAt()),
        Response.of(told),
        ResponseEffort.of(told, settlement.resolved()),
        Involvement.since(stated),
        ascending.size(),
        ascending.stream().map(IncidentRecord::exportId).distinct().sorted().toList());
  }

  /** When it began; null when nothing tells. */
  public @Nullable Instant openedAt() {
    return opened == null ? null : opened.at();
  }

  /** When it came back after having been resolved or closed, ascending. */
  public List<Instant> reopenedAt() {
    return openTime.reopenedAt();
  }

  /** Seconds for which it was open; null while it is, and when an end is not known. */
  public @Nullable Long activeSeconds() {
    return openTime.seconds();
  }

  /** Why the first acknowledgement may not mean that somebody looked; empty without any doubt. */
  public List<AcknowledgementDoubt> acknowledgementDoubts() {
    List<AcknowledgementDoubt> doubts = new ArrayList<>();
    if (response.isFirstByAutomation()) {
      doubts.add(AcknowledgementDoubt.BY_AUTOMATION);
    }
    Instant openedAt = openedAt();
    if (acknowledged != null
        && openedAt != null
        && ElapsedTime.seconds(openedAt, acknowledged.at())
            < AcknowledgementDoubt.LEAST_CREDIBLE_SECONDS) {
      doubts.add(AcknowledgementDoubt.WITHIN_FIVE_SECONDS);
    }
    return doubts;
  }

  /** Whether somebody still has to do something about it, as far as its records tell. */
  public boolean isOpen() {
    return !state.isFinished();
  }

  private static @Nullable BasedInstant opening(StatedFields fields, IncidentTimeline told) {
    Instant stated = fields.instant(IncidentField.OPENED_AT);
    if (stated != null) {
      return new BasedInstant(stated, Basis.RECORDED);
    }
    IncidentEvent triggered = told.first(event -> event.kind() == EventKind.TRIGGERED);
    return triggered == null ? null : new BasedInstant(triggered.at(), Basis.EVENT_LOG);
  }

  private static IncidentTimeline timeline(
      StatedFields fields, StateHistory history, IncidentTimeline told) {
    List<IncidentEvent> events = new ArrayList<>(told.events());
    addStated(events, EventKind.TRIGGERED, fields.instant(IncidentField.OPENED_AT));
    addStated(events, EventKind.RESOLVED, fields.instant(IncidentField.RESOLVED_AT));
    addStated(events, EventKind.CLOSED, fields.instant(IncidentField.CLOSED_AT));
    List<IncidentEvent> known = List.copyOf(events);
    for (StateChange change : history.changes()) {
      if (known.stream().noneMatch(change::isExplainedBy)) {
        events.add(change.event());
      }
    }
    return IncidentTimeline.of(events);
  }

  /** Adds what a field states, unless an event within the clocks' skew says the same. */
  private static void addStated(
      List<IncidentEvent> events, EventKind kind, @Nullable Instant statedAt) {
    if (statedAt == null) {
      return;
    }
    Instant from = statedAt.minus(IncidentTimeline.CLOCK_SKEW);
    Instant to = statedAt.plus(IncidentTimeline.CLOCK_SKEW);
    boolean told =
        events.stream()
            .anyMatch(
                event ->
                    event.kind() == kind && !event.at().isBefore(from) && !event.at().isAfter(to));
    if (!told) {
      events.add(IncidentEvent.unattributed(statedAt, kind, null));
    }
  }

  private static @Nullable BasedInstant acknowledgement(
      StatedFields fields, @Nullable Instant openedAt, IncidentTimeline told) {
    IncidentEvent first =
        told.first(
            event ->
                event.kind() == EventKind.ACKNOWLEDGED && event.actorKind() == ActorKind.HUMAN);
    if (first != null) {
      return new BasedInstant(first.at(), Basis.RECORDED);
    }
    Instant reckoned = fields.after(openedAt, IncidentField.ACKNOWLEDGED_AFTER_SECONDS);
    return reckoned == null ? null : new BasedInstant(reckoned, Basis.AGGREGATE);
  }

  private static @Nullable ActorKind resolver(
      StatedFields fields, IncidentTimeline told, @Nullable BasedInstant resolved) {
    if (resolved == null) {
      return null;
    }
    IncidentEvent last = told.last(EventKind.RESOLVED);
    if (last != null && last.actorKind() != ActorKind.UNKNOWN) {
      return last.actorKind();
    }
    return fields.resolver();
  }
}
