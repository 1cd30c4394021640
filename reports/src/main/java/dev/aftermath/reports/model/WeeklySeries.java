package dev.aftermath.reports.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A weekly series to be charted beside the KPIs.
 *
 * @param id identifier, unique in the report
 * @param title printed title
 * @param unit unit of the values
 * @param points one per week, oldest first; weeks without a value are present with null
 * @param target a line to be drawn, null where there is none
 */
public record WeeklySeries(
    String id, String title, Unit unit, List<WeekPoint> points, @Nullable Target target) {
  /** Copies the points. */
  public WeeklySeries {
    points = List.copyOf(points);
  }
}
