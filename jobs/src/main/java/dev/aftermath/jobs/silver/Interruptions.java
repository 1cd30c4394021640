package dev.aftermath.jobs.silver;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.inline;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max_by;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.sha2;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.unix_micros;
import static org.apache.spark.sql.functions.when;

import dev.aftermath.jobs.domain.oncall.Interruption;
import dev.aftermath.jobs.domain.oncall.Notification;
import dev.aftermath.jobs.domain.oncall.OnCallHours;
import dev.aftermath.jobs.lake.TableSpec;
import dev.aftermath.jobs.spark.Micros;
import dev.aftermath.jobs.spark.Schemas;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.apache.spark.api.java.function.FlatMapGroupsFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.types.StructType;
import scala.jdk.javaapi.CollectionConverters;

/**
 * One row per interruption of one person: the messages by push, SMS or phone within a minute.
 *
 * <p>{@code person} is a number that tells people apart inside one version of the table: they are
 * numbered anew, in no meaningful order, whenever the table is computed. Nothing of their ids is in
 * it, and no figure by person leaves this layer.
 *
 * <ul>
 *   <li>{@code team} is the paging system's, of the incident whose message came first; {@code
 *       incident_opened_at} is when that was opened.
 *   <li>{@code band} is {@code business}, {@code off} or {@code sleep}; {@code night} is the day on
 *       whose evening the night began, null unless in sleep.
 *   <li>{@code clock_hour_at} and {@code shift_at} are when the hour on the wall clock and the
 *       shift began.
 * </ul>
 */
public final class Interruptions {
  /** The table. */
  public static final TableSpec TABLE =
      TableSpec.silver(
          "interruptions",
          """
          system STRING NOT NULL,
          person BIGINT NOT NULL,
          interrupted_at TIMESTAMP NOT NULL,
          incident_key STRING NOT NULL,
          incident_opened_at TIMESTAMP,
          team STRING,
          medium STRING NOT NULL,
          notification_count BIGINT NOT NULL,
          band STRING NOT NULL,
          night DATE,
          clock_hour_at TIMESTAMP NOT NULL,
          shift_at TIMESTAMP NOT NULL
          """,
          "system",
          "person",
          "interrupted_at");

  private static final StructType FOLDED = Schemas.withNumbersForTimes(TABLE.schema());
  private static final StructType PERSON = StructType.fromDDL("person BIGINT");
  private static final StructType MESSAGE =
      StructType.fromDDL(
          "person BIGINT, system STRING, record_key STRING, team STRING, at BIGINT, medium STRING,"
              + " opened_at BIGINT");

  /** Whether an event is a message that interrupts whoever gets it. */
  static final String IS_CALL =
      Arrays.stream(Notification.Medium.values())
          .filter(Notification.Medium::interrupts)
          .map(medium -> "'" + medium.word() + "'")
          .collect(Collectors.joining(", ", "kind = 'NOTIFIED' AND detail IN (", ")"));

  /** Of records about one thing, the greatest has the last word. */
  static final Column PLACE =
      struct(unix_micros(col("version_at")), col("sequence"), col("position"));

  private Interruptions() {}

  /**
   * Builds the table: a shuffle of the incidents, two of messages and one of the people.
   *
   * @param records {@link dev.aftermath.jobs.bronze.Records}
   */
  public static Dataset<Row> build(Dataset<Row> records, OnCallHours hours) {
    Dataset<Row> messages = messages(records);
    Dataset<Row> people =
        messages
            .select("actor")
            .distinct()
            .withColumn("person", row_number().over(Window.orderBy(sha2(col("actor"), 256))))
            .withColumn("person", col("person").cast("bigint"));
    return messages
        .join(broadcast(people), "actor")
        .select("person", "system", "record_key", "team", "at", "medium", "opened_at")
        .groupBy(col("person"))
        .as(Encoders.row(PERSON), Encoders.row(MESSAGE))
        .flatMapGroups(
            (FlatMapGroupsFunction<Row, Row, Row>) (person, rows) -> interruptions(rows, hours),
            Encoders.row(FOLDED))
        .transform(rows -> Schemas.fitNumbersForTimes(rows, TABLE.schema()));
  }

  /** One row per message that interrupts, with the team that its incident has in the end. */
  private static Dataset<Row> messages(Dataset<Row> records) {
    Dataset<Row> incidents = records.where("kind = 'incident'");
    Dataset<Row> calls =
        incidents
            .select(col("system"), col("record_key"), inline(col("events")))
            .where("actor IS NOT NULL AND at IS NOT NULL")
            .where(IS_CALL)
            .select(
                col("system"),
                col("record_key"),
                unix_micros(col("at")).as("at"),
                concat(col("system"), lit(":"), col("actor")).as("actor"),
                col("detail").as("medium"))
            .distinct();
    Column opened = expr("unix_micros(CAST(fields['opened_at'] AS TIMESTAMP))");
    return incidents
        .select(
            col("system"),
            col("record_key"),
            expr("fields['team']").as("team"),
            opened.as("opened_at"),
            PLACE.as("place"))
        .groupBy("system", "record_key")
        .agg(last("team"), last("opened_at"))
        .join(calls, CollectionConverters.asScala(List.of("system", "record_key")).toSeq());
  }

  private static Column last(String name) {
    return max_by(col(name), when(col(name).isNotNull(), col("place"))).as(name);
  }

  private static Iterator<Row> interruptions(Iterator<Row> rows, OnCallHours hours) {
    List<Notification> messages = new ArrayList<>();
    Row any = rows.next();
    for (Row row = any; row != null; row = rows.hasNext() ? rows.next() : null) {
      messages.add(
          new Notification(
              Micros.instant(row.getLong(4)),
              row.getString(2),
              Notification.Medium.valueOf(row.getString(5).toUpperCase(Locale.ROOT)),
              row.getString(3),
              row.isNullAt(6) ? null : Micros.instant(row.getLong(6))));
    }
    return Interruption.of(messages).stream()
        .map(interruption -> row(any, interruption, hours))
        .iterator();
  }

  private static Row row(Row person, Interruption interruption, OnCallHours hours) {
    OnCallHours.Band band = hours.bandAt(interruption.at());
    Notification first = interruption.first();
    return RowFactory.create(
        person.getString(1),
        person.getLong(0),
        Micros.of(interruption.at()),
        first.incident(),
        Micros.ofNullable(first.incidentOpenedAt()),
        first.team(),
        first.medium().word(),
        (long) interruption.notificationCount(),
        band.name().toLowerCase(Locale.ROOT),
        band == OnCallHours.Band.SLEEP ? (int) hours.nightOf(interruption.at()).toEpochDay() : null,
        Micros.of(hours.clockHourOf(interruption.at())),
        Micros.of(hours.shiftOf(interruption.at())));
  }
}
