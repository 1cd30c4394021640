package dev.aftermath.jobs.gold;

import static org.apache.spark.sql.functions.col;

import dev.aftermath.jobs.domain.calendar.BusinessCalendar;
import dev.aftermath.jobs.lake.TableSpec;
import dev.aftermath.jobs.spark.Schemas;
import java.util.Collection;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/**
 * One row per SLA of one incident, definition and start: whether it was met, as its source says and
 * as its instants say.
 *
 * <ul>
 *   <li>{@code outcome} is {@code met}, {@code breached}, {@code cancelled}, {@code running} or
 *       {@code unknown}. {@code outcome_basis} is {@code stated} where the source says whether it
 *       was breached, which is believed; else {@code computed}, or {@code stated_ratio} where the
 *       hours of its schedule are not known. Null where nothing was decided.
 *   <li>{@code clock} is the calendar that the schedule's name belongs to, {@code 24x7} without a
 *       schedule, null where no calendar bears the name.
 *   <li>{@code allowed_seconds}, {@code elapsed_seconds} and {@code business_elapsed_seconds} are
 *       worked out from the instants: the first and the last by that clock, the second around the
 *       clock; without pauses. Ratios are parts of the allowed seconds; the {@code stated_} ones
 *       are the source's. With a schedule the business ratio decides.
 *   <li>{@code team} is that of incident_facts: small teams have one name together.
 *   <li>{@code flags}: {@code breach_contradicts_computed} and {@code
 *       breach_contradicts_stated_ratio} where what the source says of the breach is not what
 *       follows; {@code schedule_not_known} and {@code zone_not_known}.
 * </ul>
 */
public final class SlaOutcomes {
  /** The table. */
  public static final TableSpec TABLE =
      TableSpec.gold(
          "sla_outcomes",
          """
          incident_id STRING NOT NULL,
          definition STRING NOT NULL,
          start_at TIMESTAMP NOT NULL,
          servicenow_key STRING NOT NULL,
          target STRING,
          service STRING,
          tenant STRING,
          team STRING,
          priority STRING,
          population STRING NOT NULL,
          stage STRING,
          end_at TIMESTAMP,
          breach_at TIMESTAMP,
          original_breach_at TIMESTAMP,
          schedule STRING,
          zone STRING,
          clock STRING,
          paused_seconds BIGINT,
          business_paused_seconds BIGINT,
          allowed_seconds BIGINT,
          elapsed_seconds BIGINT,
          business_elapsed_seconds BIGINT,
          elapsed_ratio DOUBLE,
          business_elapsed_ratio DOUBLE,
          stated_elapsed_ratio DOUBLE,
          stated_business_elapsed_ratio DOUBLE,
          has_breached BOOLEAN,
          outcome STRING NOT NULL,
          outcome_basis STRING,
          flags ARRAY<STRING> NOT NULL
          """,
          "incident_id",
          "definition",
          "start_at");

  /** Instants as microseconds. */
  static final StructType NUMBERS = Schemas.withNumbersForTimes(TABLE.schema());

  private SlaOutcomes() {}

  /**
   * Builds the table, one join.
   *
   * @param clocks {@link dev.aftermath.jobs.silver.SlaClocks}
   * @param facts {@link IncidentFacts}
   * @param calendars those that schedules may be named after
   */
  public static Dataset<Row> build(
      Dataset<Row> clocks, Dataset<Row> facts, Collection<BusinessCalendar> calendars) {
    SlaJudge judge = new SlaJudge(calendars);
    return clocks
        .join(incidents(facts), col("ticket_key").equalTo(col("servicenow_key")))
        .select(SlaJudge.COLUMNS.toArray(Column[]::new))
        .map((MapFunction<Row, Row>) judge::outcome, Encoders.row(NUMBERS))
        .transform(rows -> Schemas.fitNumbersForTimes(rows, TABLE.schema()));
  }

  private static Dataset<Row> incidents(Dataset<Row> facts) {
    return facts
        .where("servicenow_key IS NOT NULL")
        .select(
            "incident_id", "servicenow_key", "service", "tenant", "team", "priority", "population");
  }
}
