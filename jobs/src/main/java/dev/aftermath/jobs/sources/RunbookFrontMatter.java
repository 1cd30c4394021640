package dev.aftermath.jobs.sources;

import dev.aftermath.jobs.domain.contract.RunbookSection;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the front matter of a runbook states, and the runbook without it.
 *
 * @param body blank lines stand for the front matter, so that lines keep their numbers
 * @param sections those it states, with their lines
 */
record RunbookFrontMatter(
    String body, Map<String, String> values, Map<RunbookSection, Integer> sections) {

  private static final Set<String> REVIEWED =
      Set.of("reviewed", "last_reviewed", "reviewed_at", "updated", "geprüft", "stand");

  /** Splits a file; one without front matter states nothing. */
  static RunbookFrontMatter of(String text) throws BadRecordException {
    FrontMatter matter = FrontMatter.of(text);
    Map<String, String> values = new TreeMap<>();
    Map<RunbookSection, Integer> sections = new EnumMap<>(RunbookSection.class);
    for (FrontMatter.Entry entry : matter.entries()) {
      values.put(entry.name(), entry.value());
      RunbookSection.headedBy(entry.name())
          .ifPresent(section -> sections.putIfAbsent(section, entry.line()));
    }
    return new RunbookFrontMatter(matter.body(), values, sections);
  }

  @Nullable String id() {
    return values.get("id");
  }

  @Nullable String title() {
    return first(Set.of("title", "titel"));
  }

  @Nullable String service() {
    return first(Set.of("service", "dienst"));
  }

  @Nullable String owner() {
    for (Map.Entry<String, String> value : values.entrySet()) {
      if (RunbookSection.headedBy(value.getKey())
          .filter(RunbookSection.OWNER::equals)
          .isPresent()) {
        return value.getValue();
      }
    }
    return null;
  }

  /** When it was last looked through; a date means the beginning of its day in UTC. */
  @Nullable String reviewed() {
    String text = first(REVIEWED);
    return text != null && text.matches("\\d{4}-\\d{2}-\\d{2}") ? text + "T00:00:00Z" : text;
  }

  private @Nullable String first(Set<String> names) {
    return names.stream()
        .sorted()
        .map(name -> values.getOrDefault(name, ""))
        .filter(value -> !value.isEmpty())
        .findFirst()
        .orElse(null);
  }
}
