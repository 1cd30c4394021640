package dev.aftermath.jobs.config;

import dev.aftermath.jobs.domain.calendar.Clock;
import dev.aftermath.jobs.domain.kpi.FactColumns;
import dev.aftermath.jobs.domain.kpi.KpiDefinition;
import dev.aftermath.jobs.domain.kpi.Subject;
import dev.aftermath.jobs.domain.kpi.Term;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads the definitions of KPIs from {@code conf/kpis}, the folders in it included. */
public final class KpiDefinitions {
  private KpiDefinitions() {}

  /** A definition and where it stands. */
  private record Found(YamlNode node, KpiDefinition definition) {}

  /**
   * The definitions in a folder: the ids in the order of file names and then of the file, the
   * versions of an id ascending, each in force until the next one is.
   *
   * @param columns what definitions may name, by what they are about
   * @param calendars the hours that durations may be measured in, by the ids of the calendars
   * @throws InvalidSettingsException with everything that is wrong in any of the files
   */
  public static List<KpiDefinition> read(
      Path folder, Map<Subject, FactColumns> columns, Map<String, ? extends Clock> calendars)
      throws IOException {
    Problems problems = new Problems();
    KpiReader reader = new KpiReader(columns, calendars);
    Map<String, NavigableMap<Long, Found>> versions = new LinkedHashMap<>();
    for (Path file : files(folder)) {
      for (YamlNode node :
          YamlNode.documents(file.toString(), Files.newBufferedReader(file), problems)) {
        Optional<KpiDefinition> definition = reader.definition(node);
        if (definition.isPresent()) {
          add(versions, new Found(node, definition.get()));
        }
      }
    }
    List<KpiDefinition> definitions = new ArrayList<>();
    versions.values().forEach(each -> definitions.addAll(inForceByTurns(each)));
    problems.throwIfAny();
    return List.copyOf(definitions);
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> found = Files.walk(folder)) {
      return found.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
    }
  }

  private static void add(Map<String, NavigableMap<Long, Found>> versions, Found found) {
    KpiDefinition definition = found.definition();
    Found earlier =
        versions
            .computeIfAbsent(definition.id(), id -> new TreeMap<>())
            .putIfAbsent(definition.version(), found);
    if (earlier != null) {
      found
          .node()
          .problems()
          .at(
              found.node().find("version").orElse(found.node()),
              "Invalid version: "
                  + definition.label()
                  + " stands in "
                  + earlier.node().position()
                  + " already; count up");
    }
  }

  private static List<KpiDefinition> inForceByTurns(NavigableMap<Long, Found> versions) {
    List<KpiDefinition> definitions = new ArrayList<>();
    @Nullable LocalDate until = null;
    for (Found found : versions.descendingMap().values()) {
      KpiDefinition definition = found.definition();
      LocalDate since = definition.term().since();
      boolean isFirst = definition.version() == versions.firstKey();
      if (since == null && !isFirst) {
        found
            .node()
            .missing("since", definition.label() + " follows another version; name its first day");
      }
      if (since != null && until != null && !since.isBefore(until)) {
        found
            .node()
            .problems()
            .at(
                found.node().find("since").orElse(found.node()),
                "Invalid since: " + since + " is not before the version after it, " + until);
      }
      definitions.add(0, definition.during(new Term(since, until)));
      until = since;
    }
    return definitions;
  }
}
