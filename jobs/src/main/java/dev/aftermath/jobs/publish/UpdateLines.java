package dev.aftermath.jobs.publish;

import dev.aftermath.jobs.domain.statistics.Quantiles;
import dev.aftermath.jobs.gold.IncidentUpdates;
import dev.aftermath.reports.model.UpdateLine;
import dev.aftermath.reports.model.UpdateLine.Told;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** When people were told of the incidents of a week. */
final class UpdateLines {
  private static final String NO_PRIORITY = "\uFFFF";

  private UpdateLines() {}

  /**
   * One line per priority, those without one last.
   *
   * @param rows of {@link IncidentUpdates}: the counted incidents opened in the week
   */
  static List<UpdateLine> of(List<Cells> rows) {
    Map<String, List<Cells>> byPriority = new TreeMap<>();
    for (Cells cells : rows) {
      String priority = Objects.requireNonNullElse(cells.optionalText("priority"), NO_PRIORITY);
      byPriority.computeIfAbsent(priority, it -> new ArrayList<>()).add(cells);
    }
    List<UpdateLine> lines = new ArrayList<>();
    byPriority.forEach(
        (priority, incidents) ->
            lines.add(
                new UpdateLine(
                    priority.equals(NO_PRIORITY) ? null : priority,
                    told(incidents, "time_to_first_customer_update_seconds"),
                    told(
                        incidents.stream().filter(UpdateLines::hasTicket).toList(),
                        "time_to_first_stakeholder_update_seconds"))));
    return lines;
  }

  /** Stakeholders are told by a ticket. */
  private static boolean hasTicket(Cells cells) {
    return !cells.text("match_state").equals("only_pagerduty");
  }

  private static Told told(List<Cells> incidents, String column) {
    long[] seconds =
        incidents.stream()
            .map(cells -> cells.optionalNumber(column))
            .filter(Objects::nonNull)
            .mapToLong(Long::longValue)
            .sorted()
            .toArray();
    return new Told(
        incidents.size(),
        seconds.length,
        seconds.length < Tiles.FEWEST ? null : Double.valueOf(Quantiles.ofSorted(seconds, 0.5)),
        seconds.length == 0 ? null : Long.valueOf(seconds[seconds.length - 1]));
  }
}
