package dev.aftermath.jobs.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aftermath.jobs.domain.cause.CauseExplanation;
import dev.aftermath.jobs.domain.log.Lift;
import dev.aftermath.jobs.pipeline.KnownCauses;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;
import scala.jdk.javaapi.CollectionConverters;

/** Causes for programs: rows with the names of their columns, instants as RFC 3339. */
final class CauseJson {
  private static final JsonMapper JSON = new JsonMapper();

  private CauseJson() {}

  static ObjectNode of(Row cause, List<Row> actionItems, List<Row> budgets, List<Row> members) {
    ObjectNode json = of(cause);
    ArrayNode items = json.putArray("action_items");
    actionItems.forEach(row -> items.add(of(row)));
    ArrayNode parts = json.putArray("budgets");
    budgets.forEach(row -> parts.add(of(row)));
    ArrayNode incidents = json.putArray("members");
    members.forEach(row -> incidents.add(of(row)));
    return json;
  }

  static ObjectNode of(
      String causeId,
      String label,
      CauseExplanation explanation,
      List<KnownCauses.Template> templates) {
    ObjectNode json =
        JSON.createObjectNode()
            .put("cause_id", causeId)
            .put("label", label)
            .put("template", explanation.template());
    ArrayNode terms = json.putArray("terms");
    explanation
        .terms()
        .forEach(term -> terms.addObject().put("word", term.word()).put("z", term.zScore()));
    add(json.putObject("leader"), explanation.leader());
    add(json.putObject("medoid"), explanation.medoid());
    add(json.putObject("newest"), explanation.newest());
    add(json.putObject("strangest"), explanation.strangest());
    ObjectNode edges = json.putObject("edges");
    explanation.edges().forEach(edges::put);
    CauseExplanation.Linked weakest = explanation.weakest();
    if (weakest == null) {
      json.putNull("weakest");
    } else {
      add(json.putObject("weakest"), weakest);
    }
    json.put("service_purity", explanation.servicePurity())
        .put("tenant_purity", explanation.tenantPurity());
    ArrayNode patterns = json.putArray("log_patterns");
    templates.forEach(template -> add(patterns.addObject(), template));
    return json;
  }

  private static void add(ObjectNode json, KnownCauses.Template template) {
    Lift lift = template.lift();
    json.put("pattern", template.pattern())
        .put("lift", lift.ratio().isPresent() ? (Double) lift.ratio().getAsDouble() : null)
        .put("chance_ratio", lift.chance())
        .put("incidents_with_count", lift.around().having())
        .put("incident_count", lift.around().n())
        .put("quiet_windows_with_count", lift.quiet().having())
        .put("quiet_window_count", lift.quiet().n());
  }

  private static void add(ObjectNode json, CauseExplanation.Linked linked) {
    json.put("incident_id", linked.member().incidentId())
        .put("opened_at", linked.member().openedAt().toString())
        .put("edge", linked.edge())
        .put("evidence", linked.evidence())
        .put("similarity_ratio", linked.similarityRatio())
        .put("title", linked.member().title());
  }

  private static ObjectNode of(Row row) {
    ObjectNode json = JSON.createObjectNode();
    for (String name : row.schema().fieldNames()) {
      json.set(name, JSON.valueToTree(plain(row.getAs(name))));
    }
    return json;
  }

  private static @Nullable Object plain(@Nullable Object value) {
    if (value instanceof Instant instant) {
      return instant.toString();
    }
    if (value instanceof BigDecimal number) {
      return number.stripTrailingZeros();
    }
    if (value instanceof Row row) {
      return of(row);
    }
    if (value instanceof scala.collection.Seq<?> elements) {
      return CollectionConverters.asJava(elements).stream().map(CauseJson::plain).toList();
    }
    return value instanceof Collection<?> elements ? List.copyOf(elements) : value;
  }
}
