package dev.aftermath.jobs.domain.kpi;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a definition is about. Each thing of the kind is a case, with what is known of it in columns
 * of one table.
 */
public enum Subject {
  INCIDENTS(
      "incident",
      "incidents",
      Map.of(
          Cohort.OPENED, "opened_at", Cohort.RESOLVED, "resolved_at", Cohort.SETTLED, "settled_at"),
      Cohort.OPENED,
      Cohort.SETTLED,
      Set.of("resolved_basis", "resolver_kind", "resolver_class", "acknowledged_basis")),
  /** A case is one SLA of one incident. */
  SLAS(
      "SLA",
      "SLAs",
      Map.of(Cohort.STARTED, "start_at", Cohort.ENDED, "end_at", Cohort.DECIDED, "decided_at"),
      Cohort.STARTED,
      Cohort.ENDED,
      Set.of("outcome", "outcome_basis", "is_met")),
  /** Deployments that have ended. */
  DEPLOYMENTS(
      "deployment",
      "deployments",
      Map.of(Cohort.STARTED, "started_at", Cohort.ENDED, "ended_at"),
      Cohort.STARTED,
      null,
      Set.of()),
  /** Incidents again, with when stakeholders and customers were told of them. */
  UPDATES(
      "incident",
      "incidents",
      Map.of(Cohort.OPENED, "opened_at", Cohort.RESOLVED, "resolved_at"),
      Cohort.OPENED,
      Cohort.RESOLVED,
      Set.of()),
  /** Interruptions of people, which nobody is told whose they are. */
  INTERRUPTIONS(
      "interruption",
      "interruptions",
      Map.of(Cohort.STARTED, "interrupted_at"),
      Cohort.STARTED,
      null,
      Set.of()),
  /** Incidents that ask for a postmortem. */
  POSTMORTEM_DUTIES(
      "postmortem duty",
      "postmortem duties",
      Map.of(
          Cohort.OPENED, "opened_at",
          Cohort.RESOLVED, "resolved_at",
          Cohort.DUE, "due_at",
          Cohort.COMPLETED, "completed_at"),
      Cohort.OPENED,
      null,
      Set.of()),
  /** Action items of postmortems. */
  ACTION_ITEMS(
      "action item",
      "action items",
      Map.of(
          Cohort.WRITTEN, "written_at",
          Cohort.DUE, "due_day_at",
          Cohort.CLOSED, "closed_day_at"),
      Cohort.WRITTEN,
      Cohort.CLOSED,
      Set.of());

  private final String one;
  private final String many;

  @SuppressWarnings("ImmutableEnumChecker") // unmodifiable
  private final Map<Cohort, String> cohorts;

  private final Cohort begin;
  private final @Nullable Cohort end;

  @SuppressWarnings("ImmutableEnumChecker") // unmodifiable
  private final Set<String> knownAtTheEnd;

  Subject(
      String one,
      String many,
      Map<Cohort, String> cohorts,
      Cohort begin,
      @Nullable Cohort end,
      Set<String> knownAtTheEnd) {
    this.one = one;
    this.many = many;
    this.cohorts = Collections.unmodifiableMap(new EnumMap<>(cohorts));
    this.begin = begin;
    this.end = end;
    this.knownAtTheEnd = Set.copyOf(knownAtTheEnd);
  }

  /** What one case is called. */
  public String one() {
    return one;
  }

  /** What cases are called; the unit of their number. */
  public String many() {
    return many;
  }

  /** A number of cases in words, such as {@code 1 incident}. */
  public String count(long number) {
    return number + " " + (number == 1 ? one : many);
  }

  /** Which instants can put a case into a period, with the columns that hold them. */
  public Map<Cohort, String> cohorts() {
    return cohorts;
  }

  /** The column that holds the instant of a cohort that the subject has. */
  public String column(Cohort cohort) {
    String column = cohorts.get(cohort);
    if (column == null) {
      throw new IllegalArgumentException(many + " are not in periods by " + cohort);
    }
    return column;
  }

  /** When a case came to be. */
  public Cohort begin() {
    return begin;
  }

  /** When a case was over; null where cases do not last, so that none is open. */
  public @Nullable Cohort end() {
    return end;
  }

  /** Columns of which nobody knows the value before the case is over. */
  public Set<String> knownAtTheEnd() {
    return knownAtTheEnd;
  }
}
