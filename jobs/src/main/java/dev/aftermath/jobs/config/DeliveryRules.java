package dev.aftermath.jobs.config;

import dev.aftermath.jobs.domain.calendar.Span;
import dev.aftermath.jobs.domain.delivery.DeliveryRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads from {@code conf/deployments.yaml} which changes are deployments. */
public final class DeliveryRules {
  private static final Set<String> KEYS =
      Set.of("categories", "rework_change_types", "attribution_window");

  private DeliveryRules() {}

  /**
   * The rule in a file; without the file nothing is a deployment.
   *
   * @throws InvalidSettingsException with everything that is wrong in it
   */
  public static DeliveryRule read(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      return DeliveryRule.NONE;
    }
    Problems problems = new Problems();
    YamlNode root = YamlNode.onlyDocument(file, problems);
    root.refuseKeysBeyond(KEYS);
    List<String> categories = root.texts("categories");
    if (categories.isEmpty()) {
      problems.at(
          root.find("categories").orElse(root),
          "Missing categories: name those of deployments, such as [deployment]");
    }
    root.text("attribution_window");
    Optional<Duration> window =
        root.parsed(
            "attribution_window",
            "a length such as 30m, 4h or 2d",
            text -> Span.parse(text).duration());
    problems.throwIfAny();
    return new DeliveryRule(categories, root.texts("rework_change_types"), window.orElseThrow());
  }
}
