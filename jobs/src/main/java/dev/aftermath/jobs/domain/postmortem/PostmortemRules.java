package dev.aftermath.jobs.domain.postmortem;

import java.io.Serializable;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Which incidents ask for a postmortem, by when, and how a postmortem finds its incident.
 *
 * @param requiredFor an incident asks for one if it states, for any of these, one of the values of
 *     each field
 * @param dueWithin how long after its resolution the postmortem is due
 * @param closeWithin how long after the postmortem an action item without a date of its own is due
 * @param nearby the rules for postmortems that name no incident, tried in turn
 */
public record PostmortemRules(
    List<Map<String, List<String>>> requiredFor,
    Duration dueWithin,
    Duration closeWithin,
    List<Nearby> nearby)
    implements Serializable {

  /** Nothing is asked for, and only references lead to incidents. */
  public static final PostmortemRules NONE =
      new PostmortemRules(List.of(), Duration.ofDays(5), Duration.ofDays(30), List.of());

  /**
   * When a postmortem that names no incident is about one all the same.
   *
   * @param name the word in {@code match_rule}
   * @param same what both state: {@code service} or {@code tenant}
   * @param within the longest time between both starts, inclusive
   */
  public record Nearby(String name, List<String> same, Duration within) implements Serializable {
    /** Takes a copy. */
    public Nearby {
      same = List.copyOf(same);
    }
  }

  /** Takes copies; sorted, so that the same rules always read the same. */
  public PostmortemRules {
    requiredFor =
        requiredFor.stream()
            .<Map<String, List<String>>>map(
                fields -> Collections.unmodifiableSortedMap(new TreeMap<>(fields)))
            .toList();
    nearby = List.copyOf(nearby);
  }

  /**
   * Why an incident asks for a postmortem, such as {@code priority 1}; null when it does not.
   *
   * @param stated what it states, by field
   */
  public @Nullable String requiredBecause(Map<String, String> stated) {
    for (Map<String, List<String>> fields : requiredFor) {
      boolean holds =
          fields.entrySet().stream()
              .allMatch(
                  entry -> entry.getValue().contains(stated.getOrDefault(entry.getKey(), "")));
      if (holds) {
        return String.join(
            ", ", fields.keySet().stream().map(field -> field + " " + stated.get(field)).toList());
      }
    }
    return null;
  }
}
