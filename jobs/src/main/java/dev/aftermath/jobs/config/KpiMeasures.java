package dev.aftermath.jobs.config;

import dev.aftermath.jobs.domain.calendar.Clock;
import dev.aftermath.jobs.domain.kpi.ColumnKind;
import dev.aftermath.jobs.domain.kpi.Criterion;
import dev.aftermath.jobs.domain.kpi.Hours;
import dev.aftermath.jobs.domain.kpi.KpiDefinition.Statistic;
import dev.aftermath.jobs.domain.kpi.Measure;
import dev.aftermath.jobs.domain.kpi.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads what a definition of a KPI takes from each case, and in which unit. */
final class KpiMeasures {
  private final KpiCriteria criteria;
  private final Map<String, ? extends Clock> calendars;

  KpiMeasures(KpiCriteria criteria, Map<String, ? extends Clock> calendars) {
    this.criteria = criteria;
    this.calendars = calendars;
  }

  /** What is measured of each case. */
  Measure measure(YamlNode node, Optional<Statistic> statistic) {
    if (statistic.equals(Optional.of(Statistic.NUMBER))) {
      return new Measure.Stated(column(node, "number"));
    }
    boolean isDuration =
        statistic.equals(Optional.of(Statistic.DURATION))
            || statistic.equals(Optional.of(Statistic.SHARE));
    if (!isDuration) {
      return new Measure.One();
    }
    if (node.find("seconds").isPresent()) {
      for (String key : List.of("start", "end", "clock", "impossible")) {
        node.find(key)
            .ifPresent(
                value ->
                    node.problems()
                        .at(value, "Invalid " + key + ": seconds tells the duration already"));
      }
      return new Measure.Stated(column(node, "seconds"));
    }
    return new Measure.Elapsed(
        instants(node, "start"),
        instants(node, "end"),
        hours(node),
        Words.optional(node, "impossible", Measure.Impossible.values())
            .orElse(Measure.Impossible.EXCLUDED));
  }

  private String column(YamlNode node, String key) {
    String column = node.text(key);
    node.find(key).ifPresent(value -> criteria.refuseBeyond(value, key, ColumnKind.NUMBER));
    return column;
  }

  private List<String> instants(YamlNode node, String key) {
    Optional<YamlNode> value = node.find(key);
    if (value.isEmpty()) {
      node.missing(key, "name columns of instants, the one that is best to take first");
      return List.of();
    }
    List<YamlNode> names = value.get().isList() ? value.get().items() : List.of(value.get());
    if (names.isEmpty()) {
      node.problems().at(value.get(), "Invalid " + key + ": name at least one column");
    }
    List<String> instants = new ArrayList<>();
    for (YamlNode name : names) {
      criteria.refuseBeyond(name, key, ColumnKind.INSTANT);
      name.text().ifPresent(instants::add);
    }
    return instants;
  }

  private Hours hours(YamlNode node) {
    String name = node.optionalText("clock").orElse(Hours.ALL.name());
    if (name.equals(Hours.ALL.name())) {
      return Hours.ALL;
    }
    Clock calendar = calendars.get(name);
    if (calendar == null) {
      Set<String> known = new TreeSet<>(calendars.keySet());
      known.add(Hours.ALL.name());
      Words.refuse(node, "clock", name, known);
      return Hours.ALL;
    }
    return new Hours(name, calendar);
  }

  /** The longest duration that counts in a share; null for other statistics. */
  static @Nullable Long within(YamlNode node, Optional<Statistic> statistic) {
    if (!statistic.equals(Optional.of(Statistic.SHARE))) {
      return null;
    }
    node.text("within_seconds");
    return node.parsed("within_seconds", "a whole number of seconds from 1", KpiMeasures::positive)
        .orElse(null);
  }

  /** What is counted; null where each case of the population is. */
  @Nullable Criterion meets(YamlNode node, Optional<Statistic> statistic) {
    Optional<YamlNode> meets = node.find("meets");
    if (meets.isEmpty() && statistic.equals(Optional.of(Statistic.RATIO))) {
      node.missing("meets", "name a column and what it holds of those that count");
    }
    boolean counts =
        statistic.equals(Optional.of(Statistic.RATIO))
            || statistic.equals(Optional.of(Statistic.COUNT));
    return counts ? meets.flatMap(it -> criteria.criterion(it, Set.of())).orElse(null) : null;
  }

  /** The unit of the value: only a number has one of its own. */
  static String unit(YamlNode node, Subject subject, Optional<Statistic> statistic) {
    if (statistic.equals(Optional.of(Statistic.NUMBER))) {
      return node.text("unit");
    }
    String usual =
        statistic
            .map(it -> it.isPart() ? "ratio" : it.isInSeconds() ? "seconds" : subject.many())
            .orElse("");
    Optional<String> stated = node.optionalText("unit");
    if (statistic.isPresent() && stated.isPresent() && !stated.get().equals(usual)) {
      Words.refuse(node, "unit", stated.get(), Set.of(usual));
    }
    return usual;
  }

  /** A whole number from 1. */
  static long positive(String text) {
    long number = Long.parseLong(text);
    if (number < 1) {
      throw new NumberFormatException(text);
    }
    return number;
  }
}
