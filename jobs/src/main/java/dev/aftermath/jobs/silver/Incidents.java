package dev.aftermath.jobs.silver;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.struct;

import dev.aftermath.jobs.lake.TableSpec;
import dev.aftermath.jobs.spark.Schemas;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;

/**
 * One row per incident, whichever systems know of it, with its ordered events inside.
 *
 * <p>A page (the incident of the paging system) and a ticket are one incident by {@code
 * match_rule}: {@code ticket_names_page}, {@code page_names_ticket}, {@code correlation_id} (the
 * ticket states the page's deduplication key), {@code number_mentioned}, or a rule of {@code
 * conf/matching.yaml} for what no key joins. {@code match_evidence} says why in words, also why one
 * that stands alone does. A page has one ticket: of several the one that names it most surely, then
 * the one opened first; the others are outside the population as {@code duplicate} and carry the
 * flag {@code page_has_other_ticket}. A page whose ticket is another page's carries {@code
 * ticket_has_other_page} and counts; {@code match_ambiguous} had candidates and no telling which.
 * Where both know of the incident:
 *
 * <ul>
 *   <li>the ticket decides title, service, tenant, team, priority, urgency, impact, category,
 *       cause, references, monitoring id, major flag, SLA flag, start of impact, mitigation and
 *       closing, and the page fills in what it leaves out; the {@code _source} of a time is the
 *       system that states it;
 *   <li>the ticket alone decides first touch: that of a page is its acknowledgement;
 *   <li>the page alone decides opening, notification, acknowledgements, responders, snoozes,
 *       resolution, resolver, {@code active_seconds} and whether the incident is open: durations
 *       then come from one clock;
 *   <li>it is outside the population when either record says so, for the page's reason first;
 *   <li>counts of escalations, reopenings and the like are the larger of the two, since both may
 *       count the same act.
 * </ul>
 *
 * <p>{@code first_notified_at} is when the log first shows that somebody was called, and has no
 * fallback. {@code responder_count} counts the persons who acknowledged, null without a log; {@code
 * last_responder_acknowledged_at} is when the last of several joined. {@code resolver_class} is
 * {@code human}, {@code integration}, {@code timeout} or {@code merge}. {@code active_seconds} adds
 * up the open spans between reopenings. {@code response_effort_seconds} is the time that people
 * worked on it, reckoned from what each of them did, {@code engaged_seconds} that from each
 * responder's first acknowledgement to the resolution; both are sums over people, and nothing is
 * stored of each of them. {@code acknowledgement_doubts} are {@code by_automation}, {@code
 * within_five_seconds} and {@code in_bulk} (three or more incidents by one person, each no more
 * than ten seconds after the one before). {@code merged_child_count} counts the pages that live on
 * in this one, whether merged into it or into another that was; one that is itself merged has none.
 * {@code merged_children_opened_at} is the earliest of their openings; {@code child_count} counts
 * the tickets that name this one as their parent. {@code refire_count} counts the incidents with
 * the same deduplication key that were opened within 24 hours after the resolution, null without
 * such a key; what was merged is no return and has none. {@code missing_fields} are those that the
 * contract wants on the ticket; null without a ticket. Events carry no actor: personal data stays
 * in bronze. {@code month} is that of the opening (UTC), {@code unknown} where it is not known.
 */
