package dev.aftermath.jobs.gold;

import dev.aftermath.jobs.domain.cause.label.CauseColumn;
import dev.aftermath.jobs.domain.cause.label.CauseDictionary;
import dev.aftermath.jobs.domain.cause.label.CauseScheme;
import dev.aftermath.jobs.domain.cause.label.HumanLabel;
import dev.aftermath.jobs.text.CauseLabeller;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import scala.jdk.javaapi.CollectionConverters;

/** The rows of {@link CauseLabels}, an incident at a time. */
final class CauseLabelRows implements Serializable {
  private static final long serialVersionUID = 1L;

  static final StructType INCIDENT =
      StructType.fromDDL(
          "incident_id STRING, number STRING, tenant STRING, service STRING, opened_micros BIGINT,"
              + " cause_text STRING, cause_basis STRING");

  private final CauseDictionary dictionary;
  private final List<CauseScheme> schemes;
  private final CauseLabeller labeller;
  private final Map<String, Map<CauseColumn, String>> human;

  CauseLabelRows(
      CauseDictionary dictionary,
      List<CauseScheme> schemes,
      CauseLabeller labeller,
      List<HumanLabel> human) {
    this.dictionary = dictionary;
    this.schemes = List.copyOf(schemes);
    this.labeller = labeller;
    this.human = lastSaid(human);
  }

  /** What was said last of each incident, by the name that was used for it. */
  static Map<String, Map<CauseColumn, String>> lastSaid(List<HumanLabel> labels) {
    Map<String, Map<CauseColumn, String>> last = new HashMap<>();
    for (HumanLabel label : labels) {
      last.computeIfAbsent(label.incident(), it -> new TreeMap<>())
          .put(label.column(), label.value());
    }
    return last;
  }

  Iterator<Row> of(Iterator<Row> incidents) {
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return incidents.hasNext();
      }

      @Override
      public Row next() {
        return row(incidents.next());
      }
    };
  }

  private Row row(Row incident) {
    String sentence = sentence(dictionary, incident.getString(5));
    Map<CauseColumn, CauseLabeller.Answer> answers =
        labeller.answers(tenant(incident), sentence, said(human, incident));
    List<Object> cells = new ArrayList<>();
    cells.add(incident.getString(0));
    cells.add(incident.getString(2));
    cells.add(incident.getString(3));
    cells.add(incident.get(4));
    Map<CauseColumn, String> primaries = new TreeMap<>();
    answers.forEach(
        (column, answer) -> {
          primaries.put(column, answer.primary());
          cells.add(answer.primary());
          cells.add(answer.values().toArray(String[]::new));
          cells.add(answer.source().name().toLowerCase(Locale.ROOT));
          cells.add(answer.confidence());
          cells.add(answer.words().toArray(String[]::new));
          cells.add(answer.modelVersion());
        });
    cells.add(sentence.isEmpty() ? null : sentence);
    cells.add(incident.getString(6));
    cells.add(CollectionConverters.asScala(schemeValues(primaries)));
    cells.add(dictionary.scale().version());
    return RowFactory.create(cells.toArray());
  }

  static String sentence(CauseDictionary dictionary, @Nullable String causeText) {
    return causeText == null ? "" : CauseLabeller.sentence(dictionary, causeText);
  }

  static String tenant(Row incident) {
    return incident.isNullAt(2) ? "" : incident.getString(2);
  }

  /** What was said of an incident by its id or, where nothing was, by its number. */
  static Map<CauseColumn, String> said(Map<String, Map<CauseColumn, String>> human, Row incident) {
    Map<CauseColumn, String> byId = human.get(incident.getString(0));
    return byId != null ? byId : human.getOrDefault(incident.getString(1), Map.of());
  }

  private Map<String, String> schemeValues(Map<CauseColumn, String> primaries) {
    Map<String, String> values = new TreeMap<>();
    for (CauseScheme scheme : schemes) {
      for (String field : scheme.fields().keySet()) {
        String value = scheme.value(field, primaries);
        if (!value.isEmpty()) {
          values.put(scheme.id() + " " + field, value);
        }
      }
    }
    return values;
  }
}
