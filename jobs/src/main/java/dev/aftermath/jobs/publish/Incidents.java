package dev.aftermath.jobs.publish;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import dev.aftermath.jobs.domain.calendar.ReportWeek;
import dev.aftermath.reports.model.IncidentLine;
import dev.aftermath.reports.model.Match;
import dev.aftermath.reports.model.OpenIncidentLine;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The incidents that a week's report names, from one look at the facts.
 *
 * @param opened in the week and counted, in the order of opening
 * @param open at the end of the week, oldest first
 * @param excluded opened in the week and not counted, by reason
 * @param names what people call those opened in the week, or open or settled since it began, by id
 */
record Incidents(
    List<IncidentLine> opened,
    List<OpenIncidentLine> open,
    Map<String, Long> excluded,
    Map<String, String> names) {

  static Incidents of(Dataset<Row> facts, ReportWeek week) {
    Instant start = week.start();
    Instant end = week.end();
    List<Row> rows =
        facts
            .where(
                col("opened_at")
                    .lt(lit(end))
                    .and(
                        col("opened_at")
                            .geq(lit(start))
                            .or(col("is_open"))
                            .or(coalesce(col("settled_at"), lit(start)).geq(lit(start)))))
            .orderBy("opened_at", "incident_id")
            .collectAsList();
    List<IncidentLine> opened = new ArrayList<>();
    List<OpenIncidentLine> open = new ArrayList<>();
    Map<String, Long> excluded = new TreeMap<>();
    Map<String, String> names = new HashMap<>();
    for (Row row : rows) {
      Cells cells = new Cells(row);
      names.put(cells.text("incident_id"), name(cells));
      boolean inWeek = !cells.instant("opened_at").isBefore(week.start());
      if (!cells.text("population").equals("counted")) {
        if (inWeek) {
          excluded.merge(cells.text("population"), 1L, Long::sum);
        }
        continue;
      }
      if (inWeek) {
        opened.add(line(cells));
      }
      if (openAt(cells, week.end())) {
        open.add(openLine(cells, week.end()));
      }
    }
    return new Incidents(opened, open, excluded, names);
  }

  /** What people call an incident; its id when it has nothing to do with the week. */
  String name(String incidentId) {
    return names.getOrDefault(incidentId, incidentId);
  }

  private static boolean openAt(Cells cells, Instant end) {
    Instant settled = cells.optionalInstant("settled_at");
    return cells.row().<Boolean>getAs("is_open") || (settled != null && !settled.isBefore(end));
  }

  private static IncidentLine line(Cells cells) {
    return new IncidentLine(
        name(cells),
        title(cells),
        cells.optionalText("service"),
        cells.optionalText("tenant"),
        cells.optionalText("priority"),
        cells.instant("opened_at"),
        cells.optionalNumber("time_to_acknowledge_seconds"),
        cells.optionalNumber("time_to_resolve_seconds"),
        state(cells),
        Match.valueOf(cells.text("match_state").toUpperCase(Locale.ROOT)));
  }

  private static OpenIncidentLine openLine(Cells cells, Instant end) {
    return new OpenIncidentLine(
        name(cells),
        title(cells),
        cells.optionalText("service"),
        cells.optionalText("tenant"),
        cells.optionalText("priority"),
        cells.instant("opened_at"),
        Duration.between(cells.instant("opened_at"), end).toSeconds());
  }

  private static String state(Cells cells) {
    return cells.row().<Boolean>getAs("is_open") ? "open" : "resolved";
  }

  private static String title(Cells cells) {
    String title = cells.optionalText("title");
    return title == null ? "(no title)" : title;
  }

  /** What people call it: the ticket's number where there is one. */
  static String name(Cells cells) {
    String ticket = cells.optionalText("servicenow_number");
    String page = cells.optionalText("pagerduty_number");
    return ticket != null ? ticket : page != null ? "#" + page : cells.text("incident_id");
  }
}
