package dev.aftermath.jobs.bench;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How well groups of lines agree with the true ones (Jiang et al., A Large-scale Evaluation for Log
 * Parsing Techniques: How Far are We?, ISSTA 2024, section 3.3). A group is right when it holds
 * exactly the lines of a true one.
 *
 * @param lineShare grouping accuracy, GA: the share of lines in right groups
 * @param groupScore F1 of grouping accuracy, FGA: the harmonic mean of the share of found groups
 *     that are right and that of true groups that were found
 */
record GroupingAccuracy(double lineShare, double groupScore) {
  static GroupingAccuracy of(List<String> found, List<String> real) {
    Map<String, Integer> realSizes = new HashMap<>();
    real.forEach(group -> realSizes.merge(group, 1, Integer::sum));
    Map<String, List<String>> members = new HashMap<>();
    for (int i = 0; i < found.size(); i++) {
      members.computeIfAbsent(found.get(i), group -> new ArrayList<>()).add(real.get(i));
    }
    long rightLines = 0;
    long rightGroups = 0;
    for (List<String> group : members.values()) {
      Set<String> of = new HashSet<>(group);
      if (of.size() == 1 && group.size() == realSizes.getOrDefault(group.get(0), 0)) {
        rightLines += group.size();
        rightGroups++;
      }
    }
    // 2PR / (P + R) with P = right / found and R = right / real.
    return new GroupingAccuracy(
        (double) rightLines / real.size(), 2.0 * rightGroups / (members.size() + realSizes.size()));
  }
}
