package dev.aftermath.jobs.config;

import dev.aftermath.jobs.domain.slo.MaintenanceRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** Reads from {@code conf/exclusions.yaml} which changes count as approved maintenance. */
public final class MaintenanceRules {
  private static final Set<String> KEYS =
      Set.of("approvals", "change_types", "categories", "deployment_strategies");

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
    List<YamlNode> documents =
        YamlNode.documents(file.toString(), Files.newBufferedReader(file), problems);
    if (problems.none() && documents.size() != 1) {
      problems.add(
          new Problem(
              file.toString(), 1, 1, "Expected one YAML document, found " + documents.size()));
    }
    problems.throwIfAny();
    YamlNode root = documents.get(0);
    root.refuseKeysBeyond(KEYS);
    List<String> approvals = root.texts("approvals");
    if (approvals.isEmpty()) {
      problems.at(
          root.find("approvals").orElse(root),
          "Missing approvals: name the words that mean approved, such as [approved]");
    }
    problems.throwIfAny();
    return new MaintenanceRule(
        approvals,
        root.texts("change_types"),
        root.texts("categories"),
        root.texts("deployment_strategies"));
  }
}
