package dev.aftermath.jobs.config;

import dev.aftermath.jobs.domain.cause.label.CauseColumn;
import dev.aftermath.jobs.domain.cause.label.CauseCues;
import dev.aftermath.jobs.domain.cause.label.CauseRule;
import dev.aftermath.jobs.domain.cause.label.CauseScale;
import dev.aftermath.jobs.domain.cause.label.Phrase;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Reads the words of one language from a file in {@code conf/causes}. */
final class CauseRuleReader {
  private static final Set<String> KEYS = Set.of("language", "cues", "trigger", "root_cause");
  private static final Set<String> RULE_KEYS = Set.of("weight", "include", "exclude");
  private static final Set<String> LANGUAGES = Set.of(Locale.getISOLanguages());

  private final CauseScale scale;

  CauseRuleReader(CauseScale scale) {
    this.scale = scale;
  }

  CauseCues cues(YamlNode root) {
    Optional<YamlNode> cues = root.find("cues");
    cues.ifPresent(node -> node.refuseKeysBeyond(Set.of("sections", "words")));
    return new CauseCues(
        cues.map(node -> phrases(node, "sections")).orElse(List.of()),
        cues.map(node -> phrases(node, "words")).orElse(List.of()));
  }

  List<CauseRule> rules(YamlNode root) {
    root.refuseKeysBeyond(KEYS);
    root.text("language");
    String language =
        root.parsed("language", "an ISO 639-1 code such as en", CauseRuleReader::language)
            .orElse("");
    List<CauseRule> rules = new ArrayList<>();
    for (CauseColumn column : CauseColumn.values()) {
      root.find(column.word()).ifPresent(node -> rules.addAll(ofColumn(node, column, language)));
    }
    return rules;
  }

  private List<CauseRule> ofColumn(YamlNode node, CauseColumn column, String language) {
    node.refuseKeysBeyond(Set.copyOf(scale.names(column)));
    List<CauseRule> rules = new ArrayList<>();
    for (String value : scale.names(column)) {
      Optional<YamlNode> list = node.find(value);
      if (list.isPresent() && !list.get().isList()) {
        node.problems().at(list.get(), "Invalid " + value + ": expected a list of rules");
      }
      for (YamlNode rule : list.map(YamlNode::items).orElse(List.of())) {
        rules.add(rule(rule, column, value, language));
      }
    }
    return rules;
  }

  private static CauseRule rule(YamlNode node, CauseColumn column, String value, String language) {
    node.refuseKeysBeyond(RULE_KEYS);
    List<Phrase> include = phrases(node, "include");
    if (node.find("include").isEmpty()) {
      node.missing("include", "name the phrases that speak for " + value);
    }
    double weight =
        CauseScaleReader.number(
            node, "weight", "a number above 0", 1, Double.MIN_VALUE, Double.MAX_VALUE);
    return new CauseRule(column, value, weight, language, include, phrases(node, "exclude"));
  }

  private static List<Phrase> phrases(YamlNode node, String key) {
    List<Phrase> phrases = new ArrayList<>();
    Optional<YamlNode> list = node.find(key);
    if (list.isPresent() && !list.get().isList()) {
      node.problems().at(list.get(), "Invalid " + key + ": expected a list of phrases");
    }
    for (YamlNode item : list.map(YamlNode::items).orElse(List.of())) {
      String written = item.text().orElse("");
      try {
        phrases.add(Phrase.parse(written));
      } catch (IllegalArgumentException e) {
        node.problems()
            .at(
                item,
                "Invalid phrase \""
                    + written
                    + "\": expected words of letters and digits, a * at their ends for any letters,"
                    + " .. between them for up to five words");
      }
    }
    return phrases;
  }

  private static String language(String text) {
    if (!LANGUAGES.contains(text)) {
      throw new IllegalArgumentException(text + " is no language");
    }
    return text;
  }
}
