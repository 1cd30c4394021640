package dev.aftermath.jobs.gold;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.unix_micros;

import dev.aftermath.jobs.domain.cause.CauseRegistry;
import dev.aftermath.jobs.domain.cause.CauseRules;
import dev.aftermath.jobs.domain.cause.CauseSighting;
import dev.aftermath.jobs.domain.cause.Leader;
import dev.aftermath.jobs.domain.cause.Placement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoder;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/** The part of the registry that new incidents may have to do with, read in one action. */
final class CauseRecollection {
  private static final int MEANING = 0;
  private static final int LEADER = 1;
  private static final int PLACE = 2;

  private CauseRecollection() {}

  /**
   * A registry that recalls what the fingerprints of some incidents mean, the leaders of their
   * scopes, and where they are themselves.
   *
   * @param near the entries among which those of the same incidents are
   * @param fresh rows of {@link CauseSightings}
   */
  static CauseRegistry of(
      Dataset<Row> registered, Dataset<Row> near, List<Row> fresh, CauseRules rules) {
    CauseRegistry registry = CauseRegistry.empty(rules);
    if (fresh.isEmpty()) {
      return registry;
    }
    Set<Long> hashes = new TreeSet<>();
    Set<String> services = new TreeSet<>();
    List<String> ids = new ArrayList<>();
    for (Row row : fresh) {
      CauseSighting incident = CauseSightings.sighting(row);
      hashes.addAll(incident.hashes(rules));
      ids.add(incident.incidentId());
      if (incident.isMachineTitled()) {
        services.add(incident.service() == null ? "" : incident.service());
      }
    }
    List<Row> rows =
        new ArrayList<>(
            columns(MEANING, meanings(registered, hashes))
                .union(columns(LEADER, leaders(registered, services)))
                .union(columns(PLACE, places(near, ids)))
                .collectAsList());
    rows.sort(
        Comparator.<Row>comparingLong(row -> row.isNullAt(3) ? 0 : row.getLong(3))
            .thenComparingLong(row -> row.isNullAt(4) ? 0 : row.getLong(4))
            .thenComparing(row -> row.isNullAt(5) ? "" : row.getString(5)));
    recall(rows, registry, rules);
    return registry;
  }

  private static Dataset<Row> meanings(Dataset<Row> registered, Set<Long> hashes) {
    return registered
        .where("size(claims) > 0")
        .select(explode(col("claims")).as("hash"), col("cause_id"))
        .join(broadcast(named(registered, hashes, Encoders.LONG(), "hash")), "hash");
  }

  private static Dataset<Row> leaders(Dataset<Row> registered, Set<String> services) {
    return registered
        .where("is_compared")
        .select(
            col("incident_id"),
            col("batch"),
            col("cause_id"),
            col("opened_at"),
            col("tenant"),
            col("service"),
            col("compared_title"),
            functions.coalesce(col("service"), lit("")).as("of_service"))
        .join(
            broadcast(named(registered, services, Encoders.STRING(), "of_service")), "of_service");
  }

  private static Dataset<Row> places(Dataset<Row> registered, List<String> ids) {
    return registered
        .select(
            "incident_id", "batch", "cause_id", "opened_at", "edge", "evidence", "similarity_ratio")
        .join(broadcast(named(registered, ids, Encoders.STRING(), "incident_id")), "incident_id");
  }

  private static <T> Dataset<Row> named(
      Dataset<Row> registered, Collection<T> values, Encoder<T> encoder, String name) {
    return registered.sparkSession().createDataset(List.copyOf(values), encoder).toDF(name);
  }

  private static Dataset<Row> columns(int what, Dataset<Row> rows) {
    Set<String> given = Set.of(rows.columns());
    List<Column> columns = new ArrayList<>();
    columns.add(lit(what).as("what"));
    columns.add(orNull("hash", "bigint", given));
    columns.add(col("cause_id"));
    columns.add(orNull("batch", "bigint", given));
    columns.add(
        (given.contains("opened_at") ? unix_micros(col("opened_at")) : lit(null).cast("bigint"))
            .as("opened"));
    for (String name :
        List.of("incident_id", "edge", "evidence", "tenant", "service", "compared_title")) {
      columns.add(orNull(name, "string", given));
    }
    columns.add(orNull("similarity_ratio", "double", given));
    return rows.select(columns.toArray(Column[]::new));
  }

  private static Column orNull(String name, String type, Set<String> given) {
    return given.contains(name) ? col(name) : lit(null).cast(type).as(name);
  }

  private static void recall(List<Row> rows, CauseRegistry registry, CauseRules rules) {
    Set<String> led = new HashSet<>();
    for (Row row : rows) {
      String causeId = row.getString(2);
      switch (row.getInt(0)) {
        case MEANING -> registry.recallMeaning(row.getLong(1), causeId);
        case LEADER -> {
          // A leader that was seen again stands there twice.
          if (led.add(causeId)) {
            registry.recallLeader(leader(causeId, row, rules));
          }
        }
        default -> registry.recallPlace(row.getString(5), place(causeId, row));
      }
    }
  }

  private static Leader leader(String causeId, Row row, CauseRules rules) {
    return Leader.recalled(
        causeId, rules.scope().of(row.getString(8), row.getString(9)), row.getString(10));
  }

  private static Placement place(String causeId, Row row) {
    return new Placement(
        causeId,
        Placement.Edge.valueOf(row.getString(6).toUpperCase(Locale.ROOT)),
        row.getString(7),
        row.isNullAt(11) ? null : row.getDouble(11),
        List.of(),
        null);
  }
}
