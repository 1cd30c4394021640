package dev.aftermath.jobs.publish;

import dev.aftermath.jobs.domain.calendar.ReportWeek;
import dev.aftermath.jobs.domain.kpi.KpiDefinition;
import dev.aftermath.jobs.domain.kpi.KpiDefinition.Direction;
import dev.aftermath.reports.model.Interval;
import dev.aftermath.reports.model.KpiTile;
import dev.aftermath.reports.model.MeanChange;
import dev.aftermath.reports.model.OpenEnded;
import dev.aftermath.reports.model.Statistic;
import dev.aftermath.reports.model.Unit;
import dev.aftermath.reports.model.Variation;
import dev.aftermath.reports.model.Variation.Arrow;
import dev.aftermath.reports.model.Variation.Meaning;
import dev.aftermath.reports.model.Variation.Rule;
import dev.aftermath.reports.model.Variation.Way;
import dev.aftermath.reports.model.WeekPoint;
import dev.aftermath.reports.model.WeeklySeries;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/** The KPI tiles and charts of a report, from the rows of {@code kpi_values} over all incidents. */
final class Tiles {
  static final int WEEKS = 12;

  /** Of fewer incidents than this no statistic is told: each of them is in the list. */
  static final long FEWEST = 5;

  /**
   * What is shown, in this order; a KPI that is not defined is left out. Of several for one place
   * it is the first that has cases: a ticket's own word on its SLA counts where no SLA is on
   * record.
   */
  private static final List<List<String>> SHOWN =
      List.of(
          List.of("incident_count"),
          List.of("mtta"),
          List.of("mttr"),
          List.of("resolution_sla_met_ratio", "sla_met_ratio"),
          List.of("ack_coverage"),
          List.of("reopened_count"),
          List.of("resolved_count"),
          List.of("open_count"));

  private final Map<String, Cells> values = new HashMap<>();
  private final Map<String, KpiDefinition> definitions = new HashMap<>();
  private final List<ReportWeek> weeks;
  private final Incidents incidents;

  Tiles(
      List<Row> kpiValues, List<KpiDefinition> definitions, ReportWeek week, Incidents incidents) {
    for (Row row : kpiValues) {
      Cells cells = new Cells(row);
      values.put(cells.text("kpi_id") + " " + cells.text("period"), cells);
    }
    definitions.forEach(definition -> this.definitions.put(definition.id(), definition));
    this.weeks = week.lastWeeks(WEEKS);
    this.incidents = incidents;
  }

  List<KpiTile> tiles() {
    return shown().stream().map(this::tile).toList();
  }

  private List<KpiDefinition> shown() {
    List<KpiDefinition> shown = new ArrayList<>();
    for (List<String> ids : SHOWN) {
      List<KpiDefinition> defined =
          ids.stream().map(definitions::get).filter(Objects::nonNull).toList();
      defined.stream()
          .filter(definition -> hasCases(definition.id()))
          .findFirst()
          .or(() -> defined.stream().reduce((first, last) -> last))
          .ifPresent(shown::add);
    }
    return shown;
  }

  private boolean hasCases(String id) {
    return weeks.stream()
        .flatMap(week -> cells(id, week).stream())
        .anyMatch(cells -> cells.number("n") > 0);
  }

