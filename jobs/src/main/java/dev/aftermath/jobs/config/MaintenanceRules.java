package dev.aftermath.jobs.config;

import dev.aftermath.jobs.domain.slo.MaintenanceRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads from {@code conf/exclusions.yaml} which changes count as approved maintenance. */
public final class MaintenanceRules {
  private static final Map<String, String> EXAMPLES =
      Map.of(
          "approvals", "approved",
          "change_types", "normal",
          "categories", "maintenance",
          "deployment_strategies", "offline");

  private MaintenanceRules() {}

  /**
   * The rule in a file; without the file no change is maintenance.
   *
   * @throws InvalidSettingsException with everything that is wrong in it
   */
  public static MaintenanceRule read(Path file) throws IOException {
    Problems problems = new Problems();
    if (!Files.isRegularFile(file)) {
      return MaintenanceRule.NONE;
    }
    YamlNode root = YamlNode.onlyDocument(file, problems);
    root.refuseKeysBeyond(EXAMPLES.keySet());
    if (root.find("approvals").isEmpty()) {
      problems.at(root, "Missing approvals: name the words that mean approved, such as [approved]");
    }
    MaintenanceRule rule =
        new MaintenanceRule(
            words(root, "approvals", problems),
            words(root, "change_types", problems),
            words(root, "categories", problems),
            words(root, "deployment_strategies", problems));
    problems.throwIfAny();
    return rule;
  }

  /** What is no word must not count as left out: that would take every word. */
  private static List<String> words(YamlNode root, String key, Problems problems) {
    Optional<YamlNode> value = root.find(key);
    if (value.isPresent() && !value.get().isText()) {
      List<YamlNode> items = value.get().items();
      if (items.isEmpty()) {
        problems.at(
            value.get(),
            "Invalid " + key + ": expected words, such as [" + EXAMPLES.get(key) + "]");
      }
      for (YamlNode item : items) {
        if (!item.isText()) {
          problems.at(item, "Invalid " + key + ": expected a word, such as " + EXAMPLES.get(key));
        }
      }
    }
    return root.texts(key);
  }
}
