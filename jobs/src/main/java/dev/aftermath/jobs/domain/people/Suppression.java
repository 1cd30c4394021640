package dev.aftermath.jobs.domain.people;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Which groups show no figure, so that no figure of fewer people than allowed can be read or worked
 * out.
 *
 * <p>A group below the limit is hidden. What is hidden of a group that is shown could be worked out
 * by subtracting the shown parts from the whole. So what is hidden of it together is always two
 * groups or more, and of as many people as the limit: further parts are hidden for that, the
 * smallest first (complementary suppression). All below a hidden group is hidden with it.
 *
 * @param hidden the ids of the groups that show no figure
 */
public record Suppression(SortedSet<String> hidden) {

  /**
   * Decides for a tree of groups.
   *
   * @param limit the fewest people that a figure may be about
   */
  public static Suppression of(Group whole, long limit) {
    SortedSet<String> hidden = new TreeSet<>();
    if (whole.people() < limit) {
      hide(whole, hidden);
    } else {
      hideAmongParts(whole, limit, hidden);
    }
    return new Suppression(hidden);
  }

  private static void hideAmongParts(Group shown, long limit, Set<String> hidden) {
    List<Group> hiding = new ArrayList<>();
    List<Group> showing = new ArrayList<>();
    for (Group part : shown.parts()) {
      (part.people() < limit ? hiding : showing).add(part);
    }
    showing.sort(Comparator.comparingLong(Group::people).thenComparing(Group::id));
    while (!hiding.isEmpty() && !showing.isEmpty() && !isSafe(hiding, limit)) {
      hiding.add(showing.remove(0));
    }
    hiding.forEach(part -> hide(part, hidden));
    showing.forEach(part -> hideAmongParts(part, limit, hidden));
  }

  private static boolean isSafe(List<Group> hiding, long limit) {
    return hiding.size() > 1 && hiding.stream().mapToLong(Group::people).sum() >= limit;
  }

  private static void hide(Group group, Set<String> hidden) {
    group.all().forEach(each -> hidden.add(each.id()));
  }

  /** Whether a group shows no figure. */
  public boolean hides(String id) {
    return hidden.contains(id);
  }
}
