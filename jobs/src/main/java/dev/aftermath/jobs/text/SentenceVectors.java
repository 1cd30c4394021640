package dev.aftermath.jobs.text;

import dev.aftermath.jobs.domain.suggestion.VectorModel;
import java.util.Optional;

/** Gives sentences of like meaning vectors that point the same way. */
public interface SentenceVectors {

  /** What the vectors are made by, such as {@code all-MiniLM-L6-v2-q}; kept with what they made. */
  String model();

  /**
   * The vector of a text, of length 1; all zeros for a text of white space.
   *
   * @param text its beginning decides: models read some hundred words
   */
  float[] of(String text);

  /** The vectors of a model, loaded once per process; none where none is chosen. */
  static Optional<SentenceVectors> loaded(VectorModel model) {
    return switch (model) {
      case NONE -> Optional.empty();
      case MINILM -> Optional.of(MiniLm.loaded());
    };
  }

  /** The cosine of the angle between two vectors of length 1, from -1 to 1. */
  static double cosine(float[] one, float[] other) {
    double sum = 0;
    for (int i = 0; i < one.length; i++) {
      sum += one[i] * other[i];
    }
    return sum;
  }
}