  /** The 90th percentiles beside the medians of the tiles: where the long ones are. */
  List<WeeklySeries> series() {
    List<WeeklySeries> series = new ArrayList<>();
    for (KpiDefinition definition : shown()) {
      String id = definition.id();
      if (definition.statistic() == KpiDefinition.Statistic.DURATION) {
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

  private KpiTile tile(KpiDefinition definition) {
    String id = definition.id();
    Statistic statistic = statistic(definition);
    Optional<Cells> now = cells(id, weeks.get(WEEKS - 1));
    long n = now.map(cells -> cells.number("n")).orElse(0L);
    boolean tooFew = statistic != Statistic.COUNT && n > 0 && n < FEWEST;
    Optional<Cells> told = tooFew ? Optional.empty() : now;
    WeekPoint before = point(id, weeks.get(WEEKS - 2), statistic);
    return new KpiTile(
        id,
        String.valueOf(definition.version()),
        definition.name(),
        unit(definition),
        statistic,
        n,
        statistic == Statistic.SHARE ? figure(told, "value") : figure(told, "mean_seconds"),
        figure(told, "median_seconds"),
        figure(told, "p90_seconds"),
        before.n() < FEWEST && statistic != Statistic.COUNT ? null : before.value(),
        weeks.stream().map(week -> point(id, week, statistic)).toList(),
        interval(told, "lower", "upper"),
        interval(told, "p90_lower_seconds", "p90_upper_seconds"),
        told.map(cells -> variation(definition, cells)).orElse(Variation.UNKNOWN),
        statistic == Statistic.MEDIAN ? openEnded(now, told) : null,
        meanChange(told),
        null,
        note(definition, tooFew));
  }

  private static @Nullable Interval interval(Optional<Cells> cells, String lower, String upper) {
    Double low = figure(cells, lower);
    Double high = figure(cells, upper);
    return (low == null || high == null) ? null : new Interval(low, high);
  }

  private static Variation variation(KpiDefinition definition, Cells cells) {
    return new Variation(
        arrow(definition.direction(), cells),
        cells.number("baseline_week_count"),
        interval(Optional.of(cells), "usual_lower", "usual_upper"),
        cells.optionalDouble("minimum_detectable_change"));
  }

  private static @Nullable Arrow arrow(Direction direction, Cells cells) {
    String rule = cells.optionalText("signal_rule");
    if (rule == null) {
      return null;
    }
    Way way = Way.valueOf(cells.text("signal_direction").toUpperCase(Locale.ROOT));
    Meaning meaning =
        switch (direction) {
          case LOWER_IS_BETTER -> way == Way.DOWN ? Meaning.BETTER : Meaning.WORSE;
          case HIGHER_IS_BETTER -> way == Way.UP ? Meaning.BETTER : Meaning.WORSE;
          case NEITHER -> Meaning.NEITHER;
        };
    return new Arrow(way, Rule.valueOf(rule.toUpperCase(Locale.ROOT)), meaning);
  }

  private static OpenEnded openEnded(Optional<Cells> now, Optional<Cells> told) {
    long open = now.map(cells -> cells.number("open_n")).orElse(0L);
    return new OpenEnded(open, figure(told, "kaplan_meier_median_seconds"));
  }

  private @Nullable MeanChange meanChange(Optional<Cells> told) {
    if (told.isEmpty() || told.get().optionalNumber("mean_change_seconds") == null) {
      return null;
    }
    Cells cells = told.get();
    return new MeanChange(
        cells.number("mean_change_seconds"),
        cells.number("longest_change_seconds"),
        cells.number("mix_change_seconds"),
        cells.number("within_change_seconds"),
        cells.number("mean_without_longest_seconds"),
        incidents.name(cells.text("longest_incident_id")));
  }

  private static @Nullable String note(KpiDefinition definition, boolean tooFew) {
    if (tooFew) {
      return "too few for a statistic: see the list";
    }
    return definition.statistic().isOfWhatIsOpen() ? "at the end of the week" : null;
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
      case DURATION, NUMBER, AGE -> Statistic.MEDIAN;
      case COUNT, STOCK -> Statistic.COUNT;
      case RATIO, SHARE -> Statistic.SHARE;
    };
  }

  /** The unit of a KPI's values in reports. */
  static Unit unit(KpiDefinition definition) {
    return switch (definition.statistic()) {
      case DURATION, AGE -> Unit.SECONDS;
      case COUNT, STOCK, NUMBER -> Unit.COUNT;
      case RATIO, SHARE -> Unit.RATIO;
    };
  }
}
