package dev.aftermath.jobs.text;

import dev.aftermath.jobs.domain.cause.label.CauseDictionary;
import dev.aftermath.jobs.domain.suggestion.VectorModel;
import java.io.Serializable;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What a classifier sees of a cause sentence: what the dictionary finds in it, its words and, when
 * vectors are enabled, its vector.
 */
public final class CauseFeatures implements Serializable {
  private static final long serialVersionUID = 1L;

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
    Set<String> words = Analysis.terms(sentence).keySet();
    double length = Math.sqrt(words.size());
    words.forEach(word -> features.put("word " + word, 1 / length));
    SentenceVectors.loaded(vectors)
        .ifPresent(
            model -> {
              float[] vector = model.of(sentence);
              for (int i = 0; i < vector.length; i++) {
                features.put("vector %03d".formatted(i), (double) vector[i]);
              }
            });
    return features;
  }
}
