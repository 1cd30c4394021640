package dev.aftermath.jobs.config;

import dev.aftermath.jobs.domain.incident.IncidentField;
import dev.aftermath.jobs.domain.matching.AlertRules;
import dev.aftermath.jobs.domain.matching.MatchingRules;
import dev.aftermath.jobs.domain.matching.Mentions;
import dev.aftermath.jobs.domain.matching.NearbyRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Reads from {@code conf/matching.yaml} by what pages and tickets become one incident, and by what
 * alerts are put down to it.
 */
public final class MatchingSettings {
  private static final Map<String, IncidentField> TEXTS =
      words(IncidentField.TITLE, IncidentField.DESCRIPTION, IncidentField.CAUSE_TEXT);
  private static final Map<String, IncidentField> TRAITS =
      words(
          IncidentField.MONITORING_ID,
          IncidentField.SERVICE,
          IncidentField.TENANT,
          IncidentField.TEAM,
          IncidentField.PRIORITY,
          IncidentField.CATEGORY);
  private static final Map<String, IncidentField> ALERT_TRAITS =
      words(
          IncidentField.MONITORING_ID,
          IncidentField.SERVICE,
          IncidentField.TENANT,
          IncidentField.TEAM);
  private static final Set<String> KEYS = Set.of("mentions", "nearby", "alerts");
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]*");
  private static final long LONGEST_MINUTES = 24 * 60;

  private MatchingSettings() {}

  /**
   * The rules in a file; without the file only fields that name the other record match anything.
   *
   * @throws InvalidSettingsException with everything that is wrong in it
   */
  public static MatchingRules read(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      return MatchingRules.KEYS_ONLY;
    }
    Problems problems = new Problems();
    YamlNode root = YamlNode.onlyDocument(file, problems);
    root.refuseKeysBeyond(KEYS);
    Optional<YamlNode> mentions = root.find("mentions");
    mentions.ifPresent(node -> node.refuseKeysBeyond(Set.of("in_tickets", "in_pages")));
    MatchingRules rules =
        new MatchingRules(
            mentions(mentions.flatMap(node -> node.find("in_tickets"))),
            mentions(mentions.flatMap(node -> node.find("in_pages"))),
            nearby(root, TRAITS));
    problems.throwIfAny();
    return rules;
  }

  /**
   * By what alerts are put down to incidents, in the same file; where it does not say, keys alone
   * join anything.
   *
   * @throws InvalidSettingsException with everything that is wrong in this part of it
   */
  public static AlertRules alerts(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      return AlertRules.KEYS_ONLY;
    }
    Problems problems = new Problems();
    Optional<YamlNode> found = YamlNode.onlyDocument(file, problems).find("alerts");
    if (found.isEmpty()) {
      return AlertRules.KEYS_ONLY;
    }
    YamlNode node = found.get();
    node.refuseKeysBeyond(Set.of("key_within_minutes", "nearby"));
    Duration within = within(node, "key_within_minutes").orElse(AlertRules.KEYS_ONLY.keyWithin());
    AlertRules rules = new AlertRules(within, nearby(node, ALERT_TRAITS));
    problems.throwIfAny();
    return rules;
  }

  private static Mentions mentions(Optional<YamlNode> found) {
    if (found.isEmpty()) {
      return Mentions.NOWHERE;
    }
    YamlNode node = found.get();
    node.refuseKeysBeyond(Set.of("fields", "expression"));
    List<IncidentField> fields = fields(node, "fields", TEXTS);
    String expression = node.text("expression");
    node.parsed(
        "expression",
        "a regular expression with one group, the number, such as 'incident #([0-9]+)'",
        MatchingSettings::withOneGroup);
    return new Mentions(fields, expression);
  }

  private static Pattern withOneGroup(String expression) {
    Pattern pattern = Pattern.compile(expression);
    if (pattern.matcher("").groupCount() != 1) {
      throw new IllegalArgumentException(expression + " has no group, or several");
    }
    return pattern;
  }

  private static List<NearbyRule> nearby(YamlNode root, Map<String, IncidentField> traits) {
    List<NearbyRule> rules = new ArrayList<>();
    Set<String> names = new HashSet<>();
    Optional<YamlNode> list = root.find("nearby");
    if (list.isPresent() && !list.get().isList()) {
      root.problems().at(list.get(), "Invalid nearby: expected a list of rules");
    }
    for (YamlNode node : list.map(YamlNode::items).orElse(List.of())) {
      node.refuseKeysBeyond(Set.of("name", "same", "opened_within_minutes"));
      node.text("name");
      Optional<String> name =
          node.parsed("name", "a word of lower-case letters, digits and _", MatchingSettings::name);
      if (name.isPresent() && !names.add(name.get())) {
        node.problems()
            .at(
                node.find("name").orElse(node),
                "Invalid name: \"" + name.get() + "\" is defined already; rename one");
      }
      List<IncidentField> same = fields(node, "same", traits);
      Optional<Duration> within = within(node, "opened_within_minutes");
      if (name.isPresent() && within.isPresent()) {
        rules.add(new NearbyRule(name.get(), same, within.get()));
      }
    }
    return rules;
  }

  private static Optional<Duration> within(YamlNode node, String key) {
    node.text(key);
    return node.parsed(
        key, "a whole number from 1 to " + LONGEST_MINUTES, MatchingSettings::minutes);
  }

  private static String name(String text) {
    if (!NAME.matcher(text).matches()) {
      throw new IllegalArgumentException(text + " is no such word");
    }
    return text;
  }

  private static Duration minutes(String text) {
    long minutes = Long.parseLong(text);
    if (minutes < 1 || minutes > LONGEST_MINUTES) {
      throw new IllegalArgumentException(text + " is out of range");
    }
    return Duration.ofMinutes(minutes);
  }

  /** A rule without fields would join whatever happened at the same time. */
  private static List<IncidentField> fields(
      YamlNode node, String key, Map<String, IncidentField> allowed) {
    Optional<YamlNode> found = node.find(key);
    List<YamlNode> items =
        found.map(it -> it.isText() ? List.of(it) : it.items()).orElse(List.of());
    if (items.isEmpty()) {
      if (found.isEmpty()) {
        node.missing(key, "name at least one of " + String.join(", ", allowed.keySet()));
      } else {
        node.problems()
            .at(
                found.get(),
                "Invalid "
                    + key
                    + ": expected at least one of "
                    + String.join(", ", allowed.keySet()));
      }
    }
    List<IncidentField> fields = new ArrayList<>();
    for (YamlNode item : items) {
      String word = item.text().orElse("");
      IncidentField field = allowed.get(word);
      if (field == null) {
        node.problems()
            .at(
                item,
                "Unknown field \"" + word + "\"" + Spelling.suggestion(word, allowed.keySet()));
      } else {
        fields.add(field);
      }
    }
    return fields;
  }

  private static Map<String, IncidentField> words(IncidentField... fields) {
    Map<String, IncidentField> words = new TreeMap<>();
    for (IncidentField field : fields) {
      words.put(field.name().toLowerCase(Locale.ROOT), field);
    }
    return words;
  }
}
