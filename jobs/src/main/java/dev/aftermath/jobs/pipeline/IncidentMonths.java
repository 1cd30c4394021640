package dev.aftermath.jobs.pipeline;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.lit;

import dev.aftermath.jobs.bronze.Records;
import dev.aftermath.jobs.lake.Lake;
import dev.aftermath.jobs.lake.TableSpec;
import dev.aftermath.jobs.silver.IncidentAccounts;
import dev.aftermath.jobs.silver.IncidentRelations;
import dev.aftermath.jobs.silver.Incidents;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Brings {@link Incidents} up to date: a row hangs on its page, its ticket and what these have to
 * do with others, so those are built again of which any of it changed.
 */
final class IncidentMonths implements Step.Work {
  /** What incidents are made from. */
  static final List<TableSpec> INPUTS =
      List.of(Records.TABLE, IncidentAccounts.TABLE, IncidentRelations.TABLE);

  private static final Seq<String> KEY = CollectionConverters.asScala(IncidentAccounts.KEY).toSeq();

  private final FoldedStories stories;

  IncidentMonths(FoldedStories stories) {
    this.stories = stories;
  }

  @Override
  public void bringUpToDate(Task task) {
    Optional<Dataset<Row>> keys = keys(task);
    if (keys.isEmpty()) {
      new ChangedMonths(
              "opened_at",
              lake -> Incidents.build(stories.all(lake), lake.read(IncidentRelations.TABLE)))
          .bringUpToDate(task);
    } else if (!keys.get().isEmpty()) {
      build(task, keys.get());
    }
  }

  private static void build(Task task, Dataset<Row> keys) {
    Lake lake = task.lake();
    AccountPlaces now = places(lake.read(IncidentAccounts.TABLE), keys);
    AccountPlaces all = now.and(places(before(task, IncidentAccounts.TABLE), keys));
    lake.replaceMonths(
        Incidents.TABLE,
        others(lake, keys, all.months()).unionByName(rows(lake, keys, now.exports())),
        all.months(),
        task.note().ofDays(all.days()));
  }

  private static AccountPlaces places(Dataset<Row> accounts, Dataset<Row> keys) {
    return AccountPlaces.of(accounts.join(broadcast(keys), KEY, "left_semi"));
  }

  /** The accounts whose incidents are to be built again; empty when all are. */
  private Optional<Dataset<Row>> keys(Task task) {
    Optional<Monthly.Change> change = Monthly.change(task);
    if (change.isEmpty() || !stories.areFoldedApart(task.lake())) {
      return Optional.empty();
    }
    Dataset<Row> differing =
        differing(task, change.get(), IncidentAccounts.TABLE)
            .union(differing(task, change.get(), IncidentRelations.TABLE))
            .distinct()
            .localCheckpoint();
    if (!FoldedStories.areFew(differing.count(), task.lake())) {
      return Optional.empty();
    }
    return Optional.of(withPartners(task, differing).localCheckpoint());
  }

  private static Dataset<Row> rows(Lake lake, Dataset<Row> keys, Set<String> exports) {
    return Incidents.build(
        FoldedStories.of(lake, keys, exports),
        lake.read(IncidentRelations.TABLE).join(broadcast(keys), KEY, "left_semi"));
  }

  /** An incident has the id of its page or, without one, of its ticket. */
  private static Dataset<Row> others(Lake lake, Dataset<Row> keys, Set<String> months) {
    Dataset<Row> ids =
        keys.select(concat(col("system"), lit(":"), col("record_key")).as("incident_id"));
    return lake.read(Incidents.TABLE)
        .where(col(TableSpec.MONTH).isin(months.toArray()))
        .join(
            broadcast(ids),
            CollectionConverters.asScala(List.of("incident_id")).toSeq(),
            "left_anti");
  }

  /** The accounts that a table tells something else of than before. */
  private static Dataset<Row> differing(Task task, Monthly.Change change, TableSpec table) {
    Set<String> months = new TreeSet<>(change.of(table).days().months());
    // What has no opening is in no day.
    months.add(Incidents.UNKNOWN);
    return DifferingRows.between(
        before(task, table).where(col(TableSpec.MONTH).isin(months.toArray())),
        task.lake().read(table).where(col(TableSpec.MONTH).isin(months.toArray())),
        col("system"),
        col("record_key"));
  }

  /** With the pages that tickets have or had, and with the tickets of all these pages. */
  private static Dataset<Row> withPartners(Task task, Dataset<Row> differing) {
    Dataset<Row> pairs =
        paired(task.lake().read(IncidentRelations.TABLE))
            .union(paired(before(task, IncidentRelations.TABLE)));
    Dataset<Row> pages =
        differing
            .where(col("system").equalTo(Incidents.PAGING))
            .select("record_key")
            .union(pairs.join(broadcast(differing), KEY, "left_semi").select("page_key"))
            .distinct();
    Dataset<Row> tickets =
        pairs
            .join(
                broadcast(pages.withColumnRenamed("record_key", "page_key")),
                CollectionConverters.asScala(List.of("page_key")).toSeq(),
                "left_semi")
            .select("system", "record_key");
    return differing
        .union(pages.select(lit(Incidents.PAGING).as("system"), col("record_key")))
        .union(tickets)
        .distinct();
  }

  private static Dataset<Row> paired(Dataset<Row> relations) {
    return relations.where("page_key IS NOT NULL").select("system", "record_key", "page_key");
  }

  /** A table as it was when incidents were built last. */
  private static Dataset<Row> before(Task task, TableSpec table) {
    return task.lake()
        .read(table, task.last().orElseThrow().note().versions().getOrDefault(table.name(), -1L));
  }
}
