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
import java.util.Collection;
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
 *
 * <p>What an account has to do with others lies in the month of the account, and months that no
 * note names are what they were: most is read of the months that changed alone.
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
    Optional<Monthly.Change> change =
        Monthly.change(task).filter(it -> stories.areFoldedApart(task.lake()));
    Optional<Dataset<Row>> keys = change.flatMap(it -> keys(task, it));
    if (keys.isEmpty()) {
      new ChangedMonths(
              "opened_at",
              lake -> Incidents.build(stories.all(lake), lake.read(IncidentRelations.TABLE)))
          .bringUpToDate(task);
    } else if (!keys.get().isEmpty()) {
      build(task, change.get(), keys.get());
    }
  }

  private void build(Task task, Monthly.Change change, Dataset<Row> keys) {
    Lake lake = task.lake();
    Dataset<Row> before =
        of(before(task, IncidentAccounts.TABLE), months(change, IncidentAccounts.TABLE));
    AccountPlaces now = places(lake.read(IncidentAccounts.TABLE), keys);
    AccountPlaces all = now.and(places(before, keys));
    lake.replaceMonths(
        Incidents.TABLE,
        others(lake, keys, all.months()).unionByName(rows(lake, keys, now)),
        all.months(),
        task.note().ofDays(all.days()));
  }

  private static AccountPlaces places(Dataset<Row> accounts, Dataset<Row> keys) {
    return AccountPlaces.of(accounts.join(broadcast(keys), KEY, "left_semi"));
  }

  /** The accounts whose incidents are to be built again; empty when all are. */
  private Optional<Dataset<Row>> keys(Task task, Monthly.Change change) {
    Dataset<Row> differing =
        differing(task, change, IncidentAccounts.TABLE)
            .union(differing(task, change, IncidentRelations.TABLE))
            .distinct()
            .localCheckpoint();
    if (!stories.areFew(differing.count(), task.lake())) {
      return Optional.empty();
    }
    return Optional.of(withPartners(task, change, differing).localCheckpoint());
  }

  private Dataset<Row> rows(Lake lake, Dataset<Row> keys, AccountPlaces now) {
    return Incidents.build(
        stories.of(lake, keys, now.exports()),
        of(lake.read(IncidentRelations.TABLE), now.months())
            .join(broadcast(keys), KEY, "left_semi"));
  }

  /** An incident has the id of its page or, without one, of its ticket. */
  private static Dataset<Row> others(Lake lake, Dataset<Row> keys, Set<String> months) {
    Dataset<Row> ids =
        keys.select(concat(col("system"), lit(":"), col("record_key")).as("incident_id"));
    return of(lake.read(Incidents.TABLE), months)
        .join(
            broadcast(ids),
            CollectionConverters.asScala(List.of("incident_id")).toSeq(),
            "left_anti");
  }

  /** The accounts that a table tells something else of than before. */
  private static Dataset<Row> differing(Task task, Monthly.Change change, TableSpec table) {
    Set<String> months = months(change, table);
    return DifferingRows.between(
        of(before(task, table), months),
        of(task.lake().read(table), months),
        col("system"),
        col("record_key"));
  }

  /** With the pages that tickets have or had, and with the tickets of all these pages. */
  private static Dataset<Row> withPartners(
      Task task, Monthly.Change change, Dataset<Row> differing) {
    Dataset<Row> now = paired(task.lake().read(IncidentRelations.TABLE));
    Dataset<Row> before = paired(before(task, IncidentRelations.TABLE));
    Set<String> related = months(change, IncidentRelations.TABLE);
    Set<String> either = new TreeSet<>(related);
    either.addAll(months(change, IncidentAccounts.TABLE));
    Dataset<Row> pages =
        differing
            .where(col("system").equalTo(Incidents.PAGING))
            .select("record_key")
            .union(
                of(now, either)
                    .union(of(before, either))
                    .join(broadcast(differing), KEY, "left_semi")
                    .select("page_key"))
            .distinct();
    Dataset<Row> tickets =
        now.union(of(before, related))
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
    return relations
        .where("page_key IS NOT NULL")
        .select("system", "record_key", "page_key", TableSpec.MONTH);
  }

  private static Dataset<Row> of(Dataset<Row> rows, Collection<String> months) {
    return rows.where(col(TableSpec.MONTH).isin(months.toArray()));
  }

  /** The months of a table that may not be what they were. */
  private static Set<String> months(Monthly.Change change, TableSpec table) {
    Set<String> months = new TreeSet<>(change.of(table).days().months());
    // What has no opening is in no day.
    months.add(Incidents.UNKNOWN);
    return months;
  }

  /** A table as it was when incidents were built last. */
  private static Dataset<Row> before(Task task, TableSpec table) {
    return task.lake()
        .read(table, task.last().orElseThrow().note().versions().getOrDefault(table.name(), -1L));
  }
}
