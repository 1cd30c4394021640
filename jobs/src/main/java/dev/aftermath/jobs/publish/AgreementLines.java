package dev.aftermath.jobs.publish;

import dev.aftermath.jobs.domain.calendar.ReportWeek;
import dev.aftermath.jobs.domain.statistics.Share;
import dev.aftermath.jobs.domain.statistics.ShareChart;
import dev.aftermath.jobs.gold.SlaCompliance;
import dev.aftermath.reports.model.SlaLine;
import dev.aftermath.reports.model.SlaLine.Target;
import dev.aftermath.reports.model.Variation;
import dev.aftermath.reports.model.Variation.Meaning;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Whether the tickets resolved in a week met their service level agreements. */
final class AgreementLines {
  private static final List<String> SEGMENT_TYPES =
      List.of("all", "priority", "service", "tenant", "team");

  private AgreementLines() {}

  /**
   * The lines, all tickets first.
   *
   * @param rows of {@link SlaCompliance}: all segments of the week, and the weeks before and {@code
   *     all} periods of all tickets
   */
  static List<SlaLine> of(List<Cells> rows, ReportWeek week) {
    Map<Target, WeeklyHistory<Share>> histories = new EnumMap<>(Target.class);
    List<Cells> own = new ArrayList<>();
    boolean wereExported = false;
    for (Cells cells : rows) {
      String period = cells.text("period");
      if (period.equals("all")) {
        wereExported |= cells.number("without_sla_count") < cells.number("resolved_count");
      } else if (cells.text("segment_type").equals("all")) {
        histories
            .computeIfAbsent(target(cells), target -> new WeeklyHistory<>())
            .put(period, decided(cells));
      }
      if (period.equals(week.label())) {
        own.add(cells);
      }
    }
    if (!wereExported) {
      return List.of();
    }
    return own.isEmpty()
        ? Arrays.stream(Target.values()).map(AgreementLines::nothing).toList()
        : own.stream()
            .map(cells -> line(cells, variation(cells, histories, week)))
            .sorted(
                Comparator.comparingInt((SlaLine line) -> place(line.segmentType()))
                    .thenComparing(SlaLine::segment)
                    .thenComparing(SlaLine::target))
            .toList();
  }

  /** Of a week in which no ticket was resolved. */
  private static SlaLine nothing(Target target) {
    return new SlaLine(target, "all", "all", 0, 0, 0, 0, 0, 0, null, null, Variation.UNKNOWN);
  }

  private static int place(String segmentType) {
    return SEGMENT_TYPES.indexOf(segmentType);
  }

  private static Share decided(Cells cells) {
    long met = cells.number("met_count");
    return new Share(met, met + cells.number("breached_count"));
  }

  private static @Nullable Variation variation(
      Cells cells, Map<Target, WeeklyHistory<Share>> histories, ReportWeek week) {
    WeeklyHistory<Share> history = histories.get(target(cells));
    return history == null || !cells.text("segment_type").equals("all")
        ? null
        : history.variation(week, new ShareChart(), new Share(0, 0), Meaning.BETTER);
  }

  private static Target target(Cells cells) {
    return Target.valueOf(cells.text("target").toUpperCase(Locale.ROOT));
  }

  private static SlaLine line(Cells cells, @Nullable Variation variation) {
    return new SlaLine(
        target(cells),
        cells.text("segment_type"),
        cells.text("segment"),
        cells.number("resolved_count"),
        cells.number("met_count"),
        cells.number("breached_count"),
        cells.number("cancelled_count"),
        cells.number("undecided_count"),
        cells.number("without_sla_count"),
        cells.optionalDouble("met_ratio"),
        cells.optionalDouble("met_of_resolved_ratio"),
        variation);
  }
}
