package dev.aftermath.jobs.config;

import dev.aftermath.jobs.domain.calendar.Clock;
import dev.aftermath.jobs.domain.kpi.Cohort;
import dev.aftermath.jobs.domain.kpi.Condition;
import dev.aftermath.jobs.domain.kpi.Criterion;
import dev.aftermath.jobs.domain.kpi.FactColumns;
import dev.aftermath.jobs.domain.kpi.KpiDefinition;
import dev.aftermath.jobs.domain.kpi.KpiDefinition.Direction;
import dev.aftermath.jobs.domain.kpi.KpiDefinition.Headline;
import dev.aftermath.jobs.domain.kpi.KpiDefinition.Statistic;
import dev.aftermath.jobs.domain.kpi.Measure;
import dev.aftermath.jobs.domain.kpi.Subject;
import dev.aftermath.jobs.domain.kpi.Target;
import dev.aftermath.jobs.domain.kpi.Term;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads one definition of a KPI. */
final class KpiReader {
  private static final Set<String> ALWAYS =
      Set.of(
          "id",
          "version",
          "since",
          "name",
          "definition",
          "concept",
          "dialect",
          "of",
          "population",
          "statistic",
          "unit",
          "direction",
          "target");
  private static final Set<String> OF_DURATIONS =
      Set.of("cohort", "start", "end", "seconds", "clock", "impossible");

  private final Map<Subject, FactColumns> columns;
  private final Map<String, ? extends Clock> calendars;

  KpiReader(Map<Subject, FactColumns> columns, Map<String, ? extends Clock> calendars) {
    this.columns = columns;
    this.calendars = calendars;
  }

  /** The definition in a document; empty when something is wrong with it, which is noted. */
  Optional<KpiDefinition> definition(YamlNode node) {
    int before = node.problems().all().size();
    Subject subject =
        Words.optional(node, "of", columns.keySet().toArray(Subject[]::new))
            .orElse(Subject.INCIDENTS);
    if (node.problems().all().size() > before) {
      // Which columns and cohorts there are cannot be told without it.
      return Optional.empty();
    }
    return definition(node, subject, before);
  }

  private Optional<KpiDefinition> definition(YamlNode node, Subject subject, int before) {
    KpiCriteria criteria = new KpiCriteria(columns.getOrDefault(subject, FactColumns.NONE));
    KpiMeasures measures = new KpiMeasures(criteria, calendars);
    Optional<Statistic> statistic = Words.required(node, "statistic", Statistic.values());
    Set<String> allowed = statistic.map(KpiReader::keysOf).orElseGet(KpiReader::allKeys);
    refuseKeysBeyond(node, allowed, statistic);
    String id = node.text("id");
    long version = version(node);
    String name = node.text("name");
    String text = node.text("definition").strip();
    Term term = new Term(node.parsed("since", "a day", LocalDate::parse).orElse(null), null);
    @Nullable String dialect = node.optionalText("dialect").orElse(null);
    @Nullable String concept = node.optionalText("concept").orElse(null);
    if (dialect != null && concept == null) {
      node.missing("concept", "name what " + dialect + " and others measure each in their way");
    }
    List<Condition> population = criteria.population(node);
    refuseStock(node, subject, statistic);
    Cohort cohort = cohort(node, subject, allowed);
    @Nullable Headline headline =
        allowed.contains("headline")
            ? Words.required(node, "headline", Headline.values()).orElse(null)
            : null;
    Measure measure = measures.measure(node, statistic);
    @Nullable Long within = KpiMeasures.within(node, statistic);
    @Nullable Criterion meets = measures.meets(node, statistic);
    Direction direction =
        Words.optional(node, "direction", Direction.values()).orElse(Direction.NEITHER);
    @Nullable Target target = target(node);
    String unit = KpiMeasures.unit(node, subject, statistic);
    if (node.problems().all().size() > before) {
      return Optional.empty();
    }
    return Optional.of(
        new KpiDefinition(
            id,
            version,
            name,
            text,
            term,
            concept,
            dialect,
            subject,
            population,
            cohort,
            statistic.orElseThrow(),
            headline,
            measure,
            within,
            meets,
            unit,
            direction,
            target));
  }

  private static Set<String> keysOf(Statistic statistic) {
    Set<String> keys = new HashSet<>(ALWAYS);
    switch (statistic) {
      case DURATION -> {
        keys.addAll(OF_DURATIONS);
        keys.add("headline");
      }
      case SHARE -> {
        keys.addAll(OF_DURATIONS);
        keys.add("within_seconds");
      }
      case NUMBER -> keys.addAll(List.of("cohort", "headline", "number"));
      case COUNT, RATIO -> keys.addAll(List.of("cohort", "meets"));
      case STOCK -> {}
      case AGE -> keys.add("headline");
    }
    return keys;
  }

  private static Set<String> allKeys() {
    Set<String> keys = new HashSet<>();
    for (Statistic statistic : Statistic.values()) {
      keys.addAll(keysOf(statistic));
    }
    return keys;
  }

  private static void refuseKeysBeyond(
      YamlNode node, Set<String> allowed, Optional<Statistic> statistic) {
    Set<String> known = allKeys();
    node.refuseKeysBeyond(known);
    node.keys()
        .forEach(
            (name, key) -> {
              if (known.contains(name) && !allowed.contains(name)) {
                node.problems()
                    .at(
                        key,
                        "Invalid "
                            + name
                            + ": statistic "
                            + statistic.map(KpiDefinition::word).orElse("")
                            + " has none (allowed: "
                            + String.join(", ", new TreeSet<>(allowed))
                            + ")");
              }
            });
  }

  private static long version(YamlNode node) {
    node.text("version");
    return node.parsed("version", "a whole number from 1", KpiMeasures::positive).orElse(0L);
  }

  private static void refuseStock(YamlNode node, Subject subject, Optional<Statistic> statistic) {
    if (statistic.filter(Statistic::isOfWhatIsOpen).isPresent() && subject.end() == null) {
      node.problems()
          .at(
              node.find("statistic").orElse(node),
              "Invalid statistic: "
                  + subject.many()
                  + " do not last, so that none is open when a period ends; count them");
    }
  }

  /** A stock is of those that came to be and are not over yet. */
  private static Cohort cohort(YamlNode node, Subject subject, Set<String> allowed) {
    Cohort[] cohorts = subject.cohorts().keySet().toArray(Cohort[]::new);
    return allowed.contains("cohort")
        ? Words.required(node, "cohort", cohorts).orElse(subject.begin())
        : subject.begin();
  }

  private static @Nullable Target target(YamlNode node) {
    Optional<YamlNode> target = node.find("target");
    if (target.isEmpty()) {
      return null;
    }
    Set<String> bounds = Words.of(Target.Bound.values());
    target.get().refuseKeysBeyond(bounds);
    if (target.get().entries().size() != 1) {
      node.problems().at(target.get(), "Invalid target: give one bound, such as {at_most: 3600}");
      return null;
    }
    for (Target.Bound bound : Target.Bound.values()) {
      Optional<BigDecimal> value =
          target.get().parsed(KpiDefinition.word(bound), "a number", BigDecimal::new);
      if (value.isPresent()) {
        return new Target(bound, value.get());
      }
    }
    return null;
  }
}
