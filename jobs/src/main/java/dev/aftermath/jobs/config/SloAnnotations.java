package dev.aftermath.jobs.config;

import dev.aftermath.jobs.domain.slo.ExclusionRule;
import dev.aftermath.jobs.domain.slo.Grouping;
import dev.aftermath.jobs.domain.slo.MissingRule;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What OpenSLO has no fields for and an SLO declares in {@code metadata.annotations}.
 *
 * @param effectiveFrom null for the version that rules from the beginning
 */
record SloAnnotations(
    @Nullable Instant effectiveFrom,
    Grouping grouping,
    MissingRule missing,
    ExclusionRule exclusions) {
  /** What all of our annotations begin with. */
  static final String PREFIX = "aftermath/";

  private static final String EFFECTIVE_FROM = PREFIX + "effective-from";
  private static final String GROUP_BY = PREFIX + "group-by";
  private static final String GROUP_TARGETS = PREFIX + "group-targets";
  private static final String MISSING = PREFIX + "missing";
  private static final String EXCLUSIONS = PREFIX + "exclusions";
  private static final Set<String> KEYS =
      Set.of(EFFECTIVE_FROM, GROUP_BY, GROUP_TARGETS, MISSING, EXCLUSIONS);
  private static final String LABEL = "[a-zA-Z_][a-zA-Z0-9_]*";

  /** The annotations of an SLO; what is wrong is noted. */
  static SloAnnotations of(SloObject slo) {
    Optional<YamlNode> found = annotations(slo);
    found.ifPresent(node -> refuseBeyond(node, KEYS));
    if (found.isEmpty()) {
      return new SloAnnotations(
          null, Grouping.NONE, MissingRule.UNKNOWN, ExclusionRule.REMOVE_TIME);
    }
    YamlNode node = found.get();
    return new SloAnnotations(
        effectiveFrom(node).orElse(null),
        grouping(node),
        rule(node, MISSING, MissingRule.words())
            .flatMap(MissingRule::ofWord)
            .orElse(MissingRule.UNKNOWN),
        rule(node, EXCLUSIONS, ExclusionRule.words())
            .flatMap(ExclusionRule::ofWord)
            .orElse(ExclusionRule.REMOVE_TIME));
  }

  /** When a version begins to rule; empty where nothing or nothing readable is said. */
  static Optional<Instant> effectiveFrom(SloObject slo) {
    return annotations(slo)
        .flatMap(it -> it.find(EFFECTIVE_FROM))
        .flatMap(YamlNode::text)
        .flatMap(SloAnnotations::instant);
  }

  /** Notes the labels that the SLO is grouped by and that what it counts does not have. */
  void refuseLabelsBeyond(String what, List<String> allowed, SloObject slo) {
    for (String label : grouping.labels()) {
      if (!allowed.contains(label)) {
        YamlNode place = annotations(slo).flatMap(it -> it.find(GROUP_BY)).orElse(slo.root());
        place
            .problems()
            .at(
                place,
                what
                    + " cannot be grouped by \""
                    + label
                    + "\""
                    + Spelling.suggestion(label, allowed));
      }
    }
  }

  /** Refuses our annotations on an object that is no SLO. */
  static void refuse(SloObject object) {
    annotations(object)
        .ifPresent(
            node ->
                node.keys()
                    .forEach(
                        (name, key) -> {
                          if (name.startsWith(PREFIX)) {
                            key.problems()
                                .disputed(
                                    key,
                                    "Annotation \"" + name + "\" belongs to objects of kind SLO",
                                    "it is passed over");
                          }
                        }));
  }

  private static void refuseBeyond(YamlNode node, Set<String> allowed) {
    node.keys()
        .forEach(
            (name, key) -> {
              if (name.startsWith(PREFIX) && !allowed.contains(name)) {
                key.problems()
                    .disputed(
                        key,
                        "Unknown annotation \"" + name + "\"" + Spelling.suggestion(name, allowed),
                        "it is passed over");
              }
            });
  }

  private static Optional<YamlNode> annotations(SloObject object) {
    return object
        .root()
        .find("metadata")
        .flatMap(it -> it.find("annotations"))
        .filter(YamlNode::isMapping);
  }

  private static Optional<Instant> effectiveFrom(YamlNode node) {
    return node.parsed(
        EFFECTIVE_FROM,
        "an instant with its zone (RFC 3339), such as 2026-07-01T00:00:00Z",
        text -> OffsetDateTime.parse(text).toInstant());
  }

  private static Optional<Instant> instant(String text) {
    try {
      return Optional.of(OffsetDateTime.parse(text).toInstant());
    } catch (java.time.DateTimeException e) {
      return Optional.empty();
    }
  }

  private static Optional<String> rule(YamlNode node, String key, List<String> words) {
    Optional<String> word = node.optionalText(key);
    if (word.isPresent() && !words.contains(word.get())) {
      node.problems()
          .at(
              node.find(key).orElse(node),
              "Unknown "
                  + key
                  + " \""
                  + word.get()
                  + "\""
                  + Spelling.suggestion(word.get(), words));
    }
    return word;
  }

  private static Grouping grouping(YamlNode node) {
    List<String> labels =
        node.parsed(
                GROUP_BY,
                "label names with commas between, such as tenant,region",
                text -> labels(text))
            .orElse(List.of());
    if (node.find(GROUP_TARGETS).isPresent() && node.find(GROUP_BY).isEmpty()) {
      node.problems()
          .at(
              node.find(GROUP_TARGETS).orElse(node),
              GROUP_TARGETS + " goes with " + GROUP_BY + ", which is missing");
      return Grouping.NONE;
    }
    SortedMap<String, BigDecimal> targets = new TreeMap<>();
    Optional<YamlNode> place = node.find(GROUP_TARGETS);
    for (String item : node.optionalText(GROUP_TARGETS).orElse("").split(";", -1)) {
      if (!item.isBlank() && !labels.isEmpty()) {
        target(item.strip(), labels, place.orElse(node), targets);
      }
    }
    return new Grouping(labels, targets);
  }

  private static List<String> labels(String text) {
    List<String> labels = Arrays.stream(text.split(",", -1)).map(String::strip).toList();
    if (!labels.stream().allMatch(label -> label.matches(LABEL))
        || Set.copyOf(labels).size() != labels.size()) {
      throw new IllegalArgumentException(text);
    }
    return labels;
  }

  private static void target(
      String item, List<String> labels, YamlNode place, SortedMap<String, BigDecimal> targets) {
    int colon = item.lastIndexOf(':');
    Map<String, String> values = new LinkedHashMap<>();
    List<String> names = new ArrayList<>();
    for (String pair : item.substring(0, Math.max(colon, 0)).split(",", -1)) {
      int equals = pair.indexOf('=');
      names.add(pair.substring(0, Math.max(equals, 0)).strip());
      values.put(names.get(names.size() - 1), pair.substring(equals + 1).strip());
    }
    Optional<BigDecimal> target = ratio(item.substring(colon + 1).strip());
    String expected =
        labels.stream().map(label -> label + "=VALUE").collect(Collectors.joining(",")) + ": 0.995";
    if (!names.equals(labels) || target.isEmpty()) {
      place
          .problems()
          .at(
              place,
              "Invalid "
                  + GROUP_TARGETS
                  + ": \""
                  + item
                  + "\" (must be "
                  + expected
                  + ", the target from 0 to 1; several with ; between)");
      return;
    }
    String key = new Grouping(labels, new TreeMap<>()).keyOf(values);
    if (targets.put(key, target.get()) != null) {
      place.problems().at(place, "Invalid " + GROUP_TARGETS + ": " + key + " is given twice");
    }
  }

  private static Optional<BigDecimal> ratio(String text) {
    try {
      BigDecimal ratio = SloNumbers.ratio(text);
      return Optional.of(ratio);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
