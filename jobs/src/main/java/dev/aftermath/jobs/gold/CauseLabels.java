package dev.aftermath.jobs.gold;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.unix_micros;

import dev.aftermath.jobs.domain.cause.label.CauseColumn;
import dev.aftermath.jobs.domain.cause.label.CauseDictionary;
import dev.aftermath.jobs.domain.cause.label.CauseScheme;
import dev.aftermath.jobs.domain.cause.label.HumanLabel;
import dev.aftermath.jobs.domain.suggestion.VectorModel;
import dev.aftermath.jobs.lake.TableSpec;
import dev.aftermath.jobs.spark.Schemas;
import dev.aftermath.jobs.text.CauseFeatures;
import dev.aftermath.jobs.text.CauseLabeller;
import dev.aftermath.jobs.text.CauseModel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;

/**
 * One row per incident: what set it off ({@code trigger}) and what was wrong, so that it could be
 * set off ({@code root_cause}).
 *
 * <p>Both have one value, {@code unknown} where nobody can tell, and besides it all values that
 * something speaks for ({@code _values}, the primary one first where there is one). {@code _source}
 * is {@code human} (a line of {@code conf/causes/human-labels.csv}), {@code model} (learnt from
 * what people said of the same tenant's incidents), {@code dictionary} or {@code none} (nobody
 * wrote of a cause). {@code _confidence} is from 0 to 1: the model's probability, of the dictionary
 * the share of the first value's score in all scores, 1 of a person; null where nothing was found.
 * {@code _words} are the words of the text that the dictionary knows. {@code cause_sentence} is
 * what was looked at: of the text about the cause the sentences with cue words, or all of it;
 * {@code cause_basis} is {@code postmortem} where one tells the cause, else {@code record}. {@code
 * scheme_values} are the values in other classifications, by scheme and field, such as {@code dora
 * 4.1}; fields that have none are absent. {@code _model_version} stands for everything a model was
 * learnt from; {@code dictionary_version} is that of {@code conf/causes/labels.yaml}.
 */
public final class CauseLabels {
  /** The table. */
  public static final TableSpec TABLE =
      TableSpec.gold(
          "cause_labels",
          """
          incident_id STRING NOT NULL,
          tenant STRING,
          service STRING,
          opened_at TIMESTAMP,
          trigger STRING NOT NULL,
          trigger_values ARRAY<STRING> NOT NULL,
          trigger_source STRING NOT NULL,
          trigger_confidence DOUBLE,
          trigger_words ARRAY<STRING> NOT NULL,
          trigger_model_version STRING,
          root_cause STRING NOT NULL,
          root_cause_values ARRAY<STRING> NOT NULL,
          root_cause_source STRING NOT NULL,
          root_cause_confidence DOUBLE,
          root_cause_words ARRAY<STRING> NOT NULL,
          root_cause_model_version STRING,
          cause_sentence STRING,
          cause_basis STRING,
          scheme_values MAP<STRING, STRING> NOT NULL,
          dictionary_version BIGINT NOT NULL
          """,
          "incident_id");

  /** Fewer labels of a tenant teach nothing that the dictionary does not know better. */
  private static final int LABELS_TO_LEARN_FROM = 50;

  private CauseLabels() {}

  /**
   * Builds the table, without a shuffle. Where people labelled enough, one Spark job before that
   * reads the incidents that they labelled.
   *
   * @param facts {@link IncidentFacts} with {@link CauseTexts}
   * @param human what people said, in the order in which they did
   * @param vectors by what sentences are compared where a model is learnt
   */
  public static Dataset<Row> build(
      Dataset<Row> facts,
      CauseDictionary dictionary,
      List<CauseScheme> schemes,
      List<HumanLabel> human,
      VectorModel vectors) {
    Dataset<Row> incidents =
        facts.select(
            col("incident_id"),
            col("servicenow_number").as("number"),
            col("tenant"),
            col("service"),
            unix_micros(col("opened_at")).as("opened_micros"),
            col("cause_text"),
            col("cause_basis"));
    CauseFeatures features = CauseFeatures.of(dictionary, vectors);
    CauseLabeller labeller =
        new CauseLabeller(dictionary, features, models(incidents, dictionary, features, human));
    CauseLabelRows rows = new CauseLabelRows(dictionary, schemes, labeller, human);
    return incidents
        .mapPartitions(
            (MapPartitionsFunction<Row, Row>) rows::of,
            Encoders.row(Schemas.withNumbersForTimes(TABLE.schema())))
        .transform(labelled -> Schemas.fitNumbersForTimes(labelled, TABLE.schema()));
  }

  private static Map<CauseLabeller.TenantColumn, CauseModel> models(
      Dataset<Row> incidents,
      CauseDictionary dictionary,
      CauseFeatures features,
      List<HumanLabel> human) {
    Map<CauseLabeller.TenantColumn, CauseModel> models = new HashMap<>();
    if (human.size() < LABELS_TO_LEARN_FROM) {
      return models;
    }
    Map<String, Map<CauseColumn, String>> said = CauseLabelRows.lastSaid(human);
    Object[] names = said.keySet().toArray();
    Map<CauseLabeller.TenantColumn, List<CauseModel.Example>> examples = new HashMap<>();
    for (Row incident :
        incidents
            .where(col("incident_id").isin(names).or(col("number").isin(names)))
            .where("cause_text IS NOT NULL")
            .collectAsList()) {
      Map<String, Double> seen =
          features.in(CauseLabelRows.sentence(dictionary, incident.getString(5)));
      CauseLabelRows.said(said, incident)
          .forEach(
              (column, value) ->
                  examples
                      .computeIfAbsent(
                          new CauseLabeller.TenantColumn(CauseLabelRows.tenant(incident), column),
                          it -> new ArrayList<>())
                      .add(new CauseModel.Example(value, new TreeMap<>(seen))));
    }
    examples.forEach(
        (place, of) -> {
          boolean isEnough = of.size() >= LABELS_TO_LEARN_FROM;
          if (isEnough && of.stream().map(CauseModel.Example::label).distinct().count() > 1) {
            models.put(place, CauseModel.of(of));
          }
        });
    return models;
  }
}
