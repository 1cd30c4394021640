package dev.aftermath.jobs.silver;

import static org.apache.spark.sql.functions.array_sort;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.inline;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.timestamp_micros;
import static org.apache.spark.sql.functions.when;

import dev.aftermath.jobs.lake.TableSpec;
import dev.aftermath.jobs.spark.Schemas;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * One row per incident, whichever systems know of it, with its ordered events inside.
 *
 * <p>A page (the incident of the paging system) and a ticket are one incident when the ticket names
 * the page's key as its external reference. A page has one ticket: of several that name it, the one
 * opened first; the others stand alone and carry the flag {@code page_has_other_ticket}. Where both
 * know of the incident:
 *
 * <ul>
 *   <li>the ticket decides title, service, tenant, team, priority, urgency, impact, category,
 *       cause, references, monitoring id, major flag, SLA flag, closing and first touch, and the
 *       page fills in what it leaves out;
 *   <li>the page alone decides opening, acknowledgement, resolution, resolver and whether the
 *       incident is open: durations then come from one clock;
 *   <li>it is outside the population when either record says so, for the page's reason first;
 *   <li>counts of escalations, reopenings and the like are the larger of the two, since both may
 *       count the same act.
 * </ul>
 *
 * <p>{@code missing_fields} are those that the contract wants on the ticket; null without a ticket.
 * Events carry no actor: personal data stays in bronze.
 */
public final class Incidents {
  /** The table. */
  public static final TableSpec TABLE =
      TableSpec.silver(
          "incidents",
          """
          incident_id STRING NOT NULL,
          match_state STRING NOT NULL,
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
          cause_text STRING,
          cause_key STRING,
          cause_code STRING,
          change_reference STRING,
          problem_reference STRING,
          runbook_reference STRING,
          parent STRING,
          merged_into STRING,
          major BOOLEAN,
          made_sla BOOLEAN,
          population STRING NOT NULL,
          state STRING NOT NULL,
          state_as_written STRING,
          is_open BOOLEAN NOT NULL,
          opened_at TIMESTAMP,
          first_touch_at TIMESTAMP,
          first_human_acknowledged_at TIMESTAMP,
          acknowledged_basis STRING,
          resolved_at TIMESTAMP,
          resolved_basis STRING,
          resolver_kind STRING,
          closed_at TIMESTAMP,
          reopened_count BIGINT NOT NULL,
          recorded_reopened_count BIGINT,
          escalation_count BIGINT NOT NULL,
          reacknowledged_count BIGINT NOT NULL,
          reassignment_count BIGINT,
          missing_fields ARRAY<STRING>,
          flags ARRAY<STRING> NOT NULL,
          events ARRAY<STRUCT<at: TIMESTAMP, kind: STRING, actor_kind: STRING, detail: STRING,
            system: STRING>> NOT NULL,
          record_count BIGINT NOT NULL,
          export_count BIGINT NOT NULL
          """,
          "incident_id");

  private static final String PAGING = "pagerduty";
  private static final Column IS_PAGE = col("system").equalTo(PAGING);
  private static final Column HAS_PAGE = col("page").isNotNull();
  private static final Column HAS_TICKET = col("ticket").isNotNull();

  private Incidents() {}

  /**
   * Builds the table; two shuffles, or four when records are known by number alone.
   *
   * @param records {@link dev.aftermath.jobs.bronze.Records}
   */
  public static Dataset<Row> build(Dataset<Row> records) {
    return pairs(Stories.fold(NumberedRecords.rekeyed(records.where("kind = 'incident'"))))
        .select(columns().toArray(Column[]::new))
        .transform(rows -> Schemas.fit(rows, TABLE.schema()));
  }

  /** One row per incident: its page, its ticket, and how many tickets came before this one. */
  private static Dataset<Row> pairs(Dataset<Row> stories) {
    Column page =
        concat(lit("page:"), when(IS_PAGE, col("record_key")).otherwise(col("external_reference")));
    Column alone = concat(lit("ticket:"), col("system"), lit(":"), col("record_key"));
    List<Column> told = new ArrayList<>();
    told.add(when(IS_PAGE, lit(0)).otherwise(lit(1)).as("rank"));
    told.add(col("opened_micros"));
    told.add(col("record_key"));
    told.add(struct(col("*")).as("story"));
    return stories
        .groupBy(coalesce(page, alone).as("link"))
        .agg(array_sort(collect_list(struct(told.toArray(Column[]::new)))).as("told"))
        .select(
            expr("get(filter(told, t -> t.rank = 0), 0).story").as("page"),
            expr("filter(told, t -> t.rank = 1)").as("tickets"))
        .select(
            inline(
                expr(
                    """
                    if(size(tickets) = 0,
                      array(named_struct('page', page, 'ticket', get(tickets, 0).story, 'place', 0)),
                      transform(tickets, (t, i) -> named_struct(
                        'page', if(i = 0, page, null), 'ticket', t.story, 'place',
                        if(page is null, 0, i))))
                    """)));
  }

