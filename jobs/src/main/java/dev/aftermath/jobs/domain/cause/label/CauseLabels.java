package dev.aftermath.jobs.domain.cause.label;

import java.util.List;

/**
 * The answer to one of the two questions.
 *
 * @param primary the value that has most for it; {@link #UNKNOWN} where that is too little, or too
 *     little more than the next has
 * @param labels all values that something speaks for, the highest score first
 */
public record CauseLabels(CauseColumn column, String primary, List<CauseLabel> labels) {
  /** Nobody can tell. */
  public static final String UNKNOWN = "unknown";

  /** Takes a copy. */
  public CauseLabels {
    labels = List.copyOf(labels);
  }

  /** The share of the highest score in all scores, from 0 to 1; 0 where nothing was found. */
  public double confidence() {
    double sum = labels.stream().mapToDouble(CauseLabel::score).sum();
    return labels.isEmpty() ? 0 : labels.get(0).score() / sum;
  }
}
