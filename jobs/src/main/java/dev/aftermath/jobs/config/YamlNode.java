package dev.aftermath.jobs.config;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * A part of a YAML file that knows where it stands. Reads are tolerant: what is wrong is noted in
 * the {@link Problems} and an empty value comes back, so that one reading finds every problem.
 */
public final class YamlNode {
  private final String file;
  private final Node node;
  private final Problems problems;

  private YamlNode(String file, Node node, Problems problems) {
    this.file = file;
    this.node = node;
    this.problems = problems;
  }

  /** The documents of a YAML stream; those before a syntax error, which is noted. */
  public static List<YamlNode> documents(String file, Reader text, Problems problems)
      throws IOException {
    List<YamlNode> documents = new ArrayList<>();
    try (Reader closing = text) {
      LoaderOptions options = new LoaderOptions();
      options.setMaxAliasesForCollections(50);
      for (Node root : new Yaml(new SafeConstructor(options)).composeAll(closing)) {
        if (!Tag.NULL.equals(root.getTag())) {
          YamlNode document = new YamlNode(file, root, problems);
          document.refuseRepeatedKeys(Collections.newSetFromMap(new IdentityHashMap<>()));
          documents.add(document);
        }
      }
    } catch (MarkedYAMLException e) {
      Mark mark = e.getProblemMark();
      int line = mark == null ? 1 : mark.getLine() + 1;
      int column = mark == null ? 1 : mark.getColumn() + 1;
      problems.add(
          new Problem(
              file, line, column, "Cannot read YAML: " + e.getProblem() + "; mend the syntax"));
    }
    return documents;
  }

  /**
   * The document of a file that holds one.
   *
   * @throws InvalidSettingsException when it cannot be read, or holds none or several
   */
  static YamlNode onlyDocument(Path file, Problems problems) throws IOException {
    List<YamlNode> documents = documents(file.toString(), Files.newBufferedReader(file), problems);
    if (problems.none() && documents.size() != 1) {
      problems.add(
          new Problem(
              file.toString(), 1, 1, "Expected one YAML document, found " + documents.size()));
    }
    problems.throwIfAny();
    return documents.get(0);
  }

  // Composing keeps both and the last would win unseen; only constructing objects refuses them.
  private void refuseRepeatedKeys(Set<Node> seen) {
    if (!seen.add(node)) {
      return;
    }
    Map<String, YamlNode> first = new LinkedHashMap<>();
    if (node instanceof MappingNode mapping) {
      for (NodeTuple tuple : mapping.getValue()) {
        if (tuple.getKeyNode() instanceof ScalarNode scalar) {
          YamlNode key = new YamlNode(file, scalar, problems);
          YamlNode earlier = first.putIfAbsent(scalar.getValue(), key);
          if (earlier != null) {
            problems.at(
                key,
                "Key \""
                    + scalar.getValue()
                    + "\" stands on line "
                    + earlier.line()
                    + " already; remove one");
          }
        }
        new YamlNode(file, tuple.getValueNode(), problems).refuseRepeatedKeys(seen);
      }
    }
    items().forEach(item -> item.refuseRepeatedKeys(seen));
  }

  /** The file's name as given at reading. */
  public String file() {
    return file;
  }

  /** The line it begins on, counted from 1. */
  public int line() {
    return node.getStartMark().getLine() + 1;
  }

  /** The column it begins in, counted from 1. */
  public int column() {
    return node.getStartMark().getColumn() + 1;
  }

  /** Where it begins, as text; two nodes of one reading never share it with their kind. */
  String position() {
    return file + ":" + line() + ":" + column();
  }

  /** Whether it holds keys and values. */
  public boolean isMapping() {
    return node instanceof MappingNode;
  }

  /** Whether it is a list. */
  public boolean isList() {
    return node instanceof SequenceNode;
  }

  /** Whether it is a single value that was written as text, a number or a flag. */
  public boolean isText() {
    return node instanceof ScalarNode && !Tag.NULL.equals(node.getTag());
  }

  /** Whether it is a single value that YAML takes for a number. */
  public boolean isNumber() {
    return Tag.INT.equals(node.getTag()) || Tag.FLOAT.equals(node.getTag());
  }

