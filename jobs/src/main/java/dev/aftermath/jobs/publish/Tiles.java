package dev.aftermath.jobs.publish;

import dev.aftermath.jobs.domain.calendar.ReportWeek;
import dev.aftermath.jobs.domain.kpi.KpiDefinition;
import dev.aftermath.reports.model.KpiTile;
import dev.aftermath.reports.model.Statistic;
import dev.aftermath.reports.model.Unit;
import dev.aftermath.reports.model.WeekPoint;
import dev.aftermath.reports.model.WeeklySeries;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/** The KPI tiles and charts of a report, from the rows of {@code kpi_values} over all incidents. */
final class Tiles {
  static final int WEEKS = 12;

  /** Of fewer incidents than this no statistic is shown: each of them is in the list. */
  private static final long FEWEST = 5;

  /** What is shown, in this order; a KPI that is not defined is left out. */
  private static final List<String> SHOWN =
      List.of(
          "incident_count",
          "mtta",
          "mttr",
          "sla_met_ratio",
          "ack_coverage",
          "reopened_count",
          "resolved_count",
          "open_count");

  private final Map<String, Cells> values = new HashMap<>();
  private final Map<String, KpiDefinition> definitions = new HashMap<>();
  private final List<ReportWeek> weeks;

  Tiles(List<Row> kpiValues, List<KpiDefinition> definitions, ReportWeek week) {
    for (Row row : kpiValues) {
      Cells cells = new Cells(row);
      values.put(cells.text("kpi_id") + " " + cells.text("period"), cells);
    }
    definitions.forEach(definition -> this.definitions.put(definition.id(), definition));
    this.weeks = week.lastWeeks(WEEKS);
  }

  List<KpiTile> tiles() {
    List<KpiTile> tiles = new ArrayList<>();
    for (String id : SHOWN) {
      KpiDefinition definition = definitions.get(id);
      if (definition != null) {
        tiles.add(tile(definition));
      }
    }
    return tiles;
  }

  /** The 90th percentiles beside the medians of the tiles: where the long ones are. */
  List<WeeklySeries> series() {
    List<WeeklySeries> series = new ArrayList<>();
    for (String id : SHOWN) {
      KpiDefinition definition = definitions.get(id);
      if (definition != null && definition.statistic() == KpiDefinition.Statistic.DURATION) {
        series.add(
            new WeeklySeries(
                id + "_p90",
                definition.name() + ", 90th percentile",
                Unit.SECONDS,
                weeks.stream().map(week -> point(id, week, Statistic.P90)).toList(),
                null));
      }
    }
    return series;
  }

  /**
   * How many incidents were opened in each week, oldest first. Weeks before the first incident are
   * left out: nothing was recorded yet, which is no quiet time to compare with.
   */
  List<Long> incidentCounts() {
    List<Long> counts =
        weeks.stream().map(week -> point("incident_count", week, Statistic.COUNT).n()).toList();
    int first = 0;
    while (first < counts.size() - 1 && counts.get(first) == 0) {
      first++;
    }
    return counts.subList(first, counts.size());
  }

  private KpiTile tile(KpiDefinition definition) {
    String id = definition.id();
    Statistic statistic = statistic(definition);
    Optional<Cells> now = cells(id, weeks.get(WEEKS - 1));
    long n = now.map(cells -> cells.number("n")).orElse(0L);
    boolean tooFew = statistic == Statistic.MEDIAN && n > 0 && n < FEWEST;
    WeekPoint before = point(id, weeks.get(WEEKS - 2), statistic);
    return new KpiTile(
        id,
        String.valueOf(definition.version()),
        definition.name(),
        unit(definition),
        statistic,
        n,
        statistic == Statistic.SHARE ? figure(now, "value") : figure(now, "mean_seconds"),
        figure(now, "median_seconds"),
        figure(now, "p90_seconds"),
        before.value(),
        weeks.stream().map(week -> point(id, week, statistic)).toList(),
        null,
        note(definition, tooFew));
  }

  private static @Nullable String note(KpiDefinition definition, boolean tooFew) {
    if (tooFew) {
      return "fewer than " + FEWEST + " incidents: read the list, not the figure";
    }
    return definition.statistic() == KpiDefinition.Statistic.STOCK
        ? "at the end of the week"
        : null;
  }

  private WeekPoint point(String id, ReportWeek week, Statistic statistic) {
    Optional<Cells> cells = cells(id, week);
    String column =
        switch (statistic) {
          case COUNT, SHARE -> "value";
          case MEAN -> "mean_seconds";
          case MEDIAN -> "median_seconds";
          case P90 -> "p90_seconds";
        };
    return new WeekPoint(
        week.label(), figure(cells, column), cells.map(found -> found.number("n")).orElse(0L));
  }

  private Optional<Cells> cells(String id, ReportWeek week) {
    return Optional.ofNullable(values.get(id + " " + week.label()));
  }

  private static @Nullable Double figure(Optional<Cells> cells, String column) {
    return cells.isEmpty() ? null : cells.get().optionalDouble(column);
  }

  private static Statistic statistic(KpiDefinition definition) {
    return switch (definition.statistic()) {
      case DURATION, NUMBER -> Statistic.MEDIAN;
      case COUNT, STOCK -> Statistic.COUNT;
      case RATIO, SHARE -> Statistic.SHARE;
    };
  }

  private static Unit unit(KpiDefinition definition) {
    return switch (definition.statistic()) {
      case DURATION -> Unit.SECONDS;
      case COUNT, STOCK, NUMBER -> Unit.COUNT;
      case RATIO, SHARE -> Unit.RATIO;
    };
  }
}
