package dev.aftermath.jobs.config;

import dev.aftermath.jobs.domain.contract.Condition;
import dev.aftermath.jobs.domain.contract.ContractRule;
import dev.aftermath.jobs.domain.contract.SubjectKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads the rules of the operations contract from {@code conf/contracts/*.yaml}. */
public final class ContractRules {
  private static final Set<String> KEYS =
      Set.of(
          "id", "version", "subject", "owner", "severity", "since", "text", "where", "condition");

  private final YamlNode node;
  private final ZoneId zone;

  private ContractRules(YamlNode node, ZoneId zone) {
    this.node = node;
    this.zone = zone;
  }

  /**
   * The rules in a folder, in the order of file names and then of the file; none without the
   * folder.
   *
   * @param zone where a day begins from which a rule is in force
   * @throws InvalidSettingsException with everything that is wrong in any of the files
   */
  public static List<ContractRule> read(Path folder, ZoneId zone) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    List<Path> files;
    try (Stream<Path> found = Files.list(folder)) {
      files = found.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
    }
    Problems problems = new Problems();
    List<ContractRule> rules = new ArrayList<>();
    Set<String> taken = new HashSet<>();
    for (Path file : files) {
      for (YamlNode document :
          YamlNode.documents(file.toString(), Files.newBufferedReader(file), problems)) {
        new ContractRules(document, zone).rule().ifPresent(rules::add);
        String id = document.find("id").flatMap(YamlNode::text).orElse("");
        if (!id.isEmpty() && !taken.add(id)) {
          problems.at(
              document.find("id").orElse(document),
              "Invalid id: \"" + id + "\" is defined already; keep one version in force");
        }
      }
    }
    problems.throwIfAny();
    return List.copyOf(rules);
  }

  private Optional<ContractRule> rule() {
    int before = node.problems().all().size();
    if (!node.isMapping()) {
      node.problems().at(node, "Invalid rule: keys and values are expected");
      return Optional.empty();
    }
    node.refuseKeysBeyond(KEYS);
    String id = node.text("id");
    if (!id.isEmpty() && !id.matches("[a-z][a-z0-9_]*")) {
      node.problems()
          .at(
              node.find("id").orElse(node),
              "Invalid id: \"" + id + "\" (must be small letters, digits and _)");
    }
    node.text("version");
    Optional<Long> version =
        node.parsed("version", "a whole number from 1", ContractRules::version);
    String text = node.text("text");
    String owner = node.text("owner");
    Optional<SubjectKind> subject =
        word("subject", Arrays.stream(SubjectKind.values()).map(SubjectKind::word).toList())
            .flatMap(SubjectKind::named);
    Optional<ContractRule.Severity> severity =
        word(
                "severity",
                Arrays.stream(ContractRule.Severity.values())
                    .map(value -> value.name().toLowerCase(Locale.ROOT))
                    .toList())
            .map(word -> ContractRule.Severity.valueOf(word.toUpperCase(Locale.ROOT)));
    Optional<Instant> since =
        node.parsed(
            "since",
            "a date such as 2026-01-31",
            date -> LocalDate.parse(date).atStartOfDay(zone).toInstant());
    Map<String, List<String>> where = new LinkedHashMap<>();
    Optional<Condition> condition = Optional.empty();
    if (subject.isPresent()) {
      where.putAll(where(subject.get()));
      condition = ContractConditions.read(node, subject.get());
    }
    if (node.problems().all().size() > before) {
      return Optional.empty();
    }
    return Optional.of(
        new ContractRule(
            id,
            version.orElseThrow(),
            subject.orElseThrow(),
            condition.orElseThrow(),
            where,
            severity.orElseThrow(),
            since.orElse(null),
            text.strip(),
            owner));
  }

  private static long version(String text) {
    long version = Long.parseLong(text);
    if (version < 1) {
      throw new IllegalArgumentException(text);
    }
    return version;
  }

  private Map<String, List<String>> where(SubjectKind subject) {
    Map<String, List<String>> conditions = new LinkedHashMap<>();
    node.find("where")
        .ifPresent(
            fields -> {
              if (!fields.isMapping()) {
                node.problems().at(fields, "Invalid where: fields and their values are expected");
              }
              // A rule for one team would publish figures about it, however few people it has.
              fields.refuseKeysBeyond(
                  subject.texts().stream()
                      .filter(text -> !text.equals("team"))
                      .collect(Collectors.toSet()));
              fields
                  .entries()
                  .forEach(
                      (field, value) -> {
                        List<String> values = fields.texts(field);
                        if (values.isEmpty()) {
                          node.problems()
                              .at(value, "Missing values of " + field + ": list at least one");
                        }
                        conditions.put(field, values);
                      });
            });
    return conditions;
  }

  private Optional<String> word(String key, Collection<String> allowed) {
    String word = node.text(key);
    if (word.isEmpty() || allowed.contains(word)) {
      return Optional.of(word).filter(it -> !it.isEmpty());
    }
    node.problems()
        .at(
            node.find(key).orElse(node),
            "Invalid " + key + ": \"" + word + "\"" + Spelling.suggestion(word, allowed));
    return Optional.empty();
  }
}
