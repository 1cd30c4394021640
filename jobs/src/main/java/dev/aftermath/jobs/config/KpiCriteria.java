package dev.aftermath.jobs.config;

import dev.aftermath.jobs.domain.kpi.ColumnKind;
import dev.aftermath.jobs.domain.kpi.Condition;
import dev.aftermath.jobs.domain.kpi.Criterion;
import dev.aftermath.jobs.domain.kpi.FactColumns;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Reads what columns are to hold. */
final class KpiCriteria {
  private static final Set<String> TESTS =
      Set.of("is", "is_not", "at_least", "at_most", "is_known", "not_after");

  private final FactColumns columns;

  KpiCriteria(FactColumns columns) {
    this.columns = columns;
  }

  /** The conditions of a population, each with the reason for those that it leaves out. */
  List<Condition> population(YamlNode node) {
    List<Condition> conditions = new ArrayList<>();
    Optional<YamlNode> population = node.find("population");
    if (population.isPresent() && !population.get().isList()) {
      node.problems()
          .at(
              population.get(),
              "Invalid population: a list is expected, such as"
                  + " [{column: population, is: counted, otherwise: not_counted}]");
    }
    for (YamlNode item : population.map(YamlNode::items).orElse(List.of())) {
      String otherwise = item.text("otherwise");
      if (!otherwise.isEmpty() && !otherwise.matches("[a-z][a-z0-9_]*")) {
        item.problems()
            .at(
                item.find("otherwise").orElse(item),
                "Invalid otherwise: \""
                    + otherwise
                    + "\" (must be one word in lower case, such as not_counted)");
      }
      criterion(item, Set.of("otherwise"))
          .ifPresent(criterion -> conditions.add(new Condition(criterion, otherwise)));
    }
    return conditions;
  }

  /**
   * A column and its test.
   *
   * @param besides the other keys that may stand beside them
   */
  Optional<Criterion> criterion(YamlNode node, Set<String> besides) {
    Set<String> allowed = new TreeSet<>(TESTS);
    allowed.addAll(besides);
    allowed.add("column");
    node.refuseKeysBeyond(allowed);
    String column = node.text("column");
    List<String> tests = node.entries().keySet().stream().filter(TESTS::contains).toList();
    if (tests.size() != 1) {
      if (TESTS.stream().noneMatch(node::misspells)) {
        node.problems()
            .at(node, "Invalid condition: give one of " + String.join(", ", new TreeSet<>(TESTS)));
      }
      return Optional.empty();
    }
    Optional<YamlNode> named = node.find("column");
    return named.isPresent()
        ? criterion(node, named.get(), column, tests.get(0))
        : Optional.empty();
  }

  private Optional<Criterion> criterion(YamlNode node, YamlNode named, String column, String test) {
    return switch (test) {
      case "is" ->
          refuseBeyond(named, "column", ColumnKind.WORD, ColumnKind.FLAG)
              ? Optional.of(new Criterion.IsOneOf(column, values(node, column, test)))
              : Optional.empty();
      case "is_not" ->
          refuseBeyond(named, "column", ColumnKind.WORD, ColumnKind.FLAG)
              ? Optional.of(new Criterion.IsNoneOf(column, values(node, column, test)))
              : Optional.empty();
      case "at_least" ->
          number(node, named, test).map(least -> new Criterion.IsAtLeast(column, least));
      case "at_most" -> number(node, named, test).map(most -> new Criterion.IsAtMost(column, most));
      case "not_after" ->
          refuseBeyond(named, "column", ColumnKind.INSTANT)
                  && refuseBeyond(node.find(test).orElse(node), test, ColumnKind.INSTANT)
              ? Optional.of(new Criterion.IsNotAfter(column, node.text(test)))
              : Optional.empty();
      default ->
          refuseBeyond(named, "column", ColumnKind.values())
              ? flag(node, test)
                  .map(
                      known ->
                          known ? new Criterion.IsKnown(column) : new Criterion.IsUnknown(column))
              : Optional.empty();
    };
  }

  private List<String> values(YamlNode node, String column, String test) {
    List<String> values = node.texts(test);
    YamlNode place = node.find(test).orElse(node);
    if (values.isEmpty()) {
      node.problems().at(place, "Invalid " + test + ": name at least one value");
    }
    if (columns.kinds().get(column) == ColumnKind.FLAG) {
      for (String value : values) {
        if (!value.equals("true") && !value.equals("false")) {
          Words.refuse(node, test, value, List.of("true", "false"));
        }
      }
    }
    return values;
  }

  private Optional<Long> number(YamlNode node, YamlNode named, String test) {
    return refuseBeyond(named, "column", ColumnKind.NUMBER)
        ? node.parsed(test, "a whole number", Long::valueOf)
        : Optional.empty();
  }

  private static Optional<Boolean> flag(YamlNode node, String key) {
    Map<String, Boolean> flags = Map.of("true", true, "false", false);
    String word = node.text(key);
    if (!word.isEmpty() && !flags.containsKey(word)) {
      Words.refuse(node, key, word, flags.keySet());
    }
    return Optional.ofNullable(flags.get(word));
  }

  /** Notes a column that is none of the kinds; whether it is one. */
  boolean refuseBeyond(YamlNode named, String key, ColumnKind... kinds) {
    Set<String> allowed = columns.of(kinds);
    String column = named.text().orElse("");
    if (allowed.contains(column)) {
      return true;
    }
    named
        .problems()
        .at(
            named,
            "Invalid " + key + ": \"" + column + "\"" + Spelling.suggestion(column, allowed));
    return false;
  }
}