  /** Its single value as written; empty when it is none. */
  public Optional<String> text() {
    return isText() ? Optional.of(((ScalarNode) node).getValue()) : Optional.empty();
  }

  /** Its keys with their values, in the order of the file; a non-mapping has none. */
  public Map<String, YamlNode> entries() {
    Map<String, YamlNode> entries = new LinkedHashMap<>();
    if (node instanceof MappingNode mapping) {
      for (NodeTuple tuple : mapping.getValue()) {
        if (tuple.getKeyNode() instanceof ScalarNode key) {
          entries.put(key.getValue(), new YamlNode(file, tuple.getValueNode(), problems));
        }
      }
    }
    return entries;
  }

  /** Its key nodes, to point at a misspelt key itself. */
  public Map<String, YamlNode> keys() {
    Map<String, YamlNode> keys = new LinkedHashMap<>();
    if (node instanceof MappingNode mapping) {
      for (NodeTuple tuple : mapping.getValue()) {
        if (tuple.getKeyNode() instanceof ScalarNode key) {
          keys.put(key.getValue(), new YamlNode(file, key, problems));
        }
      }
    }
    return keys;
  }

  /** Its items; a non-list has none. */
  public List<YamlNode> items() {
    List<YamlNode> items = new ArrayList<>();
    if (node instanceof SequenceNode sequence) {
      for (Node item : sequence.getValue()) {
        items.add(new YamlNode(file, item, problems));
      }
    }
    return items;
  }

  /** The value of a key that may be absent; a null value counts as absent. */
  public Optional<YamlNode> find(String key) {
    return Optional.ofNullable(entries().get(key))
        .filter(value -> !Tag.NULL.equals(value.node.getTag()));
  }

  /** The text of a key that may be absent; a value that is no text is noted. */
  public Optional<String> optionalText(String key) {
    Optional<YamlNode> value = find(key);
    if (value.isPresent() && !value.get().isText()) {
      problems.at(value.get(), "Invalid " + key + ": a single value is expected");
      return Optional.empty();
    }
    return value.flatMap(YamlNode::text);
  }

  /** The text of a key that must be there; its absence is noted and the empty text returned. */
  public String text(String key) {
    Optional<String> text = optionalText(key);
    if (text.isEmpty() && find(key).isEmpty()) {
      missing(key, "add it here");
    }
    return text.orElse("");
  }

  /** Notes that a key is missing; one that stands there misspelt was noted already. */
  void missing(String key, String advice) {
    if (!misspells(key)) {
      problems.at(this, "Missing " + key + ": " + advice);
    }
  }

  /** Whether an unknown key that was noted is near to the key. */
  boolean misspells(String key) {
    return problems.isMisspelt(this, key);
  }

  /** The texts of a list, or of a single value written without brackets. */
  public List<String> texts(String key) {
    Optional<YamlNode> value = find(key);
    if (value.isPresent() && value.get().isText()) {
      return value.get().text().stream().toList();
    }
    List<String> texts = new ArrayList<>();
    value.ifPresent(list -> list.items().forEach(item -> item.text().ifPresent(texts::add)));
    return texts;
  }

  /** A value made from the text of a key; when making fails, the reason is noted. */
  public <T> Optional<T> parsed(String key, String expected, Function<String, T> parser) {
    Optional<String> text = optionalText(key);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(parser.apply(text.get()));
    } catch (RuntimeException e) {
      problems.at(
          find(key).orElse(this),
          "Invalid " + key + ": \"" + text.get() + "\" (must be " + expected + ")");
      return Optional.empty();
    }
  }

  /** Notes every key that is not allowed, with the nearest allowed spelling. */
  public void refuseKeysBeyond(Set<String> allowed) {
    keys()
        .forEach(
            (name, key) -> {
              if (!allowed.contains(name)) {
                problems.at(
                    key, "Unknown key \"" + name + "\"" + Spelling.suggestion(name, allowed));
                Spelling.nearest(name, allowed).ifPresent(near -> problems.misspelt(this, near));
              }
            });
  }

  /** Where its problems are noted. */
  public Problems problems() {
    return problems;
  }
}