  private static List<Column> columns() {
    List<Column> columns = identity();
    columns.addAll(decidedByTicket());
    columns.addAll(decidedByPage());
    columns.addAll(added());
    return columns;
  }

  private static List<Column> identity() {
    List<Column> columns = new ArrayList<>();
    columns.add(
        when(HAS_PAGE, concat(lit(PAGING + ":"), col("page.record_key")))
            .otherwise(concat(col("ticket.system"), lit(":"), col("ticket.record_key")))
            .as("incident_id"));
    columns.add(
        when(HAS_PAGE.and(HAS_TICKET), lit("both"))
            .when(HAS_PAGE, lit("only_pagerduty"))
            .otherwise(lit("only_servicenow"))
            .as("match_state"));
    columns.add(
        when(HAS_PAGE.and(HAS_TICKET), concat(lit(PAGING + "+"), col("ticket.system")))
            .when(HAS_PAGE, lit(PAGING))
            .otherwise(col("ticket.system"))
            .as("system"));
    columns.add(col("page.record_key").as("pagerduty_key"));
    columns.add(col("ticket.record_key").as("servicenow_key"));
    columns.add(col("page.number").as("pagerduty_number"));
    columns.add(col("ticket.number").as("servicenow_number"));
    return columns;
  }

  private static List<Column> decidedByTicket() {
    List<Column> columns = new ArrayList<>();
    for (String name :
        List.of(
            "title",
            "service",
            "tenant",
            "team",
            "priority",
            "urgency",
            "impact",
            "category",
            "monitoring_id",
            "cause_text",
            "cause_key",
            "cause_code",
            "change_reference",
            "problem_reference",
            "runbook_reference",
            "parent",
            "merged_into",
            "major",
            "made_sla",
            "reassignment_count",
            "recorded_reopened_count")) {
      columns.add(coalesce(col("ticket." + name), col("page." + name)).as(name));
    }
    columns.add(instant(ofTicketFirst("first_touch_micros")).as("first_touch_at"));
    columns.add(instant(ofTicketFirst("closed_micros")).as("closed_at"));
    columns.add(col("ticket.missing_fields").as("missing_fields"));
    return columns;
  }

  private static List<Column> added() {
    List<Column> columns = new ArrayList<>();
    for (String name : List.of("reopened_count", "escalation_count", "reacknowledged_count")) {
      columns.add(
          expr("greatest(coalesce(page." + name + ", 0), coalesce(ticket." + name + ", 0))")
              .as(name));
    }
    for (String name : List.of("record_count", "export_count")) {
      columns.add(
          expr("coalesce(page." + name + ", 0) + coalesce(ticket." + name + ", 0)").as(name));
    }
    columns.add(expr("if(place > 0, array('page_has_other_ticket'), array())").as("flags"));
    columns.add(
        expr("""
                transform(
                  array_sort(concat(coalesce(page.events, array()),
                    coalesce(ticket.events, array()))),
                  e -> named_struct('at', timestamp_micros(e.at), 'kind', e.kind, 'actor_kind',
                    e.actor_kind, 'detail', e.detail, 'system', e.system))
                """)
            .as("events"));
    return columns;
  }

  private static List<Column> decidedByPage() {
    List<Column> columns = new ArrayList<>();
    columns.add(
        expr("if(coalesce(page.population, 'counted') <> 'counted', page.population,"
                + " coalesce(ticket.population, 'counted'))")
            .as("population"));
    for (String name :
        List.of(
            "state",
            "state_as_written",
            "is_open",
            "acknowledged_basis",
            "resolved_basis",
            "resolver_kind")) {
      columns.add(ofPage(name).as(name));
    }
    columns.add(instant(ofPage("opened_micros")).as("opened_at"));
    columns.add(instant(ofPage("acknowledged_micros")).as("first_human_acknowledged_at"));
    columns.add(instant(ofPage("resolved_micros")).as("resolved_at"));
    return columns;
  }

  private static Column ofPage(String name) {
    return when(HAS_PAGE, col("page." + name)).otherwise(col("ticket." + name));
  }

  private static Column ofTicketFirst(String name) {
    return coalesce(col("ticket." + name), col("page." + name));
  }

  private static Column instant(Column micros) {
    return timestamp_micros(micros);
  }
}
