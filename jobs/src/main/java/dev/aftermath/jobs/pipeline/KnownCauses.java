package dev.aftermath.jobs.pipeline;

import static org.apache.spark.sql.functions.array_append;
import static org.apache.spark.sql.functions.array_contains;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.unix_micros;

import dev.aftermath.jobs.config.PlatformSettings;
import dev.aftermath.jobs.domain.cause.CauseExplanation;
import dev.aftermath.jobs.domain.cause.CauseMember;
import dev.aftermath.jobs.domain.log.Lift;
import dev.aftermath.jobs.gold.ActionItemStatus;
import dev.aftermath.jobs.gold.CauseBudgets;
import dev.aftermath.jobs.gold.CauseMembers;
import dev.aftermath.jobs.gold.CauseSummaries;
import dev.aftermath.jobs.gold.IncidentFacts;
import dev.aftermath.jobs.lake.Lake;
import dev.aftermath.jobs.spark.Micros;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The causes that a lake has, looked up by what people call them. */
public final class KnownCauses {
  private static final int SHORTEST_PREFIX = 4;
  private static final int MOST_OTHERS = 10_000;

  private final Lake lake;

  /**
   * A pattern of log lines that is written around incidents of a cause.
   *
   * @param lift incidents of the cause that have it against quiet times of their service
   */
  public record Template(String pattern, Lift lift) {}

  /** Those of a lake. */
  public KnownCauses(Lake lake) {
    this.lake = lake;
  }

  /** Rows of {@link CauseSummaries}, the costliest first. */
  public List<Row> all(Column condition, int most) {
    return lake.read(CauseSummaries.TABLE)
        .where(condition)
        .orderBy(
            col("budget_share").desc_nulls_last(),
            col("total_resolve_seconds").desc(),
            col("episode_count").desc(),
            col("cause_id"))
        .limit(most)
        .collectAsList();
  }

  /**
   * The row of {@link CauseSummaries} of a cause.
   *
   * @param word its id, the beginning of its id, or an id that means it by now
   * @throws RefusedDecisionException when there is none, or more than one
   */
  public Row cause(String word) {
    if (lake.newest(CauseSummaries.TABLE).isEmpty()) {
      throw new RefusedDecisionException("There are no causes yet. Run 'aftermath compute' first");
    }
    Column isMeant = col("cause_id").equalTo(word).or(array_contains(col("former_ids"), word));
    Column matches =
        word.length() < SHORTEST_PREFIX ? isMeant : isMeant.or(col("cause_id").startsWith(word));
    List<Row> found = lake.read(CauseSummaries.TABLE).where(matches).limit(3).collectAsList();
    if (found.isEmpty()) {
      throw new RefusedDecisionException(
          "Unknown cause \""
              + word
              + "\": neither an id, nor the first "
              + SHORTEST_PREFIX
              + " or more digits of one, nor an id that became another. See 'aftermath cause"
              + " list'");
    }
    if (found.size() > 1) {
      throw new RefusedDecisionException(
          "\"" + word + "\" begins the ids of several causes. Name more digits of the one meant");
    }
    return found.get(0);
  }

  /** Rows of {@link CauseMembers} of a cause, in the order of openings. */
  public List<Row> members(String causeId) {
    return lake.read(CauseMembers.TABLE)
        .where(col("cause_id").equalTo(causeId))
        .orderBy("opened_at", "incident_id")
        .collectAsList();
  }

  /**
   * Rows of {@link ActionItemStatus} of the postmortems about incidents of a cause, by their age.
   */
  public List<Row> actionItems(String causeId) {
    Column ofPostmortem = array_append(col("other_incident_ids"), col("incident_id"));
    Dataset<Row> incidents =
        lake.read(CauseMembers.TABLE)
            .where(col("cause_id").equalTo(causeId))
            .select(col("incident_id").as("member_id"));
    return lake.read(ActionItemStatus.TABLE)
        .join(incidents, array_contains(ofPostmortem, col("member_id")), "left_semi")
        .orderBy("written_at", "source", "postmortem_key", "position")
        .collectAsList();
  }

