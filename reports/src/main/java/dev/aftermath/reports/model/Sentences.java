package dev.aftermath.reports.model;

import java.util.List;

/**
 * The three sentences that open a report.
 *
 * @param worstSlo the SLO in the worst state, or that none is
 * @param change what changed beyond noise, or that nothing did
 * @param decision what needs a decision, or that nothing does
 */
public record Sentences(String worstSlo, String change, String decision) {
  /** The sentences in reading order. */
  public List<String> inOrder() {
    return List.of(worstSlo, change, decision);
  }
}
