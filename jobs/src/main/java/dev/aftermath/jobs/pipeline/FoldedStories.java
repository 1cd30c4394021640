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

  private final long many;
  private @Nullable Dataset<Row> all;
  private long version;

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
    long now = lake.newest(Records.TABLE).map(Commit::version).orElse(-1L);
    Dataset<Row> folded = all;
    if (folded == null || version != now) {
      folded = kept(Stories.fold(lake.read(Records.TABLE)));
      all = folded;
      version = now;
    }
    return folded;
  }

  /**
   * Those of some incidents.
   *
   * @param keys of accounts, few enough to be sent everywhere
   * @param exports all exports whose records tell of them
   */
  static Dataset<Row> of(Lake lake, Dataset<Row> keys, Collection<String> exports) {
    return kept(
        Stories.fold(
            lake.read(Records.TABLE)
                .where(col("kind").equalTo("incident"))
                .where(col("export_id").isin(exports.toArray()))
                .join(
                    broadcast(keys),
                    CollectionConverters.asScala(IncidentAccounts.KEY).toSeq(),
                    "left_semi")));
  }

  /**
   * Whether accounts are to be folded without those of others: not where all are few, and not where
   * some are known by number alone, whose incident the records of others decide.
   */
  boolean areFoldedApart(Lake lake) {
    return lake.read(IncidentAccounts.TABLE).count() >= many
        && lake.read(Records.TABLE)
            .where("kind = 'incident' AND system = 'pagerduty' AND record_key LIKE '#%'")
            .isEmpty();
  }

  /** Whether so many are folded apart in less time than all are. */
  static boolean areFew(long count, Lake lake) {
    return count <= MOST * lake.read(IncidentAccounts.TABLE).count();
  }

  private static Dataset<Row> kept(Dataset<Row> stories) {
    return stories.localCheckpoint(true, StorageLevel.DISK_ONLY());
  }
}
