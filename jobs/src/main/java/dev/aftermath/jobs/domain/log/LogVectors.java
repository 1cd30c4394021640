package dev.aftermath.jobs.domain.log;

import java.util.HashMap;
import java.util.Map;

/**
 * What was written around incidents as vectors that can be compared: of each pattern the logarithm
 * of how often it was written, times how rare it is among the incidents seen so far (term frequency
 * and inverse document frequency, Salton and Buckley 1988, with log(1 + n) for the frequency). What
 * all of them have, such as the lines of normal operation, weighs nothing.
 */
public final class LogVectors {
  private final Map<String, Integer> incidentCounts = new HashMap<>();
  private int incidentCount;

  /** Takes in what was written around one more incident: how often, by pattern. */
  public void add(Map<String, Long> counts) {
    incidentCount++;
    counts.forEach(
        (pattern, count) -> {
          if (count > 0) {
            incidentCounts.merge(pattern, 1, Integer::sum);
          }
        });
  }

  /**
   * The vector of an incident, by pattern.
   *
   * @param counts how often each pattern was written; of patterns that no incident had that was
   *     taken in, nothing is told
   * @return of length 1, without its zeros; empty when nothing sets the incident apart
   */
  public Map<String, Double> of(Map<String, Long> counts) {
    Map<String, Double> vector = new HashMap<>();
    double squares = 0;
    for (Map.Entry<String, Long> entry : counts.entrySet()) {
      Integer known = incidentCounts.get(entry.getKey());
      if (known == null || known == incidentCount || entry.getValue() <= 0) {
        continue;
      }
      double weight = Math.log1p(entry.getValue()) * Math.log(incidentCount / known.doubleValue());
      vector.put(entry.getKey(), weight);
      squares += weight * weight;
    }
    double length = Math.sqrt(squares);
    vector.replaceAll((pattern, weight) -> weight / length);
    return vector;
  }

  /** How alike two vectors are, from 0 (nothing in common) to 1 (the same). */
  public static double cosine(Map<String, Double> one, Map<String, Double> other) {
    Map<String, Double> smaller = one.size() <= other.size() ? one : other;
    Map<String, Double> larger = smaller == one ? other : one;
    double sum = 0;
    for (Map.Entry<String, Double> entry : smaller.entrySet()) {
      Double weight = larger.get(entry.getKey());
      sum += weight == null ? 0 : entry.getValue() * weight;
    }
    return sum;
  }
}
