package dev.aftermath.jobs.silver;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.lower;
import static org.apache.spark.sql.functions.regexp_extract_all;
import static org.apache.spark.sql.functions.trim;
import static org.apache.spark.sql.functions.when;

import dev.aftermath.jobs.domain.incident.IncidentField;
import dev.aftermath.jobs.domain.matching.IncidentMatching;
import dev.aftermath.jobs.domain.matching.MatchingRules;
import dev.aftermath.jobs.domain.matching.Mentions;
import dev.aftermath.jobs.domain.matching.NearbyRule;
import dev.aftermath.jobs.domain.matching.Relation;
import dev.aftermath.jobs.domain.matching.Side;
import dev.aftermath.jobs.domain.matching.Sighting;
import dev.aftermath.jobs.spark.Micros;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * What accounts of incidents have to do with each other, a row for each that does not stand alone.
 *
 * <p>All are compared in one task: who is matched with whom hangs on everybody, and of each only
 * its keys travel.
 */
final class IncidentRelations {
  private static final StructType SCHEMA =
      StructType.fromDDL(
          """
          system STRING NOT NULL, record_key STRING NOT NULL, page_key STRING, match_rule STRING,
          match_evidence STRING, flags ARRAY<STRING> NOT NULL, merged_child_count BIGINT NOT NULL,
          merged_children_micros BIGINT, child_count BIGINT NOT NULL, refire_count BIGINT NOT NULL,
          is_acknowledged_in_bulk BOOLEAN NOT NULL
          """);

  private static final List<String> COLUMNS =
      List.of(
          "system",
          "record_key",
          "opened_micros",
          "resolved_micros",
          "number",
          "native_id",
          "external_reference",
          "deduplication_key",
          "merged_into",
          "parent",
          "first_responder",
          "acknowledged_micros");

  private IncidentRelations() {}

  /**
   * Compares accounts, one shuffle of few columns.
   *
   * @param stories rows of {@link Stories}
   */
  static Dataset<Row> among(Dataset<Row> stories, MatchingRules rules) {
    List<Column> columns = new ArrayList<>(COLUMNS.stream().map(name -> col(name)).toList());
    columns.add(
        when(Incidents.IS_PAGE, mentions(rules.mentions(Side.PAGE)))
            .otherwise(mentions(rules.mentions(Side.TICKET)))
            .as("mentions"));
    columns.add(
        array(rules.nearby().stream().map(IncidentRelations::likeness).toArray(Column[]::new))
            .as("likeness"));
    return stories
        .select(columns.toArray(Column[]::new))
        .repartition(1)
        .mapPartitions(
            (MapPartitionsFunction<Row, Row>) rows -> relations(rows, rules), Encoders.row(SCHEMA));
  }

  private static Column mentions(Mentions mentions) {
    Column text =
        concat_ws("\n", mentions.fields().stream().map(it -> column(it)).toArray(Column[]::new));
    return regexp_extract_all(text, lit(mentions.expression()), lit(1));
  }

  private static Column likeness(NearbyRule rule) {
    List<Column> stated = rule.same().stream().map(it -> lower(trim(column(it)))).toList();
    Column isKnown = stated.stream().map(Column::isNotNull).reduce(lit(true), Column::and);
    return when(isKnown, concat_ws("\n", stated.toArray(Column[]::new)));
  }

  private static Column column(IncidentField field) {
    return col(RecordRows.column(field));
  }

  private static Iterator<Row> relations(Iterator<Row> rows, MatchingRules rules) {
    List<Sighting> sightings = new ArrayList<>();
    rows.forEachRemaining(row -> sightings.add(sighting(row)));
    Stream<Relation> relations = IncidentMatching.of(sightings, rules).stream();
    return relations.map(IncidentRelations::row).iterator();
  }

  private static Sighting sighting(Row row) {
    Instant acknowledgedAt = instant(row, 11);
    String responder = row.getString(10);
    return new Sighting(
        Incidents.PAGING.equals(row.getString(0)) ? Side.PAGE : Side.TICKET,
        row.getString(0),
        row.getString(1),
        instant(row, 2),
        instant(row, 3),
        row.getString(4),
        row.getString(5),
        row.getString(6),
        row.getString(7),
        row.getString(8),
        row.getString(9),
        row.getList(12),
        row.getList(13),
        responder == null || acknowledgedAt == null
            ? null
            : new Sighting.Acknowledgement(responder, acknowledgedAt));
  }

  private static @Nullable Instant instant(Row row, int place) {
    return row.isNullAt(place) ? null : Micros.instant(row.getLong(place));
  }

  private static Row row(Relation relation) {
    return RowFactory.create(
        relation.system(),
        relation.key(),
        relation.pageKey(),
        relation.matchRule(),
        relation.matchEvidence(),
        relation.flags().toArray(),
        relation.mergedChildCount(),
        Micros.ofNullable(relation.mergedChildrenOpenedAt()),
        relation.childCount(),
        relation.refireCount(),
        relation.isAcknowledgedInBulk());
  }
}
