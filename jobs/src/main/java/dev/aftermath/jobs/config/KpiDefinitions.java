package dev.aftermath.jobs.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads the definitions of KPIs from {@code conf/kpis/*.yaml}. */
public final class KpiDefinitions {
  private static final Set<String> KEYS =
      Set.of(
          "id",
          "version",
          "name",
          "definition",
          "statistic",
          "cohort",
          "start",
          "end",
          "flag",
          "where",
          "impossible",
          "direction");
  private static final Set<String> INSTANTS =
      Set.of(
          "opened_at",
          "first_touch_at",
          "first_human_acknowledged_at",
          "resolved_at",
          "closed_at",
          "settled_at");
  private static final Set<String> FLAGS =
      Set.of("is_acknowledged", "is_open", "is_reopened", "made_sla", "major");
  private static final Set<String> CONDITIONS =
      Set.of(
          "population",
          "match_state",
          "system",
          "resolved_basis",
          "acknowledged_basis",
          "resolver_kind",
          "service",
          "tenant",
          "team",
          "priority",
          "impact");

  private KpiDefinitions() {}

  /**
   * The definitions in a folder, in the order of file names and then of the file.
   *
   * @throws InvalidSettingsException with everything that is wrong in any of the files
   */
  public static List<KpiDefinition> read(Path folder) throws IOException {
    Problems problems = new Problems();
    List<KpiDefinition> definitions = new ArrayList<>();
    List<Path> files;
    try (Stream<Path> found = Files.list(folder)) {
      files = found.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
    }
    Set<String> taken = new HashSet<>();
    for (Path file : files) {
      for (YamlNode node :
          YamlNode.documents(file.toString(), Files.newBufferedReader(file), problems)) {
        definition(node).ifPresent(definitions::add);
        String id = node.optionalText("id").orElse("");
        if (!id.isEmpty() && !taken.add(id)) {
          problems.at(
              node, "Invalid id: \"" + id + "\" is defined already; keep one version in force");
        }
      }
    }
    problems.throwIfAny();
    return List.copyOf(definitions);
  }

  private static Optional<KpiDefinition> definition(YamlNode node) {
    int before = node.problems().all().size();
    node.refuseKeysBeyond(KEYS);
    String id = node.text("id");
    node.text("version");
    Optional<Long> version = node.parsed("version", "a whole number", Long::valueOf);
    String name = node.text("name");
    String text = node.text("definition");
    Optional<KpiDefinition.Statistic> statistic =
        word(node, "statistic", KpiDefinition.Statistic.values());
    boolean isDuration = statistic.equals(Optional.of(KpiDefinition.Statistic.DURATION));
    boolean isStock = statistic.equals(Optional.of(KpiDefinition.Statistic.STOCK));
    Optional<KpiDefinition.Cohort> cohort =
        isStock
            ? Optional.of(KpiDefinition.Cohort.OPENED)
            : word(node, "cohort", KpiDefinition.Cohort.values());
    String start = isDuration ? named(node, "start", INSTANTS) : null;
    String end = isDuration ? named(node, "end", INSTANTS) : null;
    boolean isFlagged =
        statistic.equals(Optional.of(KpiDefinition.Statistic.RATIO))
            || node.find("flag").isPresent();
    String flag = isFlagged ? named(node, "flag", FLAGS) : null;
    Map<String, List<String>> conditions = conditions(node);
    KpiDefinition.Impossible impossible =
        node.find("impossible").isEmpty()
            ? KpiDefinition.Impossible.EXCLUDED
            : word(node, "impossible", KpiDefinition.Impossible.values())
                .orElse(KpiDefinition.Impossible.EXCLUDED);
    KpiDefinition.Direction direction =
        node.find("direction").isEmpty()
            ? KpiDefinition.Direction.NEITHER
            : word(node, "direction", KpiDefinition.Direction.values())
                .orElse(KpiDefinition.Direction.NEITHER);
    if (node.problems().all().size() > before) {
      return Optional.empty();
    }
    return Optional.of(
        new KpiDefinition(
            id,
            version.orElseThrow(),
            name,
            text.strip(),
            statistic.orElseThrow(),
            cohort.orElseThrow(),
            start,
            end,
            flag,
            conditions,
            impossible,
            direction));
  }

  private static Map<String, List<String>> conditions(YamlNode node) {
    Map<String, List<String>> conditions = new LinkedHashMap<>();
    Optional<YamlNode> where = node.find("where");
    where.ifPresent(
        columns -> {
          columns.refuseKeysBeyond(CONDITIONS);
          columns.entries().keySet().forEach(name -> conditions.put(name, columns.texts(name)));
        });
    return conditions;
  }

  private static @Nullable String named(YamlNode node, String key, Set<String> allowed) {
    String name = node.text(key);
    if (!name.isEmpty() && !allowed.contains(name)) {
      refuse(node, key, name, allowed);
    }
    return name;
  }

  private static <T extends Enum<T>> Optional<T> word(YamlNode node, String key, T[] values) {
    String word = node.text(key);
    Optional<T> found =
        Arrays.stream(values)
            .filter(value -> value.name().toLowerCase(Locale.ROOT).equals(word))
            .findFirst();
    if (found.isEmpty() && !word.isEmpty()) {
      refuse(
          node,
          key,
          word,
          Arrays.stream(values)
              .map(value -> value.name().toLowerCase(Locale.ROOT))
              .collect(Collectors.toSet()));
    }
    return found;
  }

  private static void refuse(YamlNode node, String key, String word, Collection<String> allowed) {
    node.problems()
        .at(
            node.find(key).orElse(node),
            "Invalid " + key + ": \"" + word + "\"" + Spelling.suggestion(word, allowed));
  }
}
