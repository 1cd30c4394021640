package dev.aftermath.jobs.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aftermath.jobs.domain.kpi.KpiDefinition;
import dev.aftermath.jobs.domain.kpi.KpiFigure;
import dev.aftermath.jobs.domain.kpi.Stretch;
import dev.aftermath.jobs.gold.KpiSource;
import dev.aftermath.jobs.pipeline.FrozenFigure;
import dev.aftermath.jobs.pipeline.KpiExplanation;
import dev.aftermath.jobs.pipeline.KpiExplanationText;
import java.util.List;
import java.util.Map;

/** An explanation of a KPI for programs. */
final class KpiExplanationJson {
  private static final JsonMapper JSON = new JsonMapper();

  private KpiExplanationJson() {}

  static ObjectNode of(KpiExplanation explanation, FrozenFigure frozen) {
    KpiDefinition definition = explanation.definition();
    KpiFigure figure = explanation.figure();
    ObjectNode json =
        JSON.createObjectNode()
            .put("kpi_id", definition.id())
            .put("kpi_version", definition.version())
            .put("week", explanation.week().label())
            .put("period_start", explanation.period().start().toString())
            .put("period_end", explanation.period().end().toString())
            .put("segment_type", explanation.segment().type())
            .put("segment", explanation.segment().name())
            .put("of", KpiDefinition.word(definition.subject()))
            .put("unit", definition.unit());
    ArrayNode words = json.putArray("definition");
    new KpiExplanationText(explanation).head().forEach(words::add);
    String cases = KpiDefinition.word(definition.subject());
    String id = KpiSource.of(definition.subject()).id();
    ArrayNode taken = json.putArray(cases);
    explanation.taken().forEach(each -> add(taken.addObject().put(id, each.id()), each));
    ArrayNode reasons = json.putArray("left_out");
    for (Map.Entry<String, List<String>> reason : explanation.leftOut().entrySet()) {
      ObjectNode one =
          reasons.addObject().put("reason", reason.getKey()).put("count", reason.getValue().size());
      reason.getValue().forEach(one.putArray(cases)::add);
    }
    json.put("n", figure.n())
        .put("total", figure.total())
        .put("mean", figure.mean())
        .put("median", figure.median())
        .put("p90", figure.p90())
        .put("value", figure.value())
        .put("stored_value", explanation.stored())
        .put("is_as_stored", explanation.isAsStored())
        .put("kpi_values_version", explanation.valuesVersion())
        .put(explanation.table().name() + "_version", explanation.tableVersion());
    add(json, frozen, cases);
    return json;
  }

  private static void add(ObjectNode json, FrozenFigure frozen, String cases) {
    json.put("frozen_at", frozen.frozenAt().toString());
    FrozenFigure.Published first = frozen.first();
    if (first == null) {
      json.putNull("first_published");
    } else {
      json.putObject("first_published")
          .put("value", first.value())
          .put("kpi_values_version", first.version())
          .put("run_id", first.runId())
          .put("written_at", first.writtenAt().toString());
    }
    ArrayNode restatements = json.putArray("restatements");
    for (FrozenFigure.Restatement restatement : frozen.restatements()) {
      ObjectNode one =
          restatements
              .addObject()
              .put("reason", restatement.reason())
              .put("kpi_values_version", restatement.version())
              .put("run_id", restatement.runId())
              .put("written_at", restatement.writtenAt().toString());
      one.put("from_kpi_version", restatement.definitions().get(0))
          .put("to_kpi_version", restatement.definitions().get(1));
      add(one.putArray("figures"), restatement.figures());
      add(one.putArray(cases), restatement.cases());
    }
  }

  private static void add(ArrayNode changes, List<FrozenFigure.Change> those) {
    for (FrozenFigure.Change change : those) {
      changes
          .addObject()
          .put("name", change.name())
          .put("old_value", change.before())
          .put("new_value", change.after());
    }
  }

  private static void add(ObjectNode json, KpiExplanation.Taken taken) {
    Stretch stretch = taken.decision().stretch();
    if (stretch != null) {
      json.put("start", stretch.start().toString())
          .put("start_source", stretch.startSource())
          .put("end", stretch.end().toString())
          .put("end_source", stretch.endSource());
    }
    json.put("value", taken.decision().value());
  }
}
