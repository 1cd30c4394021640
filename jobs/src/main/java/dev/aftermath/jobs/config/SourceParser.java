package dev.aftermath.jobs.config;

import dev.aftermath.jobs.domain.incident.IncidentField;
import dev.aftermath.jobs.domain.incident.IncidentState;
import dev.aftermath.jobs.sources.ExportFormat;
import dev.aftermath.jobs.sources.RawRecord;
import dev.aftermath.jobs.sources.Requirements;
import dev.aftermath.jobs.sources.SourceSettings;
import java.nio.charset.Charset;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One document of {@code conf/sources} to a definition; what is wrong is noted on the way. */
final class SourceParser {
  private static final Set<String> SYSTEMS =
      Set.of(
          "prometheus",
          "loki",
          "pagerduty",
          "servicenow",
          "statuspage",
          "runbooks",
          "postmortems",
          "azure-devops",
          "alertmanager");
  private static final Set<String> SOURCE_KEYS =
      Set.of("source", "system", "zone", "charset", "files", "pull");
  private static final Set<String> GROUP_KEYS =
      Set.of(
          "match",
          "format",
          "zone",
          "date_pattern",
          "charset",
          "null_tokens",
          "row_caps",
          "record_kind",
          "key",
          "clock",
          "sequence",
          "fields",
          "states");

  private final YamlNode document;
  private final Problems problems;
  private final String name;
  private final String system;

  private SourceParser(YamlNode document) {
    this.document = document;
    this.problems = document.problems();
    this.name = document.text("source");
    this.system = document.text("system");
  }

  /** The source that the document defines. */
  static SourceDefinition parse(YamlNode document) {
    if (!document.isMapping()) {
      document.problems().at(document, "Invalid source: keys and values are expected");
      return new SourceDefinition("", "", List.of(), Optional.empty());
    }
    return new SourceParser(document).definition();
  }

  private SourceDefinition definition() {
    document.refuseKeysBeyond(SOURCE_KEYS);
    if (!name.isEmpty() && !name.matches("[a-z0-9][a-z0-9_-]*")) {
      problems.at(
          at(document, "source"),
          "Invalid source: \"" + name + "\" (must be small letters, digits, - and _)");
    }
    checkWord(document, "system", system, SYSTEMS);
    List<FileGroup> groups = new ArrayList<>();
    YamlNode files = document.find("files").orElse(null);
    if (files == null || !files.isList() || files.items().isEmpty()) {
      problems.at(at(document, "files"), "Missing files: list at least one match and its format");
    } else {
      files.items().forEach(item -> group(item).ifPresent(groups::add));
    }
    SourceDefinition delivered = new SourceDefinition(name, system, groups, Optional.empty());
    Optional<PullDefinition> pull =
        document.find("pull").flatMap(node -> PullParser.parse(node, delivered));
    return new SourceDefinition(name, system, groups, pull);
  }

  private Optional<FileGroup> group(YamlNode node) {
    if (!node.isMapping()) {
      problems.at(node, "Invalid files: each item needs match and format");
      return Optional.empty();
    }
    node.refuseKeysBeyond(GROUP_KEYS);
    List<String> match = match(node);
    SourceSettings settings = settings(node);
    Optional<ExportFormat> format = format(node);
    format.ifPresent(known -> checkNeeds(node, known, settings));
    return format.map(known -> new FileGroup(match, known, settings));
  }

  private List<String> match(YamlNode node) {
    List<String> globs = node.texts("match");
    if (globs.isEmpty()) {
      problems.at(
          at(node, "match"), "Missing match: a glob such as \"tickets/**/incident-*.json\"");
    }
    List<String> usable = new ArrayList<>();
    for (String glob : globs) {
      try {
        FileGroup.matcher(glob);
        usable.add(glob);
      } catch (IllegalArgumentException e) {
        problems.at(at(node, "match"), "Invalid match: \"" + glob + "\" is no glob");
      }
    }
    return usable;
  }

  private Optional<ExportFormat> format(YamlNode node) {
    String word = node.text("format");
    Optional<ExportFormat> format = ExportFormat.named(word);
    List<String> words = Arrays.stream(ExportFormat.values()).map(ExportFormat::word).toList();
    if (format.isEmpty() && !word.isEmpty()) {
      problems.at(
          at(node, "format"), "Unknown format \"" + word + "\"" + Spelling.suggestion(word, words));
    }
    boolean foreign =
        format.isPresent()
            && format.get() != ExportFormat.EVENT_LOG_CSV
            && SYSTEMS.contains(system)
            && !word.startsWith(system + "-");
    if (foreign) {
      problems.at(at(node, "format"), "Invalid format: \"" + word + "\" is no format of " + system);
    }
    return format;
  }

  private void checkNeeds(YamlNode node, ExportFormat format, SourceSettings settings) {
    for (Requirements.Missing missing : Requirements.missing(format, settings)) {
      problems.at(
          node,
          "Missing "
              + missing.name()
              + ": "
              + format.word()
              + " needs it, since "
              + missing.reason());
    }
  }

