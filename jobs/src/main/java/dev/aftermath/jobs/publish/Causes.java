package dev.aftermath.jobs.publish;

import static org.apache.spark.sql.functions.array_sort;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;

import dev.aftermath.jobs.gold.CauseMembers;
import dev.aftermath.jobs.gold.CauseSummaries;
import dev.aftermath.jobs.gold.IncidentFacts;
import dev.aftermath.jobs.lake.Lake;
import dev.aftermath.reports.model.CauseLine;
import java.util.List;
import java.util.Locale;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/** The recurring causes that a report names, the costliest first. */
final class Causes {
  private static final int MOST_CAUSES = 12;

  /** By the largest part of an error budget, then by the time of incidents: never by count. */
  private static final Column[] COSTLIEST_FIRST = {
    col("budget_share").desc_nulls_last(),
    col("total_resolve_seconds").desc(),
    col("episode_count").desc(),
    col("cause_id")
  };

  private Causes() {}

  static List<CauseLine> of(Lake lake) {
    Dataset<Row> top =
        lake.read(CauseSummaries.TABLE)
            .where("episode_count >= 2")
            .orderBy(COSTLIEST_FIRST)
            .limit(MOST_CAUSES);
    Dataset<Row> names =
        lake.read(IncidentFacts.TABLE)
            .select(
                col("incident_id"),
                coalesce(
                        col("servicenow_number"),
                        concat(lit("#"), col("pagerduty_number")),
                        col("incident_id"))
                    .as("name"));
    Dataset<Row> members =
        lake.read(CauseMembers.TABLE)
            .join(top.select("cause_id"), "cause_id")
            .join(names, "incident_id")
            .groupBy("cause_id")
            .agg(array_sort(collect_list(struct(col("opened_at"), col("name")))).as("members"));
    return top.join(members, "cause_id").orderBy(COSTLIEST_FIRST).collectAsList().stream()
        .map(Causes::line)
        .toList();
  }

  private static CauseLine line(Row row) {
    Cells cells = new Cells(row);
    List<Row> members = row.getList(row.fieldIndex("members"));
    return new CauseLine(
        cells.text("cause_id"),
        cells.optionalText("service"),
        cells.text("label"),
        cells.number("episode_count"),
        cells.number("last_28_days_count"),
        cells.number("incident_count"),
        cells.instant("first_seen_at"),
        cells.instant("last_seen_at"),
        cells.optionalDouble("gap_median_seconds"),
        CauseLine.Trend.valueOf(cells.text("trend").toUpperCase(Locale.ROOT)),
        new CauseLine.Standing(
            CauseLine.Status.valueOf(cells.text("status").toUpperCase(Locale.ROOT)),
            cells.optionalInstant("fixed_at"),
            fixBasis(cells.optionalText("fix_basis")),
            cells.optionalInstant("came_back_at"),
            cells.optionalInstant("quiet_proven_at")),
        new CauseLine.ActionItems(
            cells.number("action_item_open_count"),
            cells.number("action_item_overdue_count"),
            cells.number("action_item_done_count"),
            cells.optionalNumber("oldest_open_action_item_days"),
            cells.optionalInstant("earliest_action_item_due_at")),
        cells.optionalDecimal("budget_share"),
        cells.optionalText("budget_slo"),
        members.stream().map(member -> member.<String>getAs("name")).toList(),
        cells.number("resolved_count") == 0 ? null : cells.number("total_resolve_seconds"));
  }

  private static CauseLine.@Nullable FixBasis fixBasis(@Nullable String word) {
    return word == null ? null : CauseLine.FixBasis.valueOf(word.toUpperCase(Locale.ROOT));
  }
}