  /** Rows of {@link CauseBudgets} of a cause, the largest part first. */
  public List<Row> budgets(String causeId) {
    return lake.read(CauseBudgets.TABLE)
        .where(col("cause_id").equalTo(causeId))
        .orderBy(
            col("share_of_budget").desc_nulls_last(),
            col("slo"),
            col("group_key"),
            col("objective"),
            col("window"),
            col("window_start").desc())
        .collectAsList();
  }

  /** Why the incidents of a cause are held to have one. */
  public CauseExplanation explanation(Row cause) {
    String id = cause.getAs("cause_id");
    List<CauseExplanation.Linked> members = new ArrayList<>();
    for (Row row :
        lake.read(CauseMembers.TABLE)
            .where(col("cause_id").equalTo(id))
            .orderBy("opened_at", "incident_id")
            .withColumn("opened", unix_micros(col("opened_at")))
            .collectAsList()) {
      members.add(linked(row));
    }
    String service = cause.getAs("service");
    List<String> others = new ArrayList<>();
    lake.read(CauseMembers.TABLE)
        .where(col("service").eqNullSafe(lit(service)).and(col("cause_id").notEqual(id)))
        .orderBy(col("opened_at").desc(), col("incident_id"))
        .limit(MOST_OTHERS)
        .select("compared_title")
        .collectAsList()
        .forEach(row -> others.add(row.getString(0)));
    return CauseExplanation.of(members, others);
  }

  /**
   * What is written to the logs of its service around the incidents of a cause, of the patterns
   * that stand out around all incidents of the service; the least likely by chance first.
   *
   * @param cause a row of {@link CauseSummaries}
   * @param settings what is taken to be around an incident
   */
  public List<Template> templates(Row cause, PlatformSettings settings, int most) {
    String service = cause.getAs("service");
    Instant asOf = cause.<Instant>getAs("as_of");
    return service == null
        ? List.of()
        : new CauseTemplates(lake, LogSteps.logs(settings).lift(), asOf)
            .of(cause.getAs("cause_id"), service, most);
  }

  /** The ids of the causes of some incidents, as far as these are counted. */
  Set<String> ofIncidents(List<String> incidentIds) {
    Set<String> ids = new TreeSet<>();
    lake.read(CauseMembers.TABLE)
        .where(col("incident_id").isin(incidentIds.toArray()))
        .select("cause_id")
        .collectAsList()
        .forEach(row -> ids.add(row.getString(0)));
    return ids;
  }

  private static CauseExplanation.Linked linked(Row row) {
    String decision = row.getAs("decision");
    return new CauseExplanation.Linked(
        new CauseMember(
            row.getAs("incident_id"),
            Micros.instant(row.<Long>getAs("opened")),
            row.getAs("service"),
            row.getAs("tenant"),
            row.getAs("compared_title"),
            row.getAs("cause_text"),
            row.getAs("time_to_acknowledge_seconds"),
            row.getAs("time_to_resolve_seconds"),
            row.getAs("deployment_key") == null
                ? CauseMember.Trigger.NONE_KNOWN
                : CauseMember.Trigger.CHANGE),
        decision == null ? row.getAs("edge") : "human: " + decision.replace('_', ' '),
        row.getAs("evidence"),
        row.getAs("similarity_ratio"));
  }

  /**
   * The row of {@link CauseMembers} of an incident.
   *
   * @param word its id, its ticket's number, or its page's number behind {@code #}
   * @throws RefusedDecisionException when there is none
   */
  public Row incident(String word) {
    List<Row> found =
        lake.read(CauseMembers.TABLE)
            .join(
                lake.read(IncidentFacts.TABLE)
                    .where(
                        col("incident_id")
                            .equalTo(word)
                            .or(col("servicenow_number").equalTo(word))
                            .or(concat(lit("#"), col("pagerduty_number")).equalTo(word)))
                    .select("incident_id"),
                "incident_id")
            .limit(2)
            .collectAsList();
    if (found.size() != 1) {
      throw new RefusedDecisionException(
          (found.isEmpty() ? "Unknown incident \"" : "Several incidents are called \"")
              + word
              + "\". Name the incident_id of a counted incident, as 'aftermath cause show' prints"
              + " it, the number of its ticket, or # and the number of its page");
    }
    return found.get(0);
  }
}
