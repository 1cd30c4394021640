package dev.aftermath.jobs.config;

import dev.aftermath.jobs.domain.series.LabelSelector;
import dev.aftermath.jobs.sources.ExportFormat;
import dev.aftermath.jobs.sources.LokiPull;
import dev.aftermath.jobs.sources.PullSettings;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The {@code pull} section of a source; what is wrong is noted on the way. */
final class PullParser {
  private static final Set<String> PROMETHEUS_KEYS =
      Set.of("url", "token", "tenant", "attempts", "selectors", "window", "queries", "step");
  private static final Set<String> LOKI_KEYS =
      Set.of("url", "token", "tenant", "attempts", "queries", "limit");
  private static final Pattern LENGTH = Pattern.compile("([1-9][0-9]{0,8})(ms|s|m|h|d|w)");
  private static final String LENGTH_WORDS = "a length of time such as 30s, 5m, 6h or 1d";

  private final YamlNode node;
  private final Problems problems;
  private final SourceDefinition source;

  private PullParser(YamlNode node, SourceDefinition source) {
    this.node = node;
    this.problems = node.problems();
    this.source = source;
  }

  /**
   * The section's content; empty when something is wrong with it.
   *
   * @param source the source as it is without the section
   */
  static Optional<PullDefinition> parse(YamlNode node, SourceDefinition source) {
    if (!node.isMapping()) {
      node.problems().at(node, "Invalid pull: keys and values are expected");
      return Optional.empty();
    }
    PullParser parser = new PullParser(node, source);
    return switch (source.system()) {
      case "prometheus" -> parser.prometheus();
      case "loki" -> parser.loki();
      default -> {
        node.problems()
            .at(
                node,
                "Invalid pull: only sources of prometheus and loki are pulled, not of \""
                    + source.system()
                    + "\"; deliver its exports as files");
        yield Optional.empty();
      }
    };
  }

  private Optional<PullDefinition> prometheus() {
    node.refuseKeysBeyond(PROMETHEUS_KEYS);
    List<String> selectors = texts("selectors");
    List<String> queries = texts("queries");
    if (selectors.isEmpty() && queries.isEmpty()) {
      problems.at(
          node,
          "Missing selectors: name the series to pull as they are stored, or queries with a step");
    }
    selectors.forEach(this::checkSelector);
    Optional<Duration> step = node.parsed("step", LENGTH_WORDS, PullParser::length);
    if (!queries.isEmpty() && node.find("step").isEmpty()) {
      problems.at(at("queries"), "Missing step: queries are evaluated at every step; add it");
    }
    Duration window =
        node.parsed("window", LENGTH_WORDS + ", at least 1s", PullParser::window)
            .orElse(Duration.ofDays(1));
    String folder = folder(ExportFormat.PROMETHEUS_API);
    return server()
        .map(
            server ->
                new PullDefinition.Prometheus(
                    server, folder, selectors, window, queries, step.orElse(null)));
  }

  private Optional<PullDefinition> loki() {
    node.refuseKeysBeyond(LOKI_KEYS);
    List<String> queries = texts("queries");
    if (queries.isEmpty()) {
      problems.at(node, "Missing queries: name the log lines to pull, such as {app=\"api\"}");
    }
    int limit =
        node.parsed("limit", "a whole number from 2 on", PullParser::limit)
            .orElse(LokiPull.LARGEST_LIMIT);
    String folder = folder(ExportFormat.LOKI_API);
    return server().map(server -> new PullDefinition.Loki(server, folder, queries, limit));
  }

  private Optional<PullSettings> server() {
    Optional<URI> address = address();
    String token = token();
    int attempts =
        node.parsed("attempts", "a whole number from 1 to 20", PullParser::attempts).orElse(5);
    return address.map(
        url -> {
          PullSettings usual = PullSettings.of(url);
          return new PullSettings(
              url,
              token,
              node.optionalText("tenant").orElse(null),
              usual.timeout(),
              attempts,
              usual.firstPause());
        });
  }

