package dev.aftermath.jobs.domain.log;

import static java.util.Comparator.comparing;
import static java.util.Comparator.comparingLong;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Which templates of one service stand for one statement of its program: those of one pattern go by
 * the id of their leader, each tenant's by one of its own. No id is ever rewritten.
 */
public final class TemplateAliases {
  /** The most frequent leads, of equals the first in the alphabet: an order that no input has. */
  private static final Comparator<Template> LEADER_FIRST =
      comparingLong(Template::lineCount).reversed().thenComparing(Template::signature);

  private TemplateAliases() {}

  /**
   * A template as it was counted.
   *
   * @param tenant null where its lines name none
   * @param lineCount how often it was said
   */
  public record Template(String id, @Nullable String tenant, String signature, long lineCount) {}

  /**
   * A template that shares its pattern with others.
   *
   * @param leaderId the template that it goes by; its own id where it leads
   * @param pattern what all of them have in common
   */
  public record Alias(Template template, String leaderId, String pattern) {}

  /** Those of one service's templates that share their pattern with another one, by their ids. */
  public static List<Alias> of(Collection<Template> templates) {
    Map<String, String> patterns =
        TemplatePatterns.of(templates.stream().map(Template::signature).toList());
    Map<String, List<Template>> byPattern = new HashMap<>();
    for (Template template : templates) {
      String pattern = Objects.requireNonNull(patterns.get(template.signature()));
      byPattern.computeIfAbsent(pattern, it -> new ArrayList<>()).add(template);
    }
    List<Alias> aliases = new ArrayList<>();
    byPattern.forEach(
        (pattern, alike) -> {
          if (alike.stream().anyMatch(template -> !template.signature().equals(pattern))) {
            aliases.addAll(aliases(pattern, alike));
          }
        });
    aliases.sort(comparing(alias -> alias.template().id()));
    return aliases;
  }

  private static List<Alias> aliases(String pattern, List<Template> alike) {
    Map<String, String> leaders = new HashMap<>();
    List<Alias> aliases = new ArrayList<>();
    for (Template template : alike.stream().sorted(LEADER_FIRST).toList()) {
      String tenant = Objects.requireNonNullElse(template.tenant(), "");
      leaders.putIfAbsent(tenant, template.id());
      aliases.add(new Alias(template, Objects.requireNonNull(leaders.get(tenant)), pattern));
    }
    return aliases;
  }
}
