package dev.aftermath.reports.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was learnt from incidents: whether postmortems were written, and what came of them.
 *
 * @param lines how often, by measure and span; empty where no incident asks for a postmortem and no
 *     action item is known
 * @param openCount action items that were open when the week ended
 * @param overdueCount those of them that were overdue
 * @param medianOverdueSeconds median of how long, null where none was
 * @param p90OverdueSeconds 90th percentile of how long, null where none was
 * @param owed what is overdue, postmortems first and the longest overdue first
 */
public record Learning(
    List<LearningLine> lines,
    long openCount,
    long overdueCount,
    @Nullable Double medianOverdueSeconds,
    @Nullable Double p90OverdueSeconds,
    List<OwedLine> owed) {
  /** Copies the lists and refuses figures that no format can show. */
  public Learning {
    lines = List.copyOf(lines);
    owed = List.copyOf(owed);
    Finite.require("median of overdue action items", medianOverdueSeconds);
    Finite.require("90th percentile of overdue action items", p90OverdueSeconds);
  }

  /** Nothing to say. */
  public static Learning none() {
    return new Learning(List.of(), 0, 0, null, null, List.of());
  }
}
