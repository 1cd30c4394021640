package dev.aftermath.jobs.publish;

import static org.apache.spark.sql.functions.array_sort;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;

import dev.aftermath.jobs.domain.cause.CauseText;
import dev.aftermath.jobs.gold.CauseMembers;
import dev.aftermath.jobs.gold.IncidentFacts;
import dev.aftermath.jobs.gold.RecurringCauses;
import dev.aftermath.jobs.lake.Lake;
import dev.aftermath.reports.model.CauseLine;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The recurring causes that a report names, most frequent in the last four weeks first. */
final class Causes {
  private static final int MOST_CAUSES = 12;

  private Causes() {}

  static List<CauseLine> of(Lake lake) {
    Dataset<Row> top =
        lake.read(RecurringCauses.TABLE)
            .orderBy(
                col("last_four_weeks_count").desc(),
                col("incident_count").desc(),
                col("total_resolve_seconds").desc(),
                col("cause_id"))
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
            .agg(
                array_sort(collect_list(struct(col("opened_at"), col("name"), col("cause_text"))))
                    .as("members"));
    return top
        .join(members, "cause_id")
        .orderBy(
            col("last_four_weeks_count").desc(),
            col("incident_count").desc(),
            col("total_resolve_seconds").desc(),
            col("cause_id"))
        .collectAsList()
        .stream()
        .map(Causes::line)
        .toList();
  }

  private static CauseLine line(Row row) {
    Cells cells = new Cells(row);
    List<Row> members = row.getList(row.fieldIndex("members"));
    return new CauseLine(
        cells.optionalText("service"),
        wording(
            members.stream().map(member -> member.<String>getAs("cause_text")).toList(),
            cells.text("cause_key")),
        cells.number("incident_count"),
        cells.number("last_four_weeks_count"),
        cells.instant("first_seen_at"),
        cells.instant("last_seen_at"),
        members.stream().map(member -> member.<String>getAs("name")).toList(),
        cells.number("resolved_count") == 0 ? null : cells.number("total_resolve_seconds"));
  }

  /**
   * The wording most people chose, without the times, numbers and names of single incidents; of
   * equals the first in the alphabet, which puts a capital letter at the front.
   *
   * @param key what the wordings have in common, for want of a readable one
   */
  static String wording(List<String> wordings, String key) {
    Map<String, Long> counts = new TreeMap<>();
    for (String wording : wordings) {
      String readable = CauseText.readable(wording);
      if (!readable.isEmpty()) {
        counts.merge(readable, 1L, Long::sum);
      }
    }
    // Of equals max keeps the first it meets.
    return counts.entrySet().stream()
        .max(Map.Entry.comparingByValue())
        .map(Map.Entry::getKey)
        .orElse(key);
  }
}
