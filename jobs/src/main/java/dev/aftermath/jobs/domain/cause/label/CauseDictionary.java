package dev.aftermath.jobs.domain.cause.label;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Tells values by the words of a text: the same text gives the same labels, and they say why. */
public final class CauseDictionary implements Serializable {
  private static final long serialVersionUID = 1L;

  private final CauseScale scale;
  private final List<CauseRule> rules;
  private final CauseSentences sentences;
  private final PhraseIndex index;

  private CauseDictionary(CauseScale scale, CauseCues cues, List<CauseRule> rules) {
    this.scale = scale;
    this.rules = List.copyOf(rules);
    this.sentences = new CauseSentences(cues);
    Set<Phrase> phrases = new HashSet<>();
    for (CauseRule rule : rules) {
      phrases.addAll(rule.include());
      phrases.addAll(rule.exclude());
    }
    this.index = new PhraseIndex(phrases);
  }

  /** A dictionary of rules, which may be of several languages. */
  public static CauseDictionary of(CauseScale scale, CauseCues cues, List<CauseRule> rules) {
    return new CauseDictionary(scale, cues, rules);
  }

  /** The values it may answer with, and when it does not. */
  public CauseScale scale() {
    return scale;
  }

  /** How it finds the cause in a longer text. */
  public CauseSentences sentences() {
    return sentences;
  }

  /**
   * The labels of a cause sentence.
   *
   * @param sentence what somebody wrote of the cause; not a whole story, which names many causes
   */
  public CauseLabels labels(CauseColumn column, String sentence) {
    return labels(column, found(sentence));
  }

  /** The labels of a cause sentence, both columns. */
  public Map<CauseColumn, CauseLabels> labels(String sentence) {
    Found found = found(sentence);
    Map<CauseColumn, CauseLabels> labels = new TreeMap<>();
    for (CauseColumn column : CauseColumn.values()) {
      labels.put(column, labels(column, found));
    }
    return labels;
  }

  private Found found(String sentence) {
    List<String> tokens = Tokens.of(sentence);
    return new Found(tokens, index.find(tokens));
  }

  private CauseLabels labels(CauseColumn column, Found found) {
    Map<String, Double> scores = new LinkedHashMap<>();
    Map<String, TreeSet<PhraseIndex.Place>> places = new TreeMap<>();
    for (CauseRule rule : rules) {
      if (rule.column() != column) {
        continue;
      }
      for (Phrase phrase : rule.include()) {
        List<PhraseIndex.Place> counted = found.outside(phrase, rule.exclude());
        if (!counted.isEmpty()) {
          scores.merge(rule.value(), rule.weight(), Double::sum);
          places.computeIfAbsent(rule.value(), it -> new TreeSet<>()).addAll(counted);
        }
      }
    }
    List<CauseLabel> labels = new ArrayList<>();
    scores.forEach(
        (value, score) ->
            labels.add(
                new CauseLabel(
                    value, score, found.words(places.getOrDefault(value, new TreeSet<>())))));
    labels.sort(
        Comparator.comparingDouble(CauseLabel::score).reversed().thenComparing(CauseLabel::value));
    return new CauseLabels(column, scale.primary(labels), labels);
  }

  @Override
  public String toString() {
    return scale + " " + sentences + " " + rules;
  }

  /** What a text holds of all phrases. */
  private record Found(List<String> tokens, Map<Phrase, List<PhraseIndex.Place>> places) {
    List<PhraseIndex.Place> outside(Phrase phrase, List<Phrase> excluded) {
      return places.getOrDefault(phrase, List.of()).stream()
          .filter(
              place ->
                  excluded.stream()
                      .flatMap(it -> places.getOrDefault(it, List.of()).stream())
                      .noneMatch(place::isWithin))
          .toList();
    }

    List<String> words(Set<PhraseIndex.Place> at) {
      Set<String> words = new LinkedHashSet<>();
      at.forEach(place -> words.add(place.words(tokens)));
      return List.copyOf(words);
    }
  }
}
