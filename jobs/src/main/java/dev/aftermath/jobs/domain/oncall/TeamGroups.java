package dev.aftermath.jobs.domain.oncall;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Puts teams together until every group is large enough that its figures are nobody's own.
 *
 * <p>Teams that are large enough stand alone. The others are one group; while that is too small,
 * the smallest of the large ones joins it. Groups are therefore never published beside a part of
 * them, nor beside a sum over all: there is nothing to subtract.
 */
public final class TeamGroups {
  private TeamGroups() {}

  /**
   * A group of teams.
   *
   * @param teams ascending
   * @param peopleCount the people of all of its teams, each once
   */
  public record Group(List<String> teams, int peopleCount) {

    /** The names of its teams. */
    public String name() {
      return String.join(", ", teams);
    }
  }

  /**
   * The groups, by name; none when all people together are too few.
   *
   * @param people who belongs to each team
   * @param smallest how many people a group needs
   */
  public static List<Group> of(Map<String, Set<Long>> people, int smallest) {
    List<Map.Entry<String, Set<Long>>> bySize =
        people.entrySet().stream()
            .sorted(
                Comparator.comparingInt((Map.Entry<String, Set<Long>> it) -> it.getValue().size())
                    .thenComparing(Map.Entry.comparingByKey()))
            .toList();
    Set<String> pooled = new TreeSet<>();
    Set<Long> inPool = new HashSet<>();
    List<Group> groups = new ArrayList<>();
    for (Map.Entry<String, Set<Long>> team : bySize) {
      boolean poolIsOpen = !pooled.isEmpty() && inPool.size() < smallest;
      if (poolIsOpen || team.getValue().size() < smallest) {
        pooled.add(team.getKey());
        inPool.addAll(team.getValue());
      } else {
        groups.add(new Group(List.of(team.getKey()), team.getValue().size()));
      }
    }
    if (inPool.size() >= smallest) {
      groups.add(new Group(List.copyOf(pooled), inPool.size()));
    }
    groups.sort(Comparator.comparing(Group::name));
    return groups;
  }
}
