package dev.aftermath.jobs.pipeline;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;

import dev.aftermath.jobs.bronze.Records;
import dev.aftermath.jobs.lake.Commit;
import dev.aftermath.jobs.lake.Lake;
import dev.aftermath.jobs.silver.IncidentAccounts;
import dev.aftermath.jobs.silver.Stories;
import java.util.Collection;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;
import org.jspecify.annotations.Nullable;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;

/**
 * The accounts of incidents, folded from records and kept aside on the disk: to fold them again
 * takes longer than to read them.
 */
final class FoldedStories {
  /** With more than this part of all accounts it is quicker to fold them all. */
  private static final double MOST = 0.3;

  /** Fewer are all folded in the time that it takes to find out which are to be. */
  private static final long MANY = 20_000;

  private static final Seq<String> KEY = CollectionConverters.asScala(IncidentAccounts.KEY).toSeq();

  private final long many;
  private long version;
  private @Nullable Dataset<Row> all;
  private @Nullable Dataset<Row> some;
  private @Nullable Long count;
  private @Nullable Boolean areNumbered;

  private FoldedStories(long many) {
    this.many = many;
  }

  /** With all folded again where they are not many. */
  static FoldedStories usual() {
    return new FoldedStories(MANY);
  }

  /** With those folded apart that are told of, however few all are. */
  static FoldedStories apart() {
    return new FoldedStories(0);
  }

  /** All of them, folded once for all the steps that ask. */
  synchronized Dataset<Row> all(Lake lake) {
    forgetOlder(lake);
    Dataset<Row> folded = all;
    if (folded == null) {
      Dataset<Row> records = lake.read(Records.TABLE);
      folded = kept(areNumbered(lake) ? Stories.fold(records) : Stories.foldKeyed(records));
      all = folded;
    }
    return folded;
  }

  /**
   * Those of some incidents, where {@link #areFoldedApart}; each folded once for all the steps that
   * ask.
   *
   * @param keys of accounts, few enough to be sent everywhere
   * @param exports all exports whose records tell of them
   */
  synchronized Dataset<Row> of(Lake lake, Dataset<Row> keys, Collection<String> exports) {
    forgetOlder(lake);
    Dataset<Row> known = some;
    Dataset<Row> others =
        known == null
            ? keys
            : keys.join(broadcast(known.select("system", "record_key")), KEY, "left_anti");
    Dataset<Row> folded =
        kept(
            Stories.foldKeyed(
                lake.read(Records.TABLE)
                    .where(col("kind").equalTo("incident"))
                    .where(col("export_id").isin(exports.toArray()))
                    .join(broadcast(others), KEY, "left_semi")));
    Dataset<Row> both = known == null ? folded : known.unionAll(folded);
    some = both;
    return known == null ? folded : both.join(broadcast(keys), KEY, "left_semi");
  }

  /**
   * Whether accounts are to be folded without those of others: not where all are few, and not where
   * some are known by number alone, whose incident the records of others decide.
   */
  synchronized boolean areFoldedApart(Lake lake) {
    forgetOlder(lake);
    return count(lake) >= many && !areNumbered(lake);
  }

  /** Whether there are about so many accounts; always where some are told apart however few. */
  synchronized boolean areAtLeast(long some, Lake lake) {
    forgetOlder(lake);
    return many == 0 || count(lake) >= some;
  }

  /** Whether so many are folded apart in less time than all are. */
  synchronized boolean areFew(long asked, Lake lake) {
    forgetOlder(lake);
    return asked <= MOST * count(lake);
  }

  /** About how many accounts there are: of the newest records some may not be counted. */
  private long count(Lake lake) {
    Long counted = count;
    if (counted == null) {
      counted = lake.read(IncidentAccounts.TABLE).count();
      count = counted;
    }
    return counted;
  }

  private boolean areNumbered(Lake lake) {
    Boolean found = areNumbered;
    if (found == null) {
      found = Stories.areNumbered(lake.read(Records.TABLE));
      areNumbered = found;
    }
    return found;
  }

  /** What is known holds for one version of the records. */
  private void forgetOlder(Lake lake) {
    long newest = lake.newest(Records.TABLE).map(Commit::version).orElse(-1L);
    if (version != newest) {
      version = newest;
      all = null;
      some = null;
      count = null;
      areNumbered = null;
    }
  }

  private static Dataset<Row> kept(Dataset<Row> stories) {
    return stories.localCheckpoint(true, StorageLevel.DISK_ONLY());
  }
}
