package dev.aftermath.jobs.gold;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;

import dev.aftermath.jobs.domain.cause.CauseRegistry;
import dev.aftermath.jobs.domain.cause.CauseRules;
import dev.aftermath.jobs.domain.cause.CauseSighting;
import dev.aftermath.jobs.domain.cause.Placement;
import dev.aftermath.jobs.lake.TableSpec;
import dev.aftermath.jobs.spark.Micros;
import dev.aftermath.jobs.spark.Schemas;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.SortedSet;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;

/**
 * One row per incident and batch in which it was put down to a cause: the registry, which is only
 * ever added to.
 *
 * <p>An incident is entered when a run first sees it, and again when its record says more that
 * could tell of its cause; its highest {@code batch} has the last word. {@code edge} and {@code
 * evidence} say why it is with the cause: {@code leader} (others are judged by it), {@code
 * problem}, {@code parent}, {@code change} (hard links), {@code monitor}, {@code alert_rule} (the
 * same, saying the same), {@code template} (the same machine's title once masked), {@code similar}
 * (a machine's title like the leader's, by {@code similarity_ratio}), {@code sentence} or {@code
 * title} (a human wrote the same cause or title). {@code left_cause_id} is the cause that it was
 * with before a hard link led it elsewhere. {@code is_compared} tells that titles of later
 * incidents are compared with this one's: it leads its cause, and a machine wrote it. {@code
 * claims} are the hashes of the fingerprints that mean this cause from then on, {@code
 * sighting_digest} tells what was known. Within a batch rows were entered in the order of openings,
 * of equals by id.
 *
 * <p>Ids of causes are minted from a fingerprint of the leader and never computed again: what a
 * replay of all incidents would give does not matter, this table does. What humans decide is in
 * {@link CauseDecisions}, and {@link CauseMembers} has both.
 */
public final class CauseRegistrations {
  /** The table. */
  public static final TableSpec TABLE =
      TableSpec.gold(
              "cause_registry",
              """
          incident_id STRING NOT NULL,
          batch BIGINT NOT NULL,
          cause_id STRING NOT NULL,
          edge STRING NOT NULL,
          evidence STRING NOT NULL,
          similarity_ratio DOUBLE,
          left_cause_id STRING,
          opened_at TIMESTAMP NOT NULL,
          tenant STRING,
          service STRING,
          compared_title STRING NOT NULL,
          is_machine_titled BOOLEAN NOT NULL,
          is_compared BOOLEAN NOT NULL,
          monitor STRING,
          alert_rule STRING,
          claims ARRAY<BIGINT> NOT NULL,
          sighting_digest BIGINT NOT NULL,
          registered_at TIMESTAMP NOT NULL
          """,
              "incident_id",
              "batch")
          .apartBy("is_compared");

  private static final String COMPARED =
      "edge = 'leader' AND is_machine_titled AND compared_title <> ''";

  private static final StructType ROWS = Schemas.withNumbersForTimes(TABLE.schema());

  private CauseRegistrations() {}

  /**
   * The first batch: one task, which holds causes and fingerprints but no incidents.
   *
   * @param sightings {@link CauseSightings}
   */
  public static Dataset<Row> first(
      Dataset<Row> sightings, CauseRules rules, Evaluation evaluation) {
    long registeredAt = Micros.of(evaluation.asOf());
    return sightings
        .repartition(1)
        .sortWithinPartitions("opened", "incident_id")
        .mapPartitions(
            (MapPartitionsFunction<Row, Row>)
                rows -> placed(rows, CauseRegistry.empty(rules), 0, registeredAt),
            Encoders.row(ROWS))
        .transform(rows -> Schemas.fitNumbersForTimes(rows, TABLE.schema()));
  }

  /** The table as it is now, from one that was written before it told who is compared. */
  public static Dataset<Row> arranged(Dataset<Row> registered) {
    return registered.withColumn("is_compared", expr(COMPARED));
  }

  /** Whether the table was written before it told who is compared. */
  public static boolean isOfBefore(Dataset<Row> registered) {
    return !List.of(registered.columns()).contains("is_compared");
  }

  /**
   * The entries of incidents that were opened in some months, and of what lies between these.
   *
   * @param months such as {@code 2026-03}
   */
  public static Dataset<Row> of(Dataset<Row> registered, SortedSet<String> months) {
    if (months.isEmpty()) {
      return registered.limit(0);
    }
    YearMonth after = YearMonth.parse(months.last()).plusMonths(1);
    return registered.where(
        col("opened_at")
            .geq(lit(YearMonth.parse(months.first()).atDay(1).toString()).cast("timestamp"))
            .and(col("opened_at").lt(lit(after.atDay(1).toString()).cast("timestamp"))));
  }

  /**
   * A further batch: what was not yet entered, or was told less of.
   *
   * @param sightings {@link CauseSightings}
   * @param registered the table so far: its fingerprints and leaders that the new ones may have to
   *     do with
   * @param near its entries among which those of the same incidents are
   * @param batch above all that are there
   */
  public static Dataset<Row> further(
      Dataset<Row> sightings,
      Dataset<Row> registered,
      Dataset<Row> near,
      CauseRules rules,
      long batch,
      Evaluation evaluation) {
    List<Row> fresh = new ArrayList<>(sightings.collectAsList());
    fresh.sort(
        Comparator.<Row>comparingLong(row -> row.getLong(CauseSightings.OPENED))
            .thenComparing(row -> row.getString(CauseSightings.INCIDENT_ID)));
    CauseRegistry registry = CauseRecollection.of(registered, near, fresh, rules);
    List<Row> entries = new ArrayList<>();
    placed(fresh.iterator(), registry, batch, Micros.of(evaluation.asOf()))
        .forEachRemaining(entries::add);
    return Schemas.fitNumbersForTimes(
        sightings.sparkSession().createDataFrame(entries, ROWS), TABLE.schema());
  }

  private static Iterator<Row> placed(
      Iterator<Row> sightings, CauseRegistry registry, long batch, long registeredAt) {
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return sightings.hasNext();
      }

      @Override
      public Row next() {
        Row row = sightings.next();
        CauseSighting incident = CauseSightings.sighting(row);
        Placement placement = registry.place(incident);
        return RowFactory.create(
            incident.incidentId(),
            batch,
            placement.causeId(),
            placement.edge().word(),
            placement.evidence(),
            placement.similarityRatio(),
            placement.leftCauseId(),
            Micros.of(incident.openedAt()),
            incident.tenant(),
            incident.service(),
            incident.comparedTitle(),
            incident.isMachineTitled(),
            placement.edge() == Placement.Edge.LEADER
                && incident.isMachineTitled()
                && !incident.comparedTitle().isEmpty(),
            incident.monitor(),
            incident.alertRule(),
            placement.claims().toArray(),
            row.getLong(CauseSightings.DIGEST),
            registeredAt);
      }
    };
  }
}
