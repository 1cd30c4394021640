package dev.aftermath.jobs.sources;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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
 * What the front matter of a Markdown file states, a YAML mapping between two lines of three dashes
 * at the very beginning, and the file without it.
 *
 * @param body blank lines stand for the front matter, so that lines keep their numbers
 * @param entries in the order of the file, without those that are blank
 */
record FrontMatter(String body, List<Entry> entries) {
  private static final String FENCE = "---";

  /**
   * A key and its value.
   *
   * @param name in small letters
   * @param value the items of a list with commas between them
   */
  record Entry(String name, String value, int line) {}

  /** Splits a file; one without front matter states nothing. */
  static FrontMatter of(String text) throws BadRecordException {
    List<String> lines = text.lines().toList();
    if (!lines.get(0).stripTrailing().equals(FENCE)) {
      return new FrontMatter(text, List.of());
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
    List<Entry> entries = new ArrayList<>();
    for (NodeTuple tuple : mapping(yaml)) {
      String value = value(tuple.getValueNode());
      if (tuple.getKeyNode() instanceof ScalarNode key && !value.isBlank()) {
        String name = key.getValue().toLowerCase(Locale.ROOT);
        entries.add(new Entry(name, value, line(key.getStartMark())));
      }
    }
    return new FrontMatter(body, entries);
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
        ? String.join(", ", list.getValue().stream().map(FrontMatter::value).toList())
        : "";
  }

  private static BadRecordException malformed(int line, String cause) {
    return new BadRecordException(
        DefectKind.MALFORMED, "line " + line, cause, "Correct the front matter of the file.");
  }
}
