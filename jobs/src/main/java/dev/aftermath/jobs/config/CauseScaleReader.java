package dev.aftermath.jobs.config;

import dev.aftermath.jobs.domain.cause.label.CauseColumn;
import dev.aftermath.jobs.domain.cause.label.CauseLabels;
import dev.aftermath.jobs.domain.cause.label.CauseScale;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Reads the values of causes from {@code conf/causes/labels.yaml}. */
final class CauseScaleReader {
  private static final Set<String> KEYS =
      Set.of("version", "trigger", "root_cause", "minimum_score", "margin");
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]*");

  private CauseScaleReader() {}

  static CauseScale scale(YamlNode root) {
    root.refuseKeysBeyond(KEYS);
    Map<CauseColumn, Map<String, String>> values = new TreeMap<>();
    for (CauseColumn column : CauseColumn.values()) {
      values.put(column, values(root, column));
    }
    return new CauseScale(
        version(root),
        values,
        number(root, "minimum_score", "a number above 0", 1, Double.MIN_VALUE, Double.MAX_VALUE),
        number(root, "margin", "a number from 0 to 1", 0, 0, 1));
  }

  /** The version of a file, which must be there. */
  static long version(YamlNode root) {
    root.text("version");
    return root.parsed("version", "a whole number from 1 up", CauseScaleReader::counted).orElse(1L);
  }

  private static long counted(String text) {
    long number = Long.parseLong(text);
    if (number < 1) {
      throw new IllegalArgumentException(text + " is below 1");
    }
    return number;
  }

  private static Map<String, String> values(YamlNode root, CauseColumn column) {
    Optional<YamlNode> found = root.find(column.word());
    if (found.isEmpty()) {
      root.missing(column.word(), "name its values, each with what it means");
    }
    Map<String, String> values = new LinkedHashMap<>();
    YamlNode node = found.orElse(root);
    if (found.isPresent()) {
      Map<String, YamlNode> keys = node.keys();
      node.entries()
          .forEach(
              (name, meaning) -> {
                if (!NAME.matcher(name).matches() || name.equals(CauseLabels.UNKNOWN)) {
                  root.problems()
                      .at(
                          keys.getOrDefault(name, node),
                          "Invalid value \""
                              + name
                              + "\": a word of lower-case letters, digits and _ is expected, and"
                              + " unknown is there by itself");
                }
                values.put(name, node.text(name));
              });
    }
    return values;
  }

  /** A number between two others, both included. */
  static double number(
      YamlNode node, String key, String expected, double otherwise, double least, double most) {
    return node.parsed(key, expected, text -> between(text, least, most)).orElse(otherwise);
  }

  private static double between(String text, double least, double most) {
    double number = Double.parseDouble(text);
    if (!(number >= least && number <= most)) {
      throw new IllegalArgumentException(text + " is out of range");
    }
    return number;
  }
}
