package dev.aftermath.jobs.config;

import dev.aftermath.jobs.domain.calendar.Span;
import dev.aftermath.jobs.domain.postmortem.PostmortemRules;
import dev.aftermath.jobs.domain.postmortem.PostmortemRules.Nearby;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads from {@code conf/postmortems.yaml} which incidents ask for a postmortem, and by when. */
public final class PostmortemSettings {
  private static final Set<String> KEYS =
      Set.of("required_for", "due_within", "close_action_items_within", "nearby");
  private static final Set<String> FIELDS = Set.of("priority", "major", "service", "tenant");
  private static final Set<String> SAME = Set.of("service", "tenant");

  private PostmortemSettings() {}

  /**
   * The rules in a file; without the file nothing is asked for.
   *
   * @throws InvalidSettingsException with everything that is wrong in it
   */
  public static PostmortemRules read(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      return PostmortemRules.NONE;
    }
    Problems problems = new Problems();
    YamlNode root = YamlNode.onlyDocument(file, problems);
    root.refuseKeysBeyond(KEYS);
    List<Map<String, List<String>>> required = required(root);
    Optional<Duration> due = length(root, "due_within");
    Optional<Duration> close = length(root, "close_action_items_within");
    List<Nearby> nearby = nearby(root);
    problems.throwIfAny();
    return new PostmortemRules(required, due.orElseThrow(), close.orElseThrow(), nearby);
  }

  private static Optional<Duration> length(YamlNode node, String key) {
    node.text(key);
    return node.parsed(key, "a length such as 5d or 12h", text -> Span.parse(text).duration());
  }

  private static List<Map<String, List<String>>> required(YamlNode root) {
    List<Map<String, List<String>>> required = new ArrayList<>();
    Optional<YamlNode> list = root.find("required_for");
    if (list.isEmpty() || !list.get().isList()) {
      root.missing("required_for", "list which incidents ask for one, as - {priority: [\"1\"]}");
    }
    for (YamlNode item : list.map(YamlNode::items).orElse(List.of())) {
      if (!item.isMapping() || item.entries().isEmpty()) {
        item.problems().at(item, "Invalid required_for: fields and their values are expected");
        continue;
      }
      item.refuseKeysBeyond(FIELDS);
      Map<String, List<String>> fields = new LinkedHashMap<>();
      item.entries()
          .forEach(
              (field, value) -> {
                List<String> values = item.texts(field);
                if (values.isEmpty()) {
                  item.problems().at(value, "Missing values of " + field + ": list at least one");
                }
                fields.put(field, values);
              });
      required.add(fields);
    }
    return required;
  }

  private static List<Nearby> nearby(YamlNode root) {
    List<Nearby> rules = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (YamlNode node : root.find("nearby").map(YamlNode::items).orElse(List.of())) {
      node.refuseKeysBeyond(Set.of("name", "same", "starts_within"));
      String name = node.text("name");
      if (!name.isEmpty() && (!name.matches("[a-z][a-z0-9_]*") || !names.add(name))) {
        node.problems()
            .at(
                node.find("name").orElse(node),
                "Invalid name: \"" + name + "\" (must be a word of its own: letters, digits, _)");
      }
      List<String> same = node.texts("same");
      if (same.isEmpty() || !SAME.containsAll(same)) {
        node.problems()
            .at(node.find("same").orElse(node), "Invalid same: name service, tenant or both");
      }
      length(node, "starts_within").ifPresent(within -> rules.add(new Nearby(name, same, within)));
    }
    return rules;
  }
}
