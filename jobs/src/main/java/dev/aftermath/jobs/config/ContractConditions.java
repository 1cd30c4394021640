package dev.aftermath.jobs.config;

import dev.aftermath.jobs.domain.calendar.Span;
import dev.aftermath.jobs.domain.contract.Condition;
import dev.aftermath.jobs.domain.contract.SubjectKind;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads the condition of a rule: one word of the vocabulary and the fields it is about. */
final class ContractConditions {
  private static final Set<String> VOCABULARY =
      Set.of("required_field", "required_reference", "not_same_as", "not_after", "within");

  private final YamlNode condition;
  private final YamlNode fields;
  private final SubjectKind subject;

  private ContractConditions(YamlNode condition, YamlNode fields, SubjectKind subject) {
    this.condition = condition;
    this.fields = fields;
    this.subject = subject;
  }

  /** The condition of a rule; what is wrong with it is noted and nothing returned. */
  static Optional<Condition> read(YamlNode rule, SubjectKind subject) {
    Optional<YamlNode> found = rule.find("condition");
    if (found.isEmpty()) {
      rule.missing("condition", "one of " + String.join(", ", sorted(VOCABULARY)));
      return Optional.empty();
    }
    YamlNode condition = found.get();
    condition.refuseKeysBeyond(VOCABULARY);
    if (condition.entries().size() != 1) {
      condition
          .problems()
          .at(
              condition,
              "Invalid condition: expected is exactly one of "
                  + String.join(", ", sorted(VOCABULARY)));
      return Optional.empty();
    }
    var only = condition.entries().entrySet().iterator().next();
    return Optional.ofNullable(
        new ContractConditions(condition, only.getValue(), subject).condition(only.getKey()));
  }

  private @Nullable Condition condition(String word) {
    return switch (word) {
      case "required_field" -> {
        String field = named(condition, word, subject.fields());
        yield field == null ? null : new Condition.RequiredField(field);
      }
      case "required_reference" -> {
        String field = named(condition, word, subject.references());
        yield field == null ? null : new Condition.RequiredReference(field);
      }
      case "not_same_as" -> {
        Pair pair = pair(subject.texts());
        yield pair == null ? null : new Condition.NotSameAs(pair.field(), pair.other());
      }
      case "not_after" -> {
        Pair pair = pair(subject.instants());
        yield pair == null ? null : new Condition.NotAfter(pair.field(), pair.other());
      }
      case "within" -> within();
      default -> null;
    };
  }

  private record Pair(String field, String other) {}

  private @Nullable Pair pair(Collection<String> allowed) {
    fields.refuseKeysBeyond(Set.of("field", "other"));
    String field = named(fields, "field", allowed);
    String other = named(fields, "other", allowed);
    return field == null || other == null ? null : new Pair(field, other);
  }

  private Condition.@Nullable Within within() {
    fields.refuseKeysBeyond(Set.of("start", "end", "at_most"));
    String start = named(fields, "start", subject.instants());
    String end = named(fields, "end", subject.instants());
    fields.text("at_most");
    Optional<Duration> atMost =
        fields.parsed(
            "at_most", "a length such as 30m, 4h or 2d", text -> Span.parse(text).duration());
    return start == null || end == null || atMost.isEmpty()
        ? null
        : new Condition.Within(start, end, atMost.get());
  }

  /** A field that the subject has; null, and noted, when it is none. */
  private @Nullable String named(YamlNode node, String key, Collection<String> allowed) {
    String name = node.text(key);
    if (name.isEmpty()) {
      return null;
    }
    if (allowed.contains(name)) {
      return name;
    }
    node.problems()
        .at(
            node.find(key).orElse(node),
            "Unknown field \""
                + name
                + "\" of "
                + subject.word()
                + "s"
                + Spelling.suggestion(name, allowed));
    return null;
  }

  private static Set<String> sorted(Set<String> words) {
    return new TreeSet<>(words);
  }
}
