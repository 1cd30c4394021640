package dev.aftermath.jobs.silver;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.date_format;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.when;

import dev.aftermath.jobs.domain.incident.AcknowledgementDoubt;
import dev.aftermath.jobs.lake.TableSpec;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;

/** The columns of {@link Incidents} from the accounts {@code page} and {@code ticket}. */
final class IncidentColumns {
  private static final Column HAS_PAGE = col("page").isNotNull();
  private static final Column HAS_TICKET = col("ticket").isNotNull();

  /** Of both lists of reopenings the longer one: both may tell of the same. */
  private static final Column REOPENED =
      expr(
          "if(coalesce(size(ticket.reopened_at), 0) > coalesce(size(page.reopened_at), 0),"
              + " ticket.reopened_at, coalesce(page.reopened_at, array()))");

  private IncidentColumns() {}

  /** All columns, in no particular order. */
  static List<Column> all() {
    List<Column> columns = identity();
    columns.addAll(decidedByTicket());
    columns.addAll(decidedByPage());
    columns.addAll(added());
    return columns;
  }

  private static List<Column> identity() {
    List<Column> columns = new ArrayList<>();
    columns.add(
        when(HAS_PAGE, concat(lit(Incidents.PAGING + ":"), col("page.record_key")))
            .otherwise(concat(col("ticket.system"), lit(":"), col("ticket.record_key")))
            .as("incident_id"));
    columns.add(
        when(HAS_PAGE.and(HAS_TICKET), lit("both"))
            .when(HAS_PAGE, lit("only_pagerduty"))
            .otherwise(lit("only_servicenow"))
            .as("match_state"));
    columns.add(col("ticket_relation.match_rule").as("match_rule"));
    columns.add(
        coalesce(col("ticket_relation.match_evidence"), col("page_relation.match_evidence"))
            .as("match_evidence"));
    columns.add(
        when(HAS_PAGE.and(HAS_TICKET), concat(lit(Incidents.PAGING + "+"), col("ticket.system")))
            .when(HAS_PAGE, lit(Incidents.PAGING))
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
            "closed_at",
            "major",
            "made_sla",
            "reassignment_count",
            "recorded_reopened_count")) {
      columns.add(ofTicketFirst(name).as(name));
    }
    for (String phase : List.of("impact_start", "mitigated")) {
      columns.add(ofTicketFirst(phase + "_at").as(phase + "_at"));
      columns.add(
          when(col("ticket." + phase + "_at").isNotNull(), col("ticket.system"))
              .when(col("page." + phase + "_at").isNotNull(), col("page.system"))
              .as(phase + "_source"));
    }
    columns.add(col("ticket.first_touch_at").as("first_touch_at"));
    columns.add(col("ticket.missing_fields").as("missing_fields"));
    return columns;
  }

  private static List<Column> added() {
    List<Column> columns = new ArrayList<>();
    for (String name :
        List.of(
            "escalation_count",
            "timeout_escalation_count",
            "manual_escalation_count",
            "reacknowledged_count")) {
      columns.add(
          expr("greatest(coalesce(page." + name + ", 0), coalesce(ticket." + name + ", 0))")
              .as(name));
    }
    for (String name :
        List.of(".record_count", "_relation.merged_child_count", "_relation.child_count")) {
      columns.add(
          expr("coalesce(page" + name + ", 0) + coalesce(ticket" + name + ", 0)")
              .as(name.substring(name.indexOf('.') + 1)));
    }
    columns.add(
        expr("coalesce(size(page.export_ids), 0) + coalesce(size(ticket.export_ids), 0)")
            .cast("bigint")
            .as("export_count"));
    columns.add(
        expr("least(page_relation.merged_children_opened_at,"
                + " ticket_relation.merged_children_opened_at)")
            .as("merged_children_opened_at"));
    columns.add(REOPENED.cast("array<timestamp>").as("reopened_at"));
    columns.add(size(REOPENED).cast("bigint").as("reopened_count"));
    columns.add(
        expr("concat(coalesce(page_relation.flags, array()),"
                + " coalesce(ticket_relation.flags, array()))")
            .as("flags"));
    columns.add(
        expr("sort_array(concat(coalesce(page.events, array()), coalesce(ticket.events, array())))")
            .cast(Incidents.TABLE.schema().apply("events").dataType())
            .as("events"));
    return columns;
  }

  private static List<Column> decidedByPage() {
    List<Column> columns = new ArrayList<>();
    columns.add(population().as("population"));
    for (String name :
        List.of(
            "state",
            "state_as_written",
            "is_open",
            "opened_basis",
            "acknowledged_basis",
            "responder_count",
            "snoozed_seconds",
            "response_effort_seconds",
            "engaged_seconds",
            "active_seconds",
            "opened_at",
            "first_notified_at",
            "resolved_at",
            "resolved_basis",
            "resolver_kind",
            "resolver_class",
            "deduplication_key")) {
      columns.add(ofPage(name).as(name));
    }
    columns.add(month(ofPage("opened_at")).as(TableSpec.MONTH));
    columns.add(ofPage("acknowledged_at").as("first_human_acknowledged_at"));
    columns.add(ofPage("last_responder_at").as("last_responder_acknowledged_at"));
    columns.add(
        concat(
                ofPage("acknowledgement_doubts"),
                when(
                        ofPageRelation("is_acknowledged_in_bulk"),
                        array(lit(AcknowledgementDoubt.IN_BULK.word())))
                    .otherwise(array().cast("array<string>")))
            .as("acknowledgement_doubts"));
    columns.add(
        when(
                ofPage("deduplication_key").isNotNull(),
                coalesce(ofPageRelation("refire_count"), lit(0L)))
            .as("refire_count"));
    return columns;
  }

  private static Column population() {
    return expr(
        """
        case when coalesce(page.population, 'counted') <> 'counted' then page.population
          when coalesce(ticket.population, 'counted') <> 'counted' then ticket.population
          when page is null and array_contains(ticket_relation.flags, 'page_has_other_ticket')
            then 'duplicate'
          else 'counted' end
        """);
  }

  private static Column ofPage(String name) {
    return when(HAS_PAGE, col("page." + name)).otherwise(col("ticket." + name));
  }

  private static Column ofPageRelation(String name) {
    return when(HAS_PAGE, col("page_relation." + name)).otherwise(col("ticket_relation." + name));
  }

  private static Column ofTicketFirst(String name) {
    return coalesce(col("ticket." + name), col("page." + name));
  }

  /** The month of an opening. */
  static Column month(Column openedAt) {
    return coalesce(date_format(openedAt, "yyyy-MM"), lit(Incidents.UNKNOWN));
  }
}