  private Optional<URI> address() {
    String url = node.text("url");
    if (url.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(PullSettings.of(URI.create(url)).baseUrl());
    } catch (IllegalArgumentException e) {
      // The text may hold a password: it is not repeated.
      problems.at(
          at("url"),
          "Invalid url: write http://host:port or https://host:port, without user and password;"
              + " a token goes into token as env:NAME or file:PATH");
      return Optional.empty();
    }
  }

  private @Nullable String token() {
    String token = node.optionalText("token").orElse(null);
    if (token != null && !token.matches("env:[A-Za-z_][A-Za-z0-9_]*|file:.+")) {
      // What was written may be the secret itself: it is not repeated.
      problems.at(
          at("token"),
          "Invalid token: a secret is never written into settings; put it into an environment"
              + " variable or a file and write env:NAME or file:PATH (and renew it, if it was"
              + " written here)");
      return null;
    }
    return token;
  }

  private void checkSelector(String selector) {
    try {
      LabelSelector.parse(selector);
    } catch (IllegalArgumentException e) {
      problems.at(
          at("selectors"),
          "Invalid selectors: \"" + selector + "\" selects no series: " + e.getMessage());
    }
  }

  private List<String> texts(String key) {
    Optional<YamlNode> list = node.find(key);
    List<String> texts = node.texts(key);
    if (list.isPresent() && (texts.isEmpty() || texts.stream().anyMatch(String::isBlank))) {
      problems.at(list.get(), "Invalid " + key + ": a list of texts is expected");
    }
    return texts;
  }

  /** The folder before the first wildcard of a glob that claims what is pulled into it. */
  private String folder(ExportFormat format) {
    List<String> tried = new ArrayList<>();
    for (FileGroup group : source.files()) {
      for (String glob : group.match()) {
        String folder = fixedFolder(glob).orElse(source.name());
        String file = PullDefinition.example(folder, source.system());
        if (source.groupOf(file).filter(claim -> claim.format() == format).isPresent()) {
          return folder;
        }
        tried.add(glob);
      }
    }
    problems.at(
        node,
        "Invalid pull: no match of this source with the format "
            + format.word()
            + " claims pulled files (found: "
            + String.join(", ", tried)
            + "); add match: \""
            + source.name()
            + "/**/*.json\"");
    return source.name();
  }

  private static Optional<String> fixedFolder(String glob) {
    String fixed = glob.split("[*?\\[{\\\\]", 2)[0];
    int slash = fixed.lastIndexOf('/');
    return slash <= 0 ? Optional.empty() : Optional.of(fixed.substring(0, slash));
  }

  private YamlNode at(String key) {
    return node.find(key).orElse(node);
  }

  private static int limit(String text) {
    return within(Integer.parseInt(text), 2, Integer.MAX_VALUE);
  }

  private static int attempts(String text) {
    return within(Integer.parseInt(text), 1, 20);
  }

  private static int within(int number, int least, int most) {
    if (number < least || number > most) {
      throw new IllegalArgumentException(number + " is out of bounds");
    }
    return number;
  }

  private static Duration window(String text) {
    Duration window = length(text);
    if (window.compareTo(Duration.ofSeconds(1)) < 0) {
      throw new IllegalArgumentException("shorter than a second");
    }
    return window;
  }

  private static Duration length(String text) {
    Matcher matcher = LENGTH.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("no length of time");
    }
    long count = Long.parseLong(matcher.group(1));
    return switch (matcher.group(2)) {
      case "ms" -> Duration.ofMillis(count);
      case "s" -> Duration.ofSeconds(count);
      case "m" -> Duration.ofMinutes(count);
      case "h" -> Duration.ofHours(count);
      case "d" -> Duration.ofDays(count);
      default -> Duration.ofDays(7 * count);
    };
  }
}
