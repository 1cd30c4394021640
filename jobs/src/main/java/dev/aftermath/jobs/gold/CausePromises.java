package dev.aftermath.jobs.gold;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_compact;
import static org.apache.spark.sql.functions.array_union;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.struct;

import dev.aftermath.jobs.domain.cause.BrokenPromise;
import dev.aftermath.jobs.domain.cause.CausePromise;
import dev.aftermath.jobs.domain.postmortem.ActionItem;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.jspecify.annotations.Nullable;

/**
 * Brings action items to the causes of the incidents that their postmortems are about.
 *
 * <p>The instants of items travel as times of the session's zone, UTC: in them Spark changes
 * nothing but their type, where a function of each item would be interpreted.
 */
final class CausePromises {
  /** A broken promise as Java makes it; {@link CauseSummaries} has its instants as timestamps. */
  static final String BROKEN =
      """
      ARRAY<STRUCT<source: STRING, postmortem_key: STRING, position: INT, text: STRING,
        tracker: STRING, kind: STRING, promised_at: TIMESTAMP_NTZ, due_at: TIMESTAMP_NTZ,
        closed_at: TIMESTAMP_NTZ, recurrence_count: BIGINT, first_recurred_at: TIMESTAMP_NTZ,
        last_recurred_at: TIMESTAMP_NTZ, overdue_days: BIGINT, quiet_days: BIGINT>>\
      """;

  /** The action items of one incident. */
  static final String OF_INCIDENT =
      """
      ARRAY<STRUCT<source: STRING, postmortem_key: STRING, position: INT, text: STRING,
        tracker: STRING, state: STRING, written_at: TIMESTAMP_NTZ, due_at: TIMESTAMP_NTZ,
        closed_at: TIMESTAMP_NTZ>>\
      """;

  private static final String TIME = "timestamp_ntz";

  private final TreeMap<String, CausePromise> promises = new TreeMap<>();

  /** Those of one cause, none so far. */
  CausePromises() {}

  /**
   * One row per incident that a postmortem with action items is about, with these.
   *
   * @param actionItems {@link ActionItemStatus}
   */
  static Dataset<Row> ofIncidents(Dataset<Row> actionItems) {
    return actionItems
        .withColumn(
            "incident_id",
            explode(
                array_union(array_compact(array(col("incident_id"))), col("other_incident_ids"))))
        .groupBy("incident_id")
        .agg(
            collect_list(
                    struct(
                        col("source"),
                        col("postmortem_key"),
                        col("position"),
                        col("text"),
                        col("tracker"),
                        col("state"),
                        col("written_at").cast(TIME).as("written_at"),
                        col("due_at").cast(TIME).as("due_at"),
                        col("closed_at").cast(TIME).as("closed_at")))
                .as("promises"));
  }

  /** Adds those of an incident of the cause; a postmortem may be about several of them. */
  void add(Instant openedAt, List<Row> ofIncident) {
    for (Row item : ofIncident) {
      String key = "%s\n%s\n%09d".formatted(item.getString(0), item.getString(1), item.getInt(2));
      promises.merge(key, promise(item, openedAt), (known, same) -> known.alsoAbout(openedAt));
    }
  }

  /** All of them, postmortem by postmortem. */
  List<CausePromise> all() {
    return List.copyOf(promises.values());
  }

  private static CausePromise promise(Row item, Instant openedAt) {
    return new CausePromise(
        item.getString(0),
        item.getString(1),
        item.getInt(2),
        item.getString(3),
        item.getString(4),
        openedAt,
        openedAt,
        ActionItem.State.valueOf(item.getString(5).toUpperCase(Locale.ROOT)),
        instant(item, 6),
        instant(item, 7),
        instant(item, 8));
  }

  private static @Nullable Instant instant(Row row, int column) {
    return row.isNullAt(column) ? null : row.<LocalDateTime>getAs(column).toInstant(ZoneOffset.UTC);
  }

  /** The cell of {@link #BROKEN}. */
  static Object[] cell(List<BrokenPromise> broken) {
    return broken.stream().map(CausePromises::row).toArray();
  }

  private static Row row(BrokenPromise broken) {
    CausePromise promise = broken.promise();
    return RowFactory.create(
        promise.source(),
        promise.postmortemKey(),
        promise.position(),
        promise.text(),
        promise.tracker(),
        broken.kind().word(),
        time(promise.promisedAt()),
        time(promise.dueAt()),
        time(promise.closedAt()),
        broken.recurrenceCount(),
        time(broken.firstRecurredAt()),
        time(broken.lastRecurredAt()),
        days(broken.overdue()),
        days(broken.quiet()));
  }

  private static @Nullable LocalDateTime time(@Nullable Instant at) {
    return at == null ? null : LocalDateTime.ofInstant(at, ZoneOffset.UTC);
  }

  private static @Nullable Long days(@Nullable Duration duration) {
    return duration == null ? null : (Long) duration.toDays();
  }
}
