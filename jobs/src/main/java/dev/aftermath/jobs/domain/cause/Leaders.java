package dev.aftermath.jobs.domain.cause;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The leaders of each scope by the words of their titles. */
final class Leaders {
  private final Map<String, Map<String, List<Place>>> scopes = new HashMap<>();
  private int count;

  /** A leader and how many are older. */
  private record Place(Leader leader, int olderCount) {}

  /**
   * A leader and how much a title has in common with its title.
   *
   * @param similarityRatio words of both over words of either
   */
  record Likeness(Leader leader, double similarityRatio) {}

  void add(Leader leader) {
    Place place = new Place(leader, count++);
    Map<String, List<Place>> byWord =
        scopes.computeIfAbsent(leader.scope(), scope -> new HashMap<>());
    leader
        .words()
        .forEach(word -> byWord.computeIfAbsent(word, each -> new ArrayList<>()).add(place));
  }

  /**
   * The most alike that is alike enough, of equals the oldest; null where there is none.
   *
   * <p>What has a ratio of the title's words has at least one of its rarest words, so many that the
   * others would not do: only leaders with one of these are looked at.
   */
  @Nullable Likeness mostAlike(Fingerprints prints, CauseRules rules) {
    Map<String, List<Place>> byWord = scopes.get(prints.scope());
    if (byWord == null || prints.title().isEmpty()) {
      return null;
    }
    Set<String> own = new HashSet<>(prints.title().words());
    Set<Integer> seen = new HashSet<>();
    Place best = null;
    double bestSimilarity = 0;
    for (String word : deciding(prints.title().words(), byWord, rules)) {
      for (Place place : byWord.getOrDefault(word, List.of())) {
        if (seen.add(place.olderCount())) {
          double similarity = similarity(own, place.leader());
          boolean isBetter =
              best == null
                  || similarity > bestSimilarity
                  || (similarity == bestSimilarity && place.olderCount() < best.olderCount());
          if (isBetter && similarity >= rules.similarityRatio()) {
            best = place;
            bestSimilarity = similarity;
          }
        }
      }
    }
    return best == null ? null : new Likeness(best.leader(), bestSimilarity);
  }

  private static List<String> deciding(
      List<String> words, Map<String, List<Place>> byWord, CauseRules rules) {
    List<String> rarest = new ArrayList<>(words);
    rarest.sort(
        Comparator.comparingInt((String word) -> byWord.getOrDefault(word, List.of()).size())
            .thenComparing(Comparator.naturalOrder()));
    int needed = Math.max(1, (int) Math.ceil(rules.similarityRatio() * words.size()));
    return rarest.subList(0, words.size() - needed + 1);
  }

  private static double similarity(Set<String> own, Leader leader) {
    int both = 0;
    for (String word : leader.words()) {
      both += own.contains(word) ? 1 : 0;
    }
    return (double) both / (own.size() + leader.words().size() - both);
  }
}
