package dev.aftermath.jobs.config;

import dev.aftermath.jobs.domain.calendar.Span;
import dev.aftermath.jobs.domain.log.LiftRule;
import dev.aftermath.jobs.domain.log.LogRules;
import dev.aftermath.jobs.domain.log.MessageFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * How log lines are read and compared, from {@code conf/logs.yaml}.
 *
 * @param rules which labels name service and tenant, and where the message stands
 * @param lift what of the time around incidents is compared with the rest
 */
public record LogSettings(LogRules rules, LiftRule lift) {
  private static final Duration LONGEST_WINDOW = Duration.ofDays(1);
  private static final Set<String> KEYS =
      Set.of("service_labels", "tenant_labels", "formats", "most_new_templates", "lift");

  /**
   * The settings in a file; without the file the usual ones.
   *
   * @throws InvalidSettingsException with everything that is wrong in it
   */
  public static LogSettings read(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      return new LogSettings(LogRules.USUAL, LiftRule.USUAL);
    }
    Problems problems = new Problems();
    YamlNode root = YamlNode.onlyDocument(file, problems);
    root.refuseKeysBeyond(KEYS);
    LogRules usual = LogRules.USUAL;
    LogRules rules =
        new LogRules(
            labels(root, "service_labels", usual.serviceLabels()),
            labels(root, "tenant_labels", usual.tenantLabels()),
            formats(root),
            root.parsed("most_new_templates", "a whole number of 1 or more", LogSettings::count)
                .orElse(usual.mostNewTemplates()));
    LiftRule lift = root.find("lift").map(LogSettings::lift).orElse(LiftRule.USUAL);
    problems.throwIfAny();
    return new LogSettings(rules, lift);
  }

  private static List<String> labels(YamlNode root, String key, List<String> usual) {
    List<String> labels = root.texts(key);
    if (root.find(key).isPresent() && labels.isEmpty()) {
      root.problems()
          .at(root.find(key).orElse(root), "Invalid " + key + ": name one label at least");
    }
    return labels.isEmpty() ? usual : labels;
  }

  private static List<MessageFormat> formats(YamlNode root) {
    List<MessageFormat> formats = new ArrayList<>();
    root.find("formats")
        .map(YamlNode::items)
        .orElse(List.of())
        .forEach(
            node -> {
              node.refuseKeysBeyond(Set.of("labels", "expression"));
              Map<String, String> labels = new LinkedHashMap<>();
              Optional<YamlNode> named = node.find("labels");
              named.ifPresent(
                  it ->
                      it.entries()
                          .forEach(
                              (key, value) ->
                                  value.text().ifPresent(text -> labels.put(key, text))));
              if (labels.isEmpty()) {
                node.missing("labels", "say which streams it is for, as {app: web}");
              }
              node.text("expression");
              node.parsed(
                      "expression",
                      "a regular expression with a group named message, as (?<message>.*)",
                      LogSettings::expression)
                  .ifPresent(expression -> formats.add(new MessageFormat(labels, expression)));
            });
    return formats;
  }

  private static Pattern expression(String text) {
    if (!text.contains("(?<" + MessageFormat.MESSAGE + ">")) {
      throw new IllegalArgumentException(text + " has no message");
    }
    return Pattern.compile(text);
  }

  private static LiftRule lift(YamlNode node) {
    node.refuseKeysBeyond(Set.of("before", "during", "history"));
    LiftRule usual = LiftRule.USUAL;
    Optional<Long> history =
        node.parsed("history", "whole days such as 91d", text -> days(Span.parse(text).duration()));
    return new LiftRule(
        minutes(node, "before").orElse(usual.beforeMinutes()),
        minutes(node, "during").orElse(usual.duringMinutes()),
        history.map(Math::toIntExact).orElse(usual.historyDays()));
  }

  private static Optional<Integer> minutes(YamlNode node, String key) {
    return node.parsed(
        key,
        "whole minutes up to a day, such as 30m",
        text -> {
          Duration length = Span.parse(text).duration();
          if (length.compareTo(LONGEST_WINDOW) > 0
              || !Duration.ofMinutes(length.toMinutes()).equals(length)) {
            throw new IllegalArgumentException(text + " is no whole number of minutes in a day");
          }
          return Math.toIntExact(length.toMinutes());
        });
  }

  private static long days(Duration length) {
    if (length.isZero() || !Duration.ofDays(length.toDays()).equals(length)) {
      throw new IllegalArgumentException(length + " is no whole number of days");
    }
    return length.toDays();
  }

  private static long count(String text) {
    long count = Long.parseLong(text);
    if (count < 1) {
      throw new NumberFormatException(text);
    }
    return count;
  }
}
