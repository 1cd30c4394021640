package dev.aftermath.jobs.pipeline;

import static org.apache.spark.sql.functions.array_distinct;
import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_set;
import static org.apache.spark.sql.functions.flatten;

import dev.aftermath.jobs.bronze.Records;
import dev.aftermath.jobs.domain.matching.MatchingRules;
import dev.aftermath.jobs.lake.Commit;
import dev.aftermath.jobs.lake.Lake;
import dev.aftermath.jobs.lake.Note;
import dev.aftermath.jobs.lake.TableSpec;
import dev.aftermath.jobs.silver.IncidentAccounts;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Brings {@link IncidentAccounts} up to date: an account hangs on its own records alone, so those
 * are folded again that new records tell of. All are where records were also taken away, where some
 * are known by number alone, whose incident other records decide, or where most are told of.
 */
final class AccountMonths implements Step.Work {
  private static final Seq<String> KEY = CollectionConverters.asScala(IncidentAccounts.KEY).toSeq();

  private final MatchingRules matching;
  private final FoldedStories stories;

  AccountMonths(MatchingRules matching, FoldedStories stories) {
    this.matching = matching;
    this.stories = stories;
  }

  @Override
  public void bringUpToDate(Task task) {
    Lake lake = task.lake();
    Optional<Dataset<Row>> told = told(task);
    if (told.isEmpty()) {
      new ChangedMonths("opened_at", it -> IncidentAccounts.build(stories.all(it), matching))
          .bringUpToDate(task);
      return;
    }
    Dataset<Row> keys = told.get();
    if (keys.isEmpty()) {
      return;
    }
    Dataset<Row> accounts = lake.read(IncidentAccounts.TABLE);
    AccountPlaces before = AccountPlaces.of(accounts.join(broadcast(keys), KEY, "left_semi"));
    Set<String> exports = new TreeSet<>(before.exports());
    keys.select(array_distinct(flatten(collect_set("export_ids"))))
        .first()
        .<String>getList(0)
        .forEach(exports::add);
    Dataset<Row> folded = IncidentAccounts.build(stories.of(lake, keys, exports), matching);
    AccountPlaces places = before.and(AccountPlaces.of(folded));
    lake.replaceMonths(
        IncidentAccounts.TABLE,
        accounts
            .where(col(TableSpec.MONTH).isin(places.months().toArray()))
            .join(broadcast(keys), KEY, "left_anti")
            .unionByName(folded),
        places.months(),
        task.note().ofDays(places.days()));
  }

  /** The keys that new records tell of, and by which exports; empty when all are to be folded. */
  private Optional<Dataset<Row>> told(Task task) {
    Lake lake = task.lake();
    if (!task.isOfThisProgram() || !stories.areFoldedApart(lake)) {
      return Optional.empty();
    }
    Optional<Dataset<Row>> added =
        lake.added(
            Records.TABLE,
            task.last().map(Commit::note).map(AccountMonths::ofRecords).orElse(-1L),
            ofRecords(task.note()));
    if (added.isEmpty()) {
      return Optional.empty();
    }
    Dataset<Row> keys =
        added
            .get()
            .where("kind = 'incident'")
            .groupBy("system", "record_key")
            .agg(collect_set("export_id").as("export_ids"))
            .localCheckpoint();
    return stories.areFew(keys.count(), lake) ? Optional.of(keys) : Optional.empty();
  }

  private static long ofRecords(Note note) {
    return note.versions().getOrDefault(Records.TABLE.name(), -1L);
  }
}
