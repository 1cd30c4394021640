package dev.aftermath.jobs.config;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * One OpenSLO object with the part that all kinds share checked.
 *
 * @param root the whole object
 * @param spec its {@code spec}; the root where it is missing, which is then noted
 */
record SloObject(String kind, String name, YamlNode root, YamlNode spec) {
  static final String API_VERSION = "openslo/v1";
  static final Set<String> KINDS =
      Set.of(
          "AlertCondition",
          "AlertNotificationTarget",
          "AlertPolicy",
          "DataSource",
          "SLI",
          "SLO",
          "Service");

  private static final int LONGEST_NAME = 63;
  private static final int LONGEST_DESCRIPTION = 1050;
  private static final Pattern LABEL_KEY =
      Pattern.compile("[a-zA-Z0-9]([-._a-zA-Z0-9]{0,61}[a-zA-Z0-9])?");
  private static final Pattern ANNOTATION_KEY =
      Pattern.compile("([a-z0-9][-a-z0-9.]{0,251}/)?" + LABEL_KEY.pattern());
  private static final Pattern NAME = Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?");

  /** Checks what stands around {@code spec}; what is wrong is noted at its place. */
  static SloObject of(YamlNode root) {
    root.refuseKeysBeyond(Set.of("apiVersion", "kind", "metadata", "spec"));
    String version = root.text("apiVersion");
    if (!version.isEmpty() && !version.equals(API_VERSION)) {
      root.problems()
          .at(
              root.find("apiVersion").orElse(root),
              "Unknown apiVersion \"" + version + "\" (allowed: " + API_VERSION + ")");
    }
    String kind = root.text("kind");
    if (!kind.isEmpty() && !KINDS.contains(kind)) {
      root.problems()
          .at(
              root.find("kind").orElse(root),
              "Unknown kind \"" + kind + "\"" + Spelling.suggestion(kind, KINDS));
    }
    String name = mapping(root, "metadata").map(SloObject::metadata).orElse("");
    YamlNode spec = mapping(root, "spec").orElse(root);
    if (spec != root) {
      description(spec);
    }
    return new SloObject(kind, name, root, spec);
  }

  /** Whether what is inside {@code spec} can be read by the rules of a kind. */
  boolean readable() {
    return KINDS.contains(kind)
        && spec != root
        && root.find("apiVersion").flatMap(YamlNode::text).orElse("").equals(API_VERSION);
  }

  /** The name for people; the name where there is none. */
  String displayName() {
    return root.find("metadata").flatMap(it -> it.optionalText("displayName")).orElse(name);
  }

  /** A mapping that must be there; noted when it is missing or something else. */
  static Optional<YamlNode> mapping(YamlNode parent, String key) {
    Optional<YamlNode> value = parent.find(key);
    if (value.isEmpty()) {
      parent.missing(key, "add it here");
    } else if (!value.get().isMapping()) {
      parent.problems().at(value.get(), "Invalid " + key + ": keys and values are expected");
      return java.util.Optional.empty();
    }
    return value;
  }

  /** Checks {@code metadata} and returns the name. */
  static String metadata(YamlNode metadata) {
    metadata.refuseKeysBeyond(Set.of("name", "displayName", "labels", "annotations"));
    String displayName = metadata.optionalText("displayName").orElse("");
    if (displayName.length() > LONGEST_NAME) {
      metadata
          .problems()
          .warn(
              metadata.find("displayName").orElse(metadata),
              "The displayName has "
                  + displayName.length()
                  + " characters; the specification's tool takes at most "
                  + LONGEST_NAME);
    }
    checkKeys(metadata, "labels", LABEL_KEY);
    checkKeys(metadata, "annotations", ANNOTATION_KEY);
    String name = metadata.text("name");
    YamlNode value = metadata.entries().get("name");
    if (value != null && !name.isEmpty()) {
      checkName(value, name);
    }
    for (Map.Entry<String, YamlNode> label : children(metadata, "labels").entrySet()) {
      List<YamlNode> items = label.getValue().items();
      if (!label.getValue().isText()
          && (items.isEmpty() || !items.stream().allMatch(YamlNode::isText))) {
        metadata
            .problems()
            .at(label.getValue(), "Invalid label " + label.getKey() + ": text or a list of texts");
      }
    }
    for (Map.Entry<String, YamlNode> annotation : children(metadata, "annotations").entrySet()) {
      if (!annotation.getValue().isText()) {
        metadata
            .problems()
            .at(annotation.getValue(), "Invalid annotation " + annotation.getKey() + ": text only");
      }
    }
    return name;
  }

  private static void checkKeys(YamlNode metadata, String of, Pattern allowed) {
    metadata
        .find(of)
        .map(YamlNode::keys)
        .orElse(Map.of())
        .forEach(
            (text, key) -> {
              if (!allowed.matcher(text).matches()) {
                key.problems()
                    .disputed(
                        key,
                        "Invalid key \""
                            + text
                            + "\" in "
                            + of
                            + ": letters, digits, ., _ and -, beginning and ending with a letter or"
                            + " digit, at most "
                            + LONGEST_NAME,
                        "it is taken as it is");
              }
            });
  }

  private static Map<String, YamlNode> children(YamlNode parent, String key) {
    Optional<YamlNode> value = parent.find(key);
    if (value.isPresent() && !value.get().isMapping()) {
      parent.problems().at(value.get(), "Invalid " + key + ": keys and values are expected");
    }
    return value.map(YamlNode::entries).orElse(Map.of());
  }

  /** Checks the name of an object, or a reference to one. */
  static void checkName(YamlNode place, String name) {
    if (name.length() <= LONGEST_NAME && NAME.matcher(name).matches()) {
      return;
    }
    String message =
        "Invalid name \""
            + name
            + "\": at most "
            + LONGEST_NAME
            + " lower case letters, digits and -, beginning and ending with a letter or digit (RFC"
            + " 1123)"
            + suggestedName(name);
    // The specification's older test files have capital letters; nothing has blanks.
    if (name.length() <= LONGEST_NAME && NAME.matcher(name.toLowerCase(Locale.ROOT)).matches()) {
      place.problems().disputed(place, message, "it is taken as it is");
    } else {
      place.problems().at(place, message);
    }
  }

  private static String suggestedName(String name) {
    String mended =
        name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
    return mended.isEmpty() || mended.length() > LONGEST_NAME
        ? ""
        : "; did you mean \"" + mended + "\"?";
  }

  private static void description(YamlNode spec) {
    String text = spec.optionalText("description").orElse("");
    if (text.length() > LONGEST_DESCRIPTION) {
      spec.problems()
          .at(
              spec.find("description").orElse(spec),
              "The description has "
                  + text.length()
                  + " characters; at most "
                  + LONGEST_DESCRIPTION
                  + " are allowed");
    }
  }
}
