package dev.aftermath.jobs.config;

import dev.aftermath.jobs.domain.alert.AlertQualityRule;
import dev.aftermath.jobs.domain.calendar.Span;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** Reads from {@code conf/alerts.yaml} by what the quality of alerts is measured. */
public final class AlertSettings {
  private static final int FEWEST_FIRINGS = 2;
  private static final int MOST_FIRINGS = 1_000;

  private AlertSettings() {}

  /**
   * The rule in a file; without the file the usual one.
   *
   * @throws InvalidSettingsException with everything that is wrong in it
   */
  public static AlertQualityRule read(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      return AlertQualityRule.USUAL;
    }
    Problems problems = new Problems();
    YamlNode root = YamlNode.onlyDocument(file, problems);
    root.refuseKeysBeyond(Set.of("flapping", "short_lived"));
    Optional<YamlNode> flapping = root.find("flapping");
    flapping.ifPresent(node -> node.refuseKeysBeyond(Set.of("firings", "within")));
    if (flapping.isEmpty()) {
      root.missing("flapping", "say how many firings within how long, as {firings: 3, within: 1h}");
    }
    Optional<Integer> firings = flapping.flatMap(AlertSettings::firings);
    Optional<Duration> within = flapping.flatMap(node -> length(node, "within"));
    Optional<Duration> shortLived = length(root, "short_lived");
    problems.throwIfAny();
    return new AlertQualityRule(
        firings.orElseThrow(), within.orElseThrow(), shortLived.orElseThrow());
  }

  private static Optional<Integer> firings(YamlNode node) {
    node.text("firings");
    return node.parsed(
        "firings",
        "a whole number from " + FEWEST_FIRINGS + " to " + MOST_FIRINGS,
        text -> {
          int count = Integer.parseInt(text);
          if (count < FEWEST_FIRINGS || count > MOST_FIRINGS) {
            throw new NumberFormatException(text);
          }
          return count;
        });
  }

  private static Optional<Duration> length(YamlNode node, String key) {
    node.text(key);
    return node.parsed(key, "a length such as 5m, 1h or 2d", text -> Span.parse(text).duration());
  }
}