public final class Incidents {
  /** The table. */
  public static final TableSpec TABLE =
      TableSpec.silver(
              "incidents",
              """
          incident_id STRING NOT NULL,
          match_state STRING NOT NULL,
          match_rule STRING,
          match_evidence STRING,
          system STRING NOT NULL,
          pagerduty_key STRING,
          servicenow_key STRING,
          pagerduty_number STRING,
          servicenow_number STRING,
          title STRING,
          service STRING,
          tenant STRING,
          team STRING,
          priority STRING,
          urgency STRING,
          impact STRING,
          category STRING,
          monitoring_id STRING,
          deduplication_key STRING,
          cause_text STRING,
          cause_key STRING,
          cause_code STRING,
          change_reference STRING,
          problem_reference STRING,
          runbook_reference STRING,
          parent STRING,
          merged_into STRING,
          merged_child_count BIGINT NOT NULL,
          merged_children_opened_at TIMESTAMP,
          child_count BIGINT NOT NULL,
          major BOOLEAN,
          made_sla BOOLEAN,
          population STRING NOT NULL,
          state STRING NOT NULL,
          state_as_written STRING,
          is_open BOOLEAN NOT NULL,
          impact_start_at TIMESTAMP,
          impact_start_source STRING,
          opened_at TIMESTAMP,
          opened_basis STRING,
          first_notified_at TIMESTAMP,
          first_touch_at TIMESTAMP,
          first_human_acknowledged_at TIMESTAMP,
          acknowledged_basis STRING,
          acknowledgement_doubts ARRAY<STRING> NOT NULL,
          responder_count BIGINT,
          last_responder_acknowledged_at TIMESTAMP,
          mitigated_at TIMESTAMP,
          mitigated_source STRING,
          resolved_at TIMESTAMP,
          resolved_basis STRING,
          resolver_kind STRING,
          resolver_class STRING,
          closed_at TIMESTAMP,
          reopened_at ARRAY<TIMESTAMP> NOT NULL,
          reopened_count BIGINT NOT NULL,
          recorded_reopened_count BIGINT,
          refire_count BIGINT,
          active_seconds BIGINT,
          snoozed_seconds BIGINT NOT NULL,
          response_effort_seconds BIGINT,
          engaged_seconds BIGINT,
          escalation_count BIGINT NOT NULL,
          timeout_escalation_count BIGINT NOT NULL,
          manual_escalation_count BIGINT NOT NULL,
          reacknowledged_count BIGINT NOT NULL,
          reassignment_count BIGINT,
          missing_fields ARRAY<STRING>,
          flags ARRAY<STRING> NOT NULL,
          events ARRAY<STRUCT<at: TIMESTAMP, kind: STRING, actor_kind: STRING, detail: STRING,
            system: STRING>> NOT NULL,
          record_count BIGINT NOT NULL,
          export_count BIGINT NOT NULL,
          month STRING NOT NULL
          """,
              "incident_id")
          .byMonth();

  /** The paging system. */
  public static final String PAGING = "pagerduty";

  /** The month of what no opening is known of. */
  public static final String UNKNOWN = "unknown";

  static final Column IS_PAGE = col("system").equalTo(PAGING);

  private static final Seq<String> LINK = CollectionConverters.asScala(List.of("link")).toSeq();

  private Incidents() {}

  /**
   * Builds the rows of incidents, three shuffles and two joins.
   *
   * @param stories rows of {@link Stories}; they are read twice
   * @param relations {@link IncidentRelations} of the same accounts
   */
  public static Dataset<Row> build(Dataset<Row> stories, Dataset<Row> relations) {
    return pairs(stories, relations)
        .select(IncidentColumns.all().toArray(Column[]::new))
        .transform(rows -> Schemas.fit(rows, TABLE.schema()));
  }

  /**
   * One row per incident: its page, its ticket, and what each has to do with others. All is joined
   * by the page that an account is about, so that pages, which have the events, move once.
   */
  private static Dataset<Row> pairs(Dataset<Row> stories, Dataset<Row> relations) {
    Dataset<Row> pages =
        stories
            .where(IS_PAGE)
            .select(ofPage(col("record_key")).as("link"), struct(col("*")).as("page"));
    Dataset<Row> ofPages =
        relations
            .where(IS_PAGE)
            .select(ofPage(col("record_key")).as("link"), struct(col("*")).as("page_relation"));
    return pages
        .join(ofPages, LINK, "left")
        .join(tickets(stories.where(not(IS_PAGE)), relations.where(not(IS_PAGE))), LINK, "full")
        .drop("link");
  }

  private static Dataset<Row> tickets(Dataset<Row> stories, Dataset<Row> relations) {
    Column alone = concat(col("ticket.record_key"), lit(":"), col("ticket.system"), lit(":ticket"));
    return stories
        .select(col("system"), col("record_key"), struct(col("*")).as("ticket"))
        .join(
            relations.select(
                col("system"), col("record_key"), struct(col("*")).as("ticket_relation")),
            CollectionConverters.asScala(List.of("record_key", "system")).toSeq(),
            "left")
        .select(
            coalesce(ofPage(col("ticket_relation.page_key")), alone).as("link"),
            col("ticket"),
            col("ticket_relation"));
  }

  /** The key comes first: Spark sorts by the first eight bytes as far as these differ. */
  private static Column ofPage(Column key) {
    return concat(key, lit(":page"));
  }
}
