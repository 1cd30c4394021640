package dev.aftermath.jobs.text;

import dev.aftermath.jobs.domain.log.IncidentLines;
import dev.aftermath.jobs.domain.suggestion.KnownIncident;
import dev.aftermath.jobs.domain.suggestion.PastLogs;
import dev.aftermath.jobs.domain.suggestion.Suggestion;
import dev.aftermath.jobs.domain.suggestion.SuggestionRule;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * The incidents of one tenant as they came to be known, and which of them to look at for a later
 * one. Texts are added in the order of time; only earlier incidents are suggested.
 */
public final class PastIncidents implements AutoCloseable {
  /** The name of the ranking by words. */
  public static final String WORDS = "words";

  /** The name of the ranking by sentence vectors. */
  public static final String VECTORS = "vectors";

  /** The name of the ranking by log lines. */
  public static final String LOGS = "logs";

  /** How far down a ranking is read; what stands lower in all of them is not like enough. */
  private static final int DEPTH = 50;

  /** Vectors are compared one by one, so only with so many incidents before: about 5 ms. */
  private static final int VECTOR_HORIZON = 20_000;

  private static final int REASONS = 5;

  private final IncidentIndex index = new IncidentIndex();
  private final List<IncidentText> texts = new ArrayList<>();
  private final List<float[]> vectors = new ArrayList<>();
  private final PastLogs logs = new PastLogs();
  private final Map<String, Integer> numbers = new HashMap<>();

  /**
   * A suggestion with the words that both incidents share.
   *
   * @param sharedWords the most telling first; empty where vectors alone found it
   */
  public record Reasoned(Suggestion suggestion, List<String> sharedWords) {

    /** Why, in words, for an incident opened at an instant. */
    public String reason(Instant openedAt) {
      List<String> reasons = new ArrayList<>();
      reasons.add(suggestion.incident().isSolved() ? "solved" : "not solved");
      if (!sharedWords.isEmpty()) {
        reasons.add("shares " + String.join(", ", sharedWords));
      }
      suggestion
          .places()
          .forEach((ranking, place) -> reasons.add("no. " + place + " by " + ranking));
      long days = Duration.between(suggestion.incident().openedAt(), openedAt).toDays();
      reasons.add(days + (days == 1 ? " day before" : " days before"));
      return String.join("; ", reasons);
    }
  }

  /**
   * Adds an incident; it is the latest of all so far.
   *
   * @param vector of its text, of length 1; of no numbers where there is none
   * @param lines what its service wrote around its opening
   */
  public void add(IncidentText text, float[] vector, IncidentLines lines) {
    index.add(text);
    numbers.put(text.incident().id(), texts.size());
    texts.add(text);
    vectors.add(vector);
    logs.add(text.incident(), lines);
  }

  /**
   * The earlier incidents to look at for one that was added.
   *
   * @throws IllegalArgumentException when it was not added
   */
  public List<Reasoned> suggestions(String incidentId, SuggestionRule rule) {
    int number = number(incidentId);
    return rule.suggestions(rankings(number)).stream()
        .map(it -> new Reasoned(it, index.shared(number, number(it.incident().id()), REASONS)))
        .toList();
  }

  /** Those that a rule chooses for an incident that was added, in the order of their scores. */
  public List<Suggestion> chosen(String incidentId, SuggestionRule rule) {
    return rule.chosen(rankings(number(incidentId)));
  }

  private int number(String incidentId) {
    Integer number = numbers.get(incidentId);
    if (number == null) {
      throw new IllegalArgumentException("Incident " + incidentId + " was not added");
    }
    return number;
  }

  private SortedMap<String, List<KnownIncident>> rankings(int number) {
    SortedMap<String, List<KnownIncident>> rankings = new TreeMap<>();
    rankings.put(WORDS, index.before(number, DEPTH));
    if (vectors.get(number).length > 0) {
      rankings.put(VECTORS, nearest(number));
    }
    List<KnownIncident> alike = logs.before(texts.get(number).incident(), DEPTH);
    if (!alike.isEmpty()) {
      rankings.put(LOGS, alike);
    }
    return rankings;
  }

  private List<KnownIncident> nearest(int number) {
    int first = Math.max(0, number - VECTOR_HORIZON);
    double[] cosines = new double[number - first];
    for (int i = first; i < number; i++) {
      if (vectors.get(i).length > 0) {
        cosines[i - first] = SentenceVectors.cosine(vectors.get(i), vectors.get(number));
      }
    }
    return IntStream.range(first, number)
        .filter(i -> vectors.get(i).length > 0)
        .boxed()
        .sorted(
            Comparator.comparingDouble((Integer i) -> -cosines[i - first])
                .thenComparing(Comparator.reverseOrder()))
        .limit(DEPTH)
        .map(i -> texts.get(i).incident())
        .toList();
  }

  @Override
  public void close() {
    index.close();
  }
}
