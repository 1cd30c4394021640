package dev.aftermath.jobs.text;

import dev.aftermath.jobs.domain.cause.label.CauseDictionary;
import dev.aftermath.jobs.domain.suggestion.VectorModel;
import java.io.Serializable;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What a classifier sees of a cause sentence: what the dictionary finds in it and, when vectors are
 * enabled, its vector; without them, its words.
 */
public final class CauseFeatures implements Serializable {
  private static final long serialVersionUID = 1L;

  private static final double WORDS_WEIGHT = 1;

  private final CauseDictionary dictionary;
  private final VectorModel vectors;

  private CauseFeatures(CauseDictionary dictionary, VectorModel vectors) {
    this.dictionary = dictionary;
    this.vectors = vectors;
  }

  /** Features by a dictionary and a model of sentences. */
  public static CauseFeatures of(CauseDictionary dictionary, VectorModel vectors) {
    return new CauseFeatures(dictionary, vectors);
  }

  /** The numbers of a sentence by their names. */
  public Map<String, Double> in(String sentence) {
    Map<String, Double> features = new TreeMap<>();
    dictionary
        .labels(sentence)
        .forEach(
            (column, labels) ->
                labels
                    .labels()
                    .forEach(
                        label ->
                            features.put(
                                column.word() + "=" + label.value(), Math.log1p(label.score()))));
    Optional<SentenceVectors> model = SentenceVectors.loaded(vectors);
    if (model.isPresent()) {
      float[] vector = model.get().of(sentence);
      for (int i = 0; i < vector.length; i++) {
        features.put("vector %03d".formatted(i), (double) vector[i]);
      }
    } else {
      Set<String> words = Analysis.terms(sentence).keySet();
      double length = Math.sqrt(words.size());
      words.forEach(word -> features.put("word " + word, WORDS_WEIGHT / length));
    }
    return features;
  }
}
