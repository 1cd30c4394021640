package dev.aftermath.jobs.sources;

import dev.aftermath.jobs.domain.contract.RunbookSection;
import java.io.StringReader;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * What the front matter of a runbook states, and the runbook without it.
 *
 * @param body blank lines stand for the front matter, so that lines keep their numbers
 * @param sections those it states, with their lines
 */
record RunbookFrontMatter(
    String body, Map<String, String> values, Map<RunbookSection, Integer> sections) {

  private static final String FENCE = "---";
  private static final Set<String> REVIEWED =
      Set.of("reviewed", "last_reviewed", "reviewed_at", "updated", "geprüft", "stand");

  /** Splits a file; one without front matter states nothing. */
  static RunbookFrontMatter of(String text) throws BadRecordException {
    List<String> lines = text.lines().toList();
    if (!lines.get(0).stripTrailing().equals(FENCE)) {
      return new RunbookFrontMatter(text, Map.of(), Map.of());
    }
    int end = 1;
    while (end < lines.size() && !lines.get(end).stripTrailing().equals(FENCE)) {
      end++;
    }
    if (end == lines.size()) {
      throw malformed(1, "the front matter does not end: no second line " + FENCE);
    }
    String yaml = String.join("\n", lines.subList(1, end));
    String body = "\n".repeat(end + 1) + String.join("\n", lines.subList(end + 1, lines.size()));
    Map<String, String> values = new TreeMap<>();
    Map<RunbookSection, Integer> sections = new EnumMap<>(RunbookSection.class);
    for (NodeTuple tuple : mapping(yaml)) {
      String value = value(tuple.getValueNode());
      if (tuple.getKeyNode() instanceof ScalarNode key && !value.isBlank()) {
        String name = key.getValue().toLowerCase(Locale.ROOT);
        values.put(name, value);
        RunbookSection.headedBy(name)
            .ifPresent(section -> sections.putIfAbsent(section, line(key.getStartMark())));
      }
    }
    return new RunbookFrontMatter(body, values, sections);
  }

  private static List<NodeTuple> mapping(String yaml) throws BadRecordException {
    try {
      Node root =
          new Yaml(new SafeConstructor(new LoaderOptions())).compose(new StringReader(yaml));
      if (root == null) {
        return List.of();
      }
      if (root instanceof MappingNode mapping) {
        return mapping.getValue();
      }
      throw malformed(2, "the front matter holds no keys and values");
    } catch (MarkedYAMLException e) {
      Mark mark = e.getProblemMark();
      throw malformed(
          mark == null ? 2 : line(mark), "the front matter is no YAML: " + e.getProblem());
    } catch (YAMLException e) {
      throw malformed(2, "the front matter is no YAML: " + e.getMessage());
    }
  }

  /** The first line of the YAML is the second of the file. */
  private static int line(Mark mark) {
    return mark.getLine() + 2;
  }

  private static String value(Node node) {
    if (node instanceof ScalarNode scalar) {
      return scalar.getValue();
    }
    return node instanceof SequenceNode list
        ? String.join(", ", list.getValue().stream().map(RunbookFrontMatter::value).toList())
        : "";
  }

  private static BadRecordException malformed(int line, String cause) {
    return new BadRecordException(
        DefectKind.MALFORMED, "line " + line, cause, "Correct the front matter of the file.");
  }

  @Nullable String id() {
    return values.get("id");
  }

  @Nullable String title() {
    return first(Set.of("title", "titel"));
  }

  @Nullable String service() {
    return first(Set.of("service", "dienst"));
  }

  @Nullable String owner() {
    for (Map.Entry<String, String> value : values.entrySet()) {
      if (RunbookSection.headedBy(value.getKey())
          .filter(RunbookSection.OWNER::equals)
          .isPresent()) {
        return value.getValue();
      }
    }
    return null;
  }

  /** When it was last looked through; a date means the beginning of its day in UTC. */
  @Nullable String reviewed() {
    String text = first(REVIEWED);
    return text != null && text.matches("\\d{4}-\\d{2}-\\d{2}") ? text + "T00:00:00Z" : text;
  }

  private @Nullable String first(Set<String> names) {
    return names.stream()
        .sorted()
        .map(name -> values.getOrDefault(name, ""))
        .filter(value -> !value.isEmpty())
        .findFirst()
        .orElse(null);
  }
}
