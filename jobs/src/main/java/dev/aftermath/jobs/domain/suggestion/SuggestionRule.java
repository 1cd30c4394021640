package dev.aftermath.jobs.domain.suggestion;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Makes one ranking of several: an incident at place p of a ranking gets 1 / (constant + p) for it
 * (reciprocal rank fusion, Cormack, Clarke and Büttcher, SIGIR 2009), since scores of different
 * rankings do not compare. Recency is a ranking too, of what any of the others found, of less
 * weight: what failed lately is likelier to fail again, but that alone tells of no likeness.
 *
 * <p>Those that score highest are chosen first, and only then the solved ones among them put first:
 * having a solution makes an incident more useful, not more like this one.
 *
 * @param count how many are suggested at most
 * @param constant the larger, the less the first places count above the others
 * @param recencyWeight what recency counts against a ranking of likeness, 0 or more
 */
public record SuggestionRule(int count, int constant, double recencyWeight)
    implements Serializable {
  /** The name that places by recency are told under. */
  public static final String RECENCY = "recency";

  /** The five best, as reciprocal ranks are commonly taken. */
  public static final SuggestionRule FIVE = new SuggestionRule(5, 60, 0.2);

  /** The same rule for another number of suggestions. */
  public SuggestionRule first(int otherCount) {
    return new SuggestionRule(otherCount, constant, recencyWeight);
  }

  /**
   * The suggestions.
   *
   * @param rankings by their names, each from the most like on; only of earlier incidents
   */
  public List<Suggestion> suggestions(SortedMap<String, List<KnownIncident>> rankings) {
    List<Suggestion> chosen = chosen(rankings);
    List<Suggestion> solvedFirst = new ArrayList<>(chosen);
    solvedFirst.sort(Comparator.comparing(it -> !it.incident().isSolved()));
    return numbered(solvedFirst);
  }

  /** Those of the highest scores, in the order of their scores, whether they are solved or not. */
  public List<Suggestion> chosen(SortedMap<String, List<KnownIncident>> rankings) {
    Map<String, Found> found = new TreeMap<>();
    rankings.forEach((name, ranking) -> note(name, ranking, 1, found));
    List<KnownIncident> latestFirst =
        found.values().stream()
            .map(Found::incident)
            .sorted(
                Comparator.comparing(KnownIncident::openedAt)
                    .reversed()
                    .thenComparing(KnownIncident::id))
            .toList();
    note(RECENCY, latestFirst, recencyWeight, found);
    return numbered(
        found.values().stream()
            .map(it -> new Suggestion(0, it.incident(), it.score, it.places))
            .sorted(
                Comparator.comparingDouble(Suggestion::score)
                    .reversed()
                    .thenComparing(it -> it.incident().openedAt(), Comparator.reverseOrder())
                    .thenComparing(it -> it.incident().id()))
            .limit(count)
            .toList());
  }

  private void note(
      String name, List<KnownIncident> ranking, double weight, Map<String, Found> found) {
    for (int i = 0; i < ranking.size(); i++) {
      KnownIncident incident = ranking.get(i);
      Found it = found.computeIfAbsent(incident.id(), id -> new Found(incident));
      it.score += weight / (constant + i + 1);
      it.places.put(name, i + 1);
    }
  }

  private static List<Suggestion> numbered(List<Suggestion> suggestions) {
    return IntStream.range(0, suggestions.size())
        .mapToObj(
            i -> {
              Suggestion it = suggestions.get(i);
              return new Suggestion(i + 1, it.incident(), it.score(), it.places());
            })
        .toList();
  }

  private static final class Found {
    private final KnownIncident incident;
    private final Map<String, Integer> places = new TreeMap<>();
    private double score;

    Found(KnownIncident incident) {
      this.incident = incident;
    }

    KnownIncident incident() {
      return incident;
    }
  }
}