  private SourceSettings settings(YamlNode node) {
    return new SourceSettings(
        name,
        zone(node),
        pattern(node),
        charset(node),
        node.texts("null_tokens"),
        rowCaps(node),
        recordKind(node),
        fields(node),
        states(node),
        node.optionalText("key").orElse(null),
        node.optionalText("clock").orElse(null),
        node.optionalText("sequence").orElse(null));
  }

  private @Nullable String zone(YamlNode node) {
    YamlNode holder = node.find("zone").isPresent() ? node : document;
    Optional<String> zone = holder.optionalText("zone");
    try {
      zone.ifPresent(ZoneId::of);
      return zone.orElse(null);
    } catch (DateTimeException e) {
      problems.at(
          at(holder, "zone"),
          "Invalid zone: \""
              + zone.orElse("")
              + "\" is no time zone"
              + Spelling.nearest(zone.orElse(""), ZoneId.getAvailableZoneIds())
                  .map(near -> "; did you mean \"" + near + "\"?")
                  .orElse(" (such as Europe/Berlin or UTC)"));
      return "UTC"; // it was declared: do not complain again that it is missing
    }
  }

  private @Nullable String pattern(YamlNode node) {
    Optional<String> pattern = node.optionalText("date_pattern");
    pattern
        .flatMap(Requirements::patternProblem)
        .ifPresent(
            why ->
                problems.at(
                    at(node, "date_pattern"),
                    "Invalid date_pattern: \"" + pattern.orElse("") + "\": " + why));
    return pattern.orElse(null);
  }

  private @Nullable String charset(YamlNode node) {
    YamlNode holder = node.find("charset").isPresent() ? node : document;
    Optional<String> charset = holder.optionalText("charset");
    try {
      charset.ifPresent(Charset::forName);
      return charset.orElse(null);
    } catch (IllegalArgumentException e) {
      problems.at(
          at(holder, "charset"),
          "Invalid charset: \""
              + charset.orElse("")
              + "\" is not known (such as UTF-8 or windows-1252)");
      return null;
    }
  }

  private List<Long> rowCaps(YamlNode node) {
    List<Long> caps = new ArrayList<>();
    for (String text : node.texts("row_caps")) {
      if (text.matches("[1-9][0-9]{0,17}")) {
        caps.add(Long.valueOf(text));
      } else {
        problems.at(
            at(node, "row_caps"), "Invalid row_caps: \"" + text + "\" (must be a count above 0)");
      }
    }
    return caps;
  }

  private String recordKind(YamlNode node) {
    String kind = node.optionalText("record_kind").orElse(RawRecord.INCIDENT);
    checkWord(
        node,
        "record_kind",
        kind,
        Set.of(
            RawRecord.INCIDENT,
            RawRecord.CHANGE,
            RawRecord.PROBLEM,
            RawRecord.SLA,
            RawRecord.UPDATE));
    return kind;
  }

  private Map<String, String> fields(YamlNode node) {
    List<String> allowed = words(IncidentField.values());
    return entries(
        node,
        "fields",
        (key, value) -> {
          if (!allowed.contains(key)) {
            return "Unknown field \"" + key + "\"" + Spelling.suggestion(key, allowed);
          }
          return null;
        });
  }

  private Map<String, String> states(YamlNode node) {
    List<String> allowed = words(IncidentState.values());
    Map<String, String> states = new HashMap<>();
    entries(
            node,
            "states",
            (key, value) ->
                allowed.contains(value)
                    ? null
                    : "Unknown state \"" + value + "\"" + Spelling.suggestion(value, allowed))
        .forEach((word, state) -> states.put(word.toLowerCase(Locale.ROOT), state));
    return states;
  }

  @FunctionalInterface
  private interface EntryCheck {
    @Nullable String problem(String key, String value);
  }

  private Map<String, String> entries(YamlNode node, String key, EntryCheck check) {
    Map<String, String> entries = new HashMap<>();
    YamlNode mapping = node.find(key).orElse(null);
    if (mapping == null) {
      return entries;
    }
    if (!mapping.isMapping()) {
      problems.at(mapping, "Invalid " + key + ": keys and values are expected");
    }
    Map<String, YamlNode> places = mapping.keys();
    mapping
        .entries()
        .forEach(
            (name, value) -> {
              String text = value.text().orElse("");
              String problem =
                  text.isEmpty() ? "Missing value of \"" + name + "\"" : check.problem(name, text);
              if (problem != null) {
                problems.at(places.getOrDefault(name, value), problem);
              }
              entries.put(name, text);
            });
    return entries;
  }

  private void checkWord(YamlNode node, String key, String word, Set<String> allowed) {
    if (!word.isEmpty() && !allowed.contains(word)) {
      problems.at(
          at(node, key),
          "Unknown " + key + " \"" + word + "\"" + Spelling.suggestion(word, allowed));
    }
  }

  private static YamlNode at(YamlNode node, String key) {
    return node.find(key).orElse(node);
  }

  private static List<String> words(Enum<?>[] values) {
    return Arrays.stream(values).map(value -> value.name().toLowerCase(Locale.ROOT)).toList();
  }
}
