package dev.aftermath.jobs.silver;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.unix_micros;
import static org.apache.spark.sql.functions.when;

import dev.aftermath.jobs.domain.calendar.Days;
import dev.aftermath.jobs.domain.matching.Side;
import dev.aftermath.jobs.domain.matching.Sighting;
import dev.aftermath.jobs.domain.matching.Vicinity;
import dev.aftermath.jobs.spark.Micros;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;
import scala.reflect.ClassTag$;

/** Accounts of incidents as the domain sees them that matches them. */
public final class AccountSightings {
  private static final Column[] COLUMNS = {
    col("system"),
    col("record_key"),
    unix_micros(col("opened_at")).as("opened_at"),
    unix_micros(col("resolved_at")).as("resolved_at"),
    col("number"),
    // Nobody asks for a page by it.
    when(not(Incidents.IS_PAGE), col("native_id")).as("native_id"),
    col("external_reference"),
    col("deduplication_key"),
    col("merged_into"),
    col("parent"),
    col("first_responder_digest"),
    unix_micros(col("acknowledged_at")).as("acknowledged_at"),
    col("mentions"),
    col("likeness")
  };

  /** Without the texts that decide who is near, and mostly without a list. */
  private static final Column[] KEYS_AND_TIMES =
      Stream.concat(
              Stream.of(COLUMNS).limit(COLUMNS.length - 2),
              Stream.of(
                  when(size(col("mentions")).gt(0), col("mentions")),
                  lit(null).cast("array<string>")))
          .toArray(Column[]::new);

  private static final long SECONDS_OF_DAY = 86_400;

  /** What many accounts state is kept once: all are in memory together. */
  private final Map<String, String> words = new HashMap<>();

  private final Map<List<@Nullable String>, List<@Nullable String>> alike = new HashMap<>();

  private AccountSightings() {}

  /** All of some rows of {@link IncidentAccounts}, which are few. */
  public static List<Sighting> collected(Dataset<Row> accounts) {
    return all(rows(accounts).collectAsList().iterator());
  }

  /** The days of those of {@link IncidentAccounts} that a vicinity reaches; all have a day. */
  public static Days reached(Dataset<Row> accounts, Vicinity vicinity) {
    Dataset<Row> rows = accounts.select(KEYS_AND_TIMES);
    Broadcast<Vicinity> sought =
        accounts
            .sparkSession()
            .sparkContext()
            .broadcast(vicinity, ClassTag$.MODULE$.apply(Vicinity.class));
    return Days.of(
        rows
            .mapPartitions(
                (MapPartitionsFunction<Row, Long>) part -> reached(part, sought.value()),
                Encoders.LONG())
            .collectAsList()
            .stream()
            .map(LocalDate::ofEpochDay)
            .toList());
  }

  private static Iterator<Long> reached(Iterator<Row> rows, Vicinity vicinity) {
    AccountSightings sightings = new AccountSightings();
    Set<Long> days = new TreeSet<>();
    rows.forEachRemaining(
        row -> {
          Sighting sighting = sightings.of(row);
          Instant openedAt = sighting.openedAt();
          if (openedAt != null && vicinity.reaches(sighting)) {
            days.add(Math.floorDiv(openedAt.getEpochSecond(), SECONDS_OF_DAY));
          }
        });
    return days.iterator();
  }

  /** The columns that {@link #all} reads. */
  static Dataset<Row> rows(Dataset<Row> accounts) {
    return accounts.select(COLUMNS);
  }

  static List<Sighting> all(Iterator<Row> rows) {
    AccountSightings sightings = new AccountSightings();
    List<Sighting> all = new ArrayList<>();
    rows.forEachRemaining(row -> all.add(sightings.of(row)));
    return all;
  }

  private Sighting of(Row row) {
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
        row.isNullAt(12) || row.getList(12).isEmpty() ? List.of() : List.copyOf(row.getList(12)),
        row.isNullAt(13)
            ? List.of()
            : alike.computeIfAbsent(row.getList(13), stated -> new ArrayList<>(stated)),
        row.isNullAt(10) || acknowledgedAt == null
            ? null
            : new Sighting.Acknowledgement(row.getLong(10), acknowledgedAt));
  }

  private static @Nullable Instant instant(Row row, int place) {
    return row.isNullAt(place) ? null : Micros.instant(row.getLong(place));
  }
}
