package dev.aftermath.jobs.gold;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_compact;
import static org.apache.spark.sql.functions.array_contains;
import static org.apache.spark.sql.functions.array_sort;
import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_set;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.lower;
import static org.apache.spark.sql.functions.map_filter;
import static org.apache.spark.sql.functions.map_from_arrays;
import static org.apache.spark.sql.functions.min_by;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.regexp_extract;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.unix_micros;
import static org.apache.spark.sql.functions.when;

import dev.aftermath.jobs.domain.contract.RunbookSection;
import dev.aftermath.jobs.domain.contract.SubjectKind;
import dev.aftermath.jobs.spark.Schemas;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/** Whatever the rules of the contract are about, in one form. */
public final class ContractSubjects {
  /** The form; instants are microseconds. */
  static final StructType SCHEMA =
      StructType.fromDDL(
          """
          subject STRING NOT NULL,
          subject_key STRING NOT NULL,
          number STRING,
          title STRING,
          services ARRAY<STRING> NOT NULL,
          tenant STRING,
          is_open BOOLEAN NOT NULL,
          at BIGINT,
          texts MAP<STRING, STRING> NOT NULL,
          instants MAP<STRING, BIGINT> NOT NULL,
          leading ARRAY<STRING> NOT NULL,
          untried ARRAY<STRING> NOT NULL,
          place STRING,
          places MAP<STRING, STRING> NOT NULL
          """);

  private ContractSubjects() {}

  /**
   * Incidents, as their tickets state them.
   *
   * @param incidents {@link dev.aftermath.jobs.silver.Incidents}
   * @param runbooks {@link dev.aftermath.jobs.silver.Runbooks}, to which references may lead
   */
  public static Dataset<Row> ofIncidents(Dataset<Row> incidents, Dataset<Row> runbooks) {
    // A reference is an id, a path or an address: its last part, without the ending, is the name.
    Column reference = col("runbook_reference");
    Column name = lower(regexp_extract(reference, "([^/?#]+?)(\\.[^./?#]*)?/?([?#].*)?$", 1));
    Dataset<Row> known =
        runbooks
            .select(explode(array(lower(col("runbook_key")), col("name"))).as("name"))
            .agg(collect_set("name").as("runbook_names"));
    Column leads =
        array_contains(col("runbook_names"), lower(reference))
            .or(array_contains(col("runbook_names"), name));
    Map<String, Column> own = new HashMap<>();
    own.put("subject_key", col("incident_id"));
    own.put("number", coalesce(col("servicenow_number"), col("pagerduty_number")));
    // What the page states in the ticket's place is not on the ticket.
    own.put(
        "texts",
        map_filter(
            texts(SubjectKind.INCIDENT),
            (field, text) ->
                text.isNotNull()
                    .and(not(array_contains(coalesce(col("missing_fields"), none()), field)))));
    own.put("leading", when(leads, array(lit("runbook_reference"))).otherwise(none()));
    own.put(
        "untried",
        when(expr("size(runbook_names) = 0"), array(lit("runbook_reference"))).otherwise(none()));
    return subjects(incidents.crossJoin(broadcast(known)), SubjectKind.INCIDENT, own);
  }

  /**
   * Changes, each once, whatever number of services it concerns.
   *
   * @param changes {@link dev.aftermath.jobs.silver.Changes}
   */
  public static Dataset<Row> ofChanges(Dataset<Row> changes) {
    Column state = coalesce(col("state"), lit("UNKNOWN"));
    Map<String, Column> own = new HashMap<>();
    own.put("subject_key", concat(col("system"), lit(":"), col("change_key")));
    own.put("services", col("services"));
    own.put("is_open", not(state.isin("RESOLVED", "CLOSED", "CANCELLED")));
    own.put(
        "at", unix_micros(coalesce(col("start_at"), col("planned_start_at"), col("opened_at"))));
    return subjects(
        changes
            .groupBy("system", "change_key")
            .agg(
                min_by(struct("*"), coalesce(col("service"), lit(""))).as("change"),
                array_sort(collect_set("service")).as("services"))
            .select("change.*", "services"),
        SubjectKind.CHANGE,
        own);
  }

  /**
   * Runbooks, as they are at the evaluation: they have no time of their own.
   *
   * @param runbooks {@link dev.aftermath.jobs.silver.Runbooks}
   */
  public static Dataset<Row> ofRunbooks(Dataset<Row> runbooks) {
    Map<String, Column> sections = new HashMap<>();
    for (RunbookSection section : RunbookSection.values()) {
      Column found = expr("get(filter(sections, s -> s.name = '" + section.word() + "'), 0)");
      Column line = when(not(found.getField("is_empty")), found.getField("line").cast("string"));
      sections.put(
          section.word(), section == RunbookSection.OWNER ? coalesce(col("owner"), line) : line);
    }
    Map<String, Column> own = new HashMap<>();
    own.put("subject_key", concat(col("source"), lit(":"), col("runbook_key")));
    own.put("number", col("runbook_key"));
    own.put("tenant", lit(null).cast("string"));
    own.put("is_open", lit(true));
    own.put("at", lit(null).cast("bigint"));
    own.put("place", concat(col("path"), lit(":1")));
    own.put(
        "places",
        expr(
            "map_from_entries(transform(sections, s -> struct(s.name, concat(path, ':',"
                + " cast(s.line AS STRING)))))"));
    return subjects(runbooks.withColumns(sections), SubjectKind.RUNBOOK, own);
  }

  /**
   * What was told about incidents.
   *
   * @param updates {@link IncidentUpdates}
   */
  public static Dataset<Row> ofUpdates(Dataset<Row> updates) {
    return subjects(
        updates,
        SubjectKind.UPDATE,
        Map.of(
            "subject_key",
            col("incident_id"),
            "number",
            coalesce(col("servicenow_number"), col("pagerduty_number"))));
  }

  /**
   * The rows in the common form.
   *
   * @param own the columns that are not what their names say or the kind's fields give
   */
  static Dataset<Row> subjects(Dataset<Row> rows, SubjectKind kind, Map<String, Column> own) {
    Map<String, Column> columns = new HashMap<>();
    columns.put("subject", lit(kind.word()));
    columns.put("services", array_compact(array(col("service"))));
    columns.put("texts", map_filter(texts(kind), (field, text) -> text.isNotNull()));
    columns.put("instants", instants(kind));
    columns.put("leading", none());
    columns.put("untried", none());
    columns.put("place", lit(null).cast("string"));
    columns.put("places", expr("map()").cast("map<string, string>"));
    if (kind.instants().contains("opened_at")) {
      columns.put("at", unix_micros(col("opened_at")));
    }
    columns.putAll(own);
    return rows.select(
            Arrays.stream(SCHEMA.fieldNames())
                .map(name -> columns.getOrDefault(name, col(name)).as(name))
                .toArray(Column[]::new))
        .transform(subjects -> Schemas.fit(subjects, SCHEMA));
  }

  private static Column texts(SubjectKind kind) {
    return map(kind.texts(), name -> col(name).cast("string"));
  }

  private static Column instants(SubjectKind kind) {
    return kind.instants().isEmpty()
        ? expr("map()").cast("map<string, bigint>")
        : map_filter(
            map(kind.instants(), name -> unix_micros(col(name))),
            (field, instant) -> instant.isNotNull());
  }

  private static Column map(List<String> names, Function<String, Column> value) {
    return map_from_arrays(
        array(names.stream().map(name -> lit(name)).toArray(Column[]::new)),
        array(names.stream().map(value).toArray(Column[]::new)));
  }

  private static Column none() {
    return expr("array()").cast("array<string>");
  }
}
