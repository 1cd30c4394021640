package dev.aftermath.jobs.silver;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.unix_micros;
import static org.apache.spark.sql.functions.when;

import dev.aftermath.jobs.domain.matching.IncidentMatching;
import dev.aftermath.jobs.domain.matching.MatchingRules;
import dev.aftermath.jobs.domain.matching.Relation;
import dev.aftermath.jobs.domain.matching.Side;
import dev.aftermath.jobs.domain.matching.Sighting;
import dev.aftermath.jobs.lake.TableSpec;
import dev.aftermath.jobs.spark.Micros;
import dev.aftermath.jobs.spark.Schemas;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * One row per account of an incident that does not stand alone: what it has to do with others.
 *
 * <p>{@code page_key} is, of a ticket, the page that it is one incident with. {@code match_rule},
 * {@code match_evidence} and {@code flags} are those of {@link Incidents}, as are the counts.
 * {@code opened_at} and {@code month} are those of the account.
 */
public final class IncidentRelations {
  /** The table. */
  public static final TableSpec TABLE =
      TableSpec.silver(
              "incident_relations",
              """
          system STRING NOT NULL,
          record_key STRING NOT NULL,
          opened_at TIMESTAMP,
          page_key STRING,
          match_rule STRING,
          match_evidence STRING,
          flags ARRAY<STRING> NOT NULL,
          merged_child_count BIGINT NOT NULL,
          merged_children_opened_at TIMESTAMP,
          child_count BIGINT NOT NULL,
          refire_count BIGINT NOT NULL,
          is_acknowledged_in_bulk BOOLEAN NOT NULL,
          month STRING NOT NULL
          """,
              "system",
              "record_key")
          .byMonth();

  private static final StructType TOLD =
      new StructType(
          Stream.of(Schemas.withNumbersForTimes(TABLE.schema()).fields())
              .filter(field -> !field.name().equals(TableSpec.MONTH))
              .toArray(StructField[]::new));

  private IncidentRelations() {}

  /**
   * Compares accounts, one shuffle of few columns. All are compared in one task: who is matched
   * with whom hangs on everybody. A million incidents take some gigabytes of heap.
   *
   * @param accounts {@link IncidentAccounts}
   */
  public static Dataset<Row> build(Dataset<Row> accounts, MatchingRules rules) {
    Column[] columns = {
      col("system"),
      col("record_key"),
      unix_micros(col("opened_at")),
      unix_micros(col("resolved_at")),
      col("number"),
      // Nobody asks for a page by it.
      when(not(Incidents.IS_PAGE), col("native_id")),
      col("external_reference"),
      col("deduplication_key"),
      col("merged_into"),
      col("parent"),
      col("first_responder_digest"),
      unix_micros(col("acknowledged_at")),
      col("mentions"),
      col("likeness")
    };
    return accounts
        .select(columns)
        .repartition(1)
        .mapPartitions(
            (MapPartitionsFunction<Row, Row>) rows -> relations(rows, rules), Encoders.row(TOLD))
        .withColumn(TableSpec.MONTH, IncidentColumns.month(col("opened_at")))
        .transform(rows -> Schemas.fitNumbersForTimes(rows, TABLE.schema()));
  }

  private static Iterator<Row> relations(Iterator<Row> rows, MatchingRules rules) {
    List<Sighting> sightings = new ArrayList<>();
    Map<String, String> words = new HashMap<>();
    Map<List<@Nullable String>, List<@Nullable String>> alike = new HashMap<>();
    rows.forEachRemaining(row -> sightings.add(sighting(row, words, alike)));
    return IncidentMatching.of(sightings, rules).stream().map(IncidentRelations::row).iterator();
  }

  /**
   * A row as the domain sees it.
   *
   * @param words what many accounts state, which is kept once: all are in memory together
   * @param alike the same for what must be the same
   */
  private static Sighting sighting(
      Row row,
      Map<String, String> words,
      Map<List<@Nullable String>, List<@Nullable String>> alike) {
    Instant acknowledgedAt = instant(row, 11);
    return new Sighting(
        Incidents.PAGING.equals(row.getString(0)) ? Side.PAGE : Side.TICKET,
        words.computeIfAbsent(row.getString(0), word -> word),
        row.getString(1),
        instant(row, 2),
        instant(row, 3),
        row.getString(4),
        row.getString(5),
        row.getString(6),
        row.getString(7),
        row.getString(8),
        row.getString(9),
        row.<String>getList(12).isEmpty() ? List.of() : List.copyOf(row.getList(12)),
        alike.computeIfAbsent(row.getList(13), stated -> new ArrayList<>(stated)),
        row.isNullAt(10) || acknowledgedAt == null
            ? null
            : new Sighting.Acknowledgement(row.getLong(10), acknowledgedAt));
  }

  private static @Nullable Instant instant(Row row, int place) {
    return row.isNullAt(place) ? null : Micros.instant(row.getLong(place));
  }

  private static Row row(Relation relation) {
    return RowFactory.create(
        relation.system(),
        relation.key(),
        Micros.ofNullable(relation.openedAt()),
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
