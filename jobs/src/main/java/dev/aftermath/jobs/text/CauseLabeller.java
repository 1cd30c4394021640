package dev.aftermath.jobs.text;

import dev.aftermath.jobs.domain.cause.label.CauseColumn;
import dev.aftermath.jobs.domain.cause.label.CauseDictionary;
import dev.aftermath.jobs.domain.cause.label.CauseLabel;
import dev.aftermath.jobs.domain.cause.label.CauseLabels;
import java.io.Serializable;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Labels causes: what a person said holds; else what was learnt from what people said of the same
 * tenant's incidents, where they said enough; else the words of the dictionary.
 */
public final class CauseLabeller implements Serializable {
  private static final long serialVersionUID = 1L;

  private final CauseDictionary dictionary;
  private final CauseFeatures features;
  private final Map<TenantColumn, CauseModel> models;

  /**
   * A labeller.
   *
   * @param models what was learnt, where enough was said
   */
  public CauseLabeller(
      CauseDictionary dictionary, CauseFeatures features, Map<TenantColumn, CauseModel> models) {
    this.dictionary = dictionary;
    this.features = features;
    this.models = Map.copyOf(models);
  }

  /** Who decided. */
  public enum Source {
    /** A person. */
    HUMAN,
    /** A model of the tenant. */
    MODEL,
    /** The dictionary. */
    DICTIONARY,
    /** Nobody wrote of a cause. */
    NONE
  }

  /** A column of one tenant; the empty text is the tenant of incidents that name none. */
  public record TenantColumn(String tenant, CauseColumn column) implements Serializable {}

  /**
   * An answer.
   *
   * @param primary the value; {@code unknown} where nobody can tell
   * @param values all that something speaks for, the primary one first where there is one
   * @param confidence from 0 to 1; null where nothing was found, 1 of a person
   * @param words of the text, on which the dictionary's share of it stands
   * @param modelVersion of the model; null where none decided
   */
  public record Answer(
      String primary,
      List<String> values,
      Source source,
      @Nullable Double confidence,
      List<String> words,
      @Nullable String modelVersion) {}

  /**
   * The sentence of a text that is about the cause: those with cue words or, where it has none, all
   * of it.
   */
  public static String sentence(CauseDictionary dictionary, String causeText) {
    String found = dictionary.sentences().of(causeText);
    return found.isEmpty() ? causeText.strip() : found;
  }

  /**
   * The answers of both columns.
   *
   * @param sentence about the cause; empty where nobody wrote any
   * @param human what a person said last, by column
   */
  public Map<CauseColumn, Answer> answers(
      String tenant, String sentence, Map<CauseColumn, String> human) {
    Map<CauseColumn, Answer> answers = new TreeMap<>();
    Map<CauseColumn, CauseLabels> found = dictionary.labels(sentence);
    for (CauseColumn column : CauseColumn.values()) {
      CauseLabels labels =
          found.getOrDefault(column, new CauseLabels(column, CauseLabels.UNKNOWN, List.of()));
      answers.put(column, answer(tenant, sentence, labels, Optional.ofNullable(human.get(column))));
    }
    return answers;
  }

  private Answer answer(
      String tenant, String sentence, CauseLabels labels, Optional<String> human) {
    List<String> words =
        labels.labels().stream().flatMap(it -> it.words().stream()).distinct().toList();
    if (human.isPresent()) {
      return new Answer(human.get(), together(human.get(), labels), Source.HUMAN, 1.0, words, null);
    }
    if (sentence.isEmpty()) {
      return new Answer(CauseLabels.UNKNOWN, List.of(), Source.NONE, null, List.of(), null);
    }
    CauseModel model = models.get(new TenantColumn(tenant, labels.column()));
    if (model != null) {
      CauseModel.Answer answer = model.classify(features.in(sentence));
      boolean isSure = answer.margin() > dictionary.scale().margin();
      String primary = isSure ? answer.label() : CauseLabels.UNKNOWN;
      return new Answer(
          primary,
          together(primary, labels),
          Source.MODEL,
          answer.probability(),
          words,
          model.version());
    }
    return new Answer(
        labels.primary(),
        together(labels.primary(), labels),
        Source.DICTIONARY,
        labels.labels().isEmpty() ? null : labels.confidence(),
        words,
        null);
  }

  private static List<String> together(String primary, CauseLabels labels) {
    Set<String> values = new LinkedHashSet<>();
    if (!primary.equals(CauseLabels.UNKNOWN)) {
      values.add(primary);
    }
    labels.labels().stream().map(CauseLabel::value).forEach(values::add);
    return List.copyOf(values);
  }
}
