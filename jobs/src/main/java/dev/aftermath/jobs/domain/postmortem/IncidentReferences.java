package dev.aftermath.jobs.domain.postmortem;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The incidents that a postmortem names, by number, key or link.
 *
 * @param stated those that it states to be its own
 * @param mentioned those that its text names
 */
public record IncidentReferences(List<String> stated, List<String> mentioned) {
  private static final Pattern NAMED =
      Pattern.compile(
          "https?://[^\\s)>\\]\"|]*pagerduty[^\\s)>\\]\"|]*/incidents/([A-Za-z0-9]+)"
              + "|https?://[^\\s)>\\]\"|]*\\b(?:number=|sys_id=)([A-Za-z0-9]+)"
              + "|(?i:pagerduty(?: incident)? #?)([0-9]+)\\b"
              + "|\\b(INC[0-9]{5,})\\b");
  private static final Pattern BETWEEN = Pattern.compile("[,;\\s]+");
  private static final Pattern KEY = Pattern.compile("#?([A-Za-z0-9][A-Za-z0-9_-]{0,63})");

  /** An incident's id in our own tables: the system, and the key of its record. */
  private static final Pattern OWN_ID =
      Pattern.compile("(?:pagerduty|servicenow):([A-Za-z0-9][A-Za-z0-9_-]{0,63})");

  /** Takes copies. */
  public IncidentReferences {
    stated = List.copyOf(stated);
    mentioned = List.copyOf(mentioned);
  }

  static IncidentReferences of(Outline outline) {
    Set<String> stated = new LinkedHashSet<>();
    String property = outline.detail(Detail.INCIDENT);
    if (property != null) {
      stated.addAll(statedIn(property));
    }
    Set<String> mentioned = new LinkedHashSet<>();
    for (Block block : outline.blocks()) {
      mentioned.addAll(named(text(block)));
    }
    mentioned.removeAll(stated);
    return new IncidentReferences(List.copyOf(stated), List.copyOf(mentioned));
  }

  private static Set<String> statedIn(String property) {
    Set<String> stated = named(property);
    if (stated.isEmpty()) {
      for (String word : BETWEEN.splitAsStream(property).toList()) {
        Matcher own = OWN_ID.matcher(word);
        Matcher key = KEY.matcher(word);
        if (own.matches()) {
          stated.add(level(own.group(1)));
          // A word such as "outage" is no key: those have a digit.
        } else if (key.matches() && key.group(1).chars().anyMatch(Character::isDigit)) {
          stated.add(level(key.group(1)));
        }
      }
    }
    return stated;
  }

  /**
   * The numbers and keys, in capital letters, that a person may mean by a word: a link to an
   * incident, a number or key of any system, or an id of our own tables.
   */
  public static Set<String> meantBy(String word) {
    Set<String> meant = named(word);
    if (meant.isEmpty()) {
      Matcher own = OWN_ID.matcher(word.strip());
      Matcher key = KEY.matcher(word.strip());
      if (own.matches() || key.matches()) {
        meant.add(level(own.matches() ? own.group(1) : key.group(1)));
      }
    }
    return meant;
  }

  /**
   * Whether a postmortem that states this number or id, and nothing else, leads to its incident.
   */
  public static boolean isReadable(String reference) {
    return statedIn(reference).size() == 1;
  }

  /** Numbers and keys are compared in capital letters. */
  static String level(String reference) {
    return reference.toUpperCase(Locale.ROOT);
  }

  private static Set<String> named(String text) {
    Set<String> references = new LinkedHashSet<>();
    Matcher matcher = NAMED.matcher(text);
    while (matcher.find()) {
      for (int group = 1; group <= matcher.groupCount(); group++) {
        if (matcher.group(group) != null) {
          references.add(level(matcher.group(group)));
        }
      }
    }
    return references;
  }

  private static String text(Block block) {
    if (block instanceof Block.Heading heading) {
      return heading.text();
    }
    if (block instanceof Block.Table table) {
      return String.join(
          "\n", table.rows().stream().map(row -> String.join(" ", row.cells())).toList());
    }
    return Sentences.text(List.of(block));
  }
}
