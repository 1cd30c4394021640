package dev.aftermath.jobs.config;

import dev.aftermath.jobs.domain.calendar.Span;
import dev.aftermath.jobs.domain.slo.BurnRatePolicy;
import dev.aftermath.jobs.domain.slo.BurnRateRule;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads burn-rate policies from {@code conf/burn-rates/*.yaml}. */
public final class BurnRatePolicies {
  private static final Set<String> KEYS = Set.of("name", "version", "source", "period", "rules");
  private static final Set<String> RULE_KEYS = Set.of("severity", "long", "short", "factor", "for");
  private static final String LENGTH = "a whole number followed by m, h, d or w";

  private BurnRatePolicies() {}

  /**
   * All policies of a folder, by name; none when there is no such folder.
   *
   * @throws InvalidSettingsException with everything that is wrong in any of the files
   */
  public static Map<String, BurnRatePolicy> read(Path folder) throws IOException {
    Problems problems = new Problems();
    Map<String, BurnRatePolicy> policies = inFolder(folder, problems);
    problems.throwIfAny();
    return policies;
  }

  /**
   * The policy of a file.
   *
   * @throws InvalidSettingsException when it does not hold exactly one sound policy
   */
  public static BurnRatePolicy inFile(Path file) throws IOException {
    Problems problems = new Problems();
    List<BurnRatePolicy> policies = policies(file, problems);
    problems.throwIfAny();
    if (policies.size() != 1) {
      String found = "Expected one policy, found " + policies.size();
      throw new InvalidSettingsException(List.of(new Problem(file.toString(), 1, 1, found)));
    }
    return policies.get(0);
  }

  /** Those that {@code burn_rate_policy} names; what is wrong is noted at the node. */
  static List<BurnRatePolicy> chosen(YamlNode root, Path folder) throws IOException {
    Optional<YamlNode> names = root.find("burn_rate_policy");
    if (names.isEmpty()) {
      return List.of();
    }
    Map<String, BurnRatePolicy> policies = inFolder(folder, root.problems());
    List<YamlNode> words = names.get().isList() ? names.get().items() : List.of(names.get());
    List<BurnRatePolicy> chosen = new ArrayList<>();
    for (YamlNode word : words) {
      String name = word.text().orElse("");
      BurnRatePolicy policy = policies.get(name);
      if (policy == null) {
        String problem = "Unknown burn_rate_policy \"" + name + "\"";
        root.problems().at(word, problem + Spelling.suggestion(name, policies.keySet()));
      } else if (!chosen.contains(policy)) {
        chosen.add(policy);
      }
    }
    return chosen;
  }

  private static Map<String, BurnRatePolicy> inFolder(Path folder, Problems problems)
      throws IOException {
    Map<String, BurnRatePolicy> policies = new TreeMap<>();
    if (!Files.isDirectory(folder)) {
      return policies;
    }
    List<Path> files;
    try (Stream<Path> found = Files.list(folder)) {
      files = found.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
    }
    for (Path file : files) {
      for (BurnRatePolicy policy : policies(file, problems)) {
        if (policies.put(policy.name(), policy) != null) {
          String twice = "Invalid name: \"" + policy.name() + "\" is defined already; rename one";
          problems.add(new Problem(file.toString(), 1, 1, twice));
        }
      }
    }
    return policies;
  }

  private static List<BurnRatePolicy> policies(Path file, Problems problems) throws IOException {
    List<BurnRatePolicy> policies = new ArrayList<>();
    for (YamlNode node :
        YamlNode.documents(file.toString(), Files.newBufferedReader(file), problems)) {
      policy(node).ifPresent(policies::add);
    }
    return policies;
  }

  private static Optional<BurnRatePolicy> policy(YamlNode node) {
    int before = node.problems().all().size();
    node.refuseKeysBeyond(KEYS);
    String name = node.text("name");
    node.text("version");
    Optional<Long> version = node.parsed("version", "a whole number", Long::valueOf);
    String source = node.text("source");
    node.text("period");
    Optional<Span> period =
        node.parsed("period", "a whole number with m, h, d, w, M, Q or Y", Span::parse);
    List<YamlNode> items = node.find("rules").map(YamlNode::items).orElse(List.of());
    if (items.isEmpty()) {
      node.problems().at(node.find("rules").orElse(node), "Missing rules: list at least one");
    }
    List<BurnRateRule> rules = new ArrayList<>();
    items.forEach(item -> rule(name, item).ifPresent(rules::add));
    return node.problems().all().size() > before
        ? Optional.empty()
        : Optional.of(
            new BurnRatePolicy(
                name, version.orElseThrow(), source.strip(), period.orElseThrow(), rules));
  }

  private static Optional<BurnRateRule> rule(String policy, YamlNode node) {
    int before = node.problems().all().size();
    node.refuseKeysBeyond(RULE_KEYS);
    String severity = node.text("severity");
    node.text("long");
    node.text("factor");
    Optional<BigDecimal> factor = node.parsed("factor", "a number above 0", BurnRatePolicies::rate);
    Duration longWindow = length(node, "long");
    Duration shortWindow = length(node, "short");
    Duration hold = length(node, "for");
    if (longWindow != null && shortWindow != null && shortWindow.compareTo(longWindow) >= 0) {
      node.problems()
          .at(node.find("short").orElse(node), "Invalid short: it must be shorter than long");
    }
    if (node.problems().all().size() > before || longWindow == null) {
      return Optional.empty();
    }
    return Optional.of(
        new BurnRateRule(
            policy,
            severity,
            longWindow,
            shortWindow,
            factor.orElseThrow(),
            hold == null ? Duration.ZERO : hold));
  }

  private static @Nullable Duration length(YamlNode node, String key) {
    return node.parsed(key, LENGTH, text -> Span.parse(text).duration()).orElse(null);
  }

  private static BigDecimal rate(String text) {
    BigDecimal rate = new BigDecimal(text);
    if (rate.signum() <= 0) {
      throw new IllegalArgumentException(text + " is not above 0");
    }
    return rate;
  }
}
