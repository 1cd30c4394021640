package dev.aftermath.jobs.silver;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_compact;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.unix_micros;

import dev.aftermath.jobs.domain.incident.IncidentField;
import dev.aftermath.jobs.domain.incident.IncidentRecord;
import dev.aftermath.jobs.domain.incident.IncidentState;
import dev.aftermath.jobs.domain.incident.StatedFields;
import dev.aftermath.jobs.domain.matching.AlertLink;
import dev.aftermath.jobs.domain.matching.AlertLinking;
import dev.aftermath.jobs.domain.matching.AlertRules;
import dev.aftermath.jobs.domain.matching.AlertSighting;
import dev.aftermath.jobs.domain.matching.AlertedIncident;
import dev.aftermath.jobs.lake.TableSpec;
import dev.aftermath.jobs.spark.Micros;
import dev.aftermath.jobs.spark.Schemas;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.api.java.function.MapGroupsFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * One row per alert and firing of it, however many exports tell of it, with the incident it led to.
 *
 * <p>{@code fingerprint} and {@code started_at} tell firings apart. The latest word decides whether
 * one is over: {@code ended_at} is null while it fires, as far as anybody knows; {@code
 * last_seen_at} is the latest instant that an export speaks of. {@code name}, {@code severity} and
 * the like are labels. {@code group_keys} are the groups that it was notified with.
 *
 * <p>{@code incident_id} is the one incident that it led to, null where it led to none; one that
 * was merged stands for what it lives on in. {@code link_rule} is, the surest first, {@code
 * alert_named} (the incident's log names the alert), {@code deduplication_key} (that of the
 * incident is the alert's fingerprint, its group key or the SHA-256 of that, which is what
 * Alertmanager sends to a paging system), {@code monitoring_id}, or a rule of {@code
 * conf/matching.yaml} for what no key joins. A key joins an alert to the incident that was open
 * when it began or else was opened next, within the time that the settings allow. {@code
 * link_evidence} says why in words.
 */
public final class Alerts {
  /** The table. */
  public static final TableSpec TABLE =
      TableSpec.silver(
          "alerts",
          """
          system STRING NOT NULL,
          fingerprint STRING NOT NULL,
          started_at TIMESTAMP NOT NULL,
          ended_at TIMESTAMP,
          last_seen_at TIMESTAMP NOT NULL,
          name STRING,
          severity STRING,
          service STRING,
          tenant STRING,
          team STRING,
          monitoring_id STRING,
          state_as_written STRING,
          group_keys ARRAY<STRING> NOT NULL,
          incident_id STRING,
          link_rule STRING,
          link_evidence STRING,
          record_count BIGINT NOT NULL
          """,
          "system",
          "fingerprint",
          "started_at");

  private static final StructType FOLDED = Schemas.withNumbersForTimes(TABLE.schema());

  /** What an alert and an incident may both state. */
  private static final List<IncidentField> TRAITS =
      List.of(
          IncidentField.SERVICE,
          IncidentField.TENANT,
          IncidentField.TEAM,
          IncidentField.MONITORING_ID);

  private Alerts() {}

  /**
   * Builds the table, one shuffle. The keys of all incidents are collected first, if there is any
   * alert: they are few bytes each, and an alert may have led to any of them.
   *
   * @param records {@link dev.aftermath.jobs.bronze.Records}
   * @param incidents {@link Incidents} of the same records
   * @param rules by what alerts are put down to incidents
   */
  public static Dataset<Row> build(Dataset<Row> records, Dataset<Row> incidents, AlertRules rules) {
    Dataset<Row> alerts = records.where("kind = 'alert'");
    if (alerts.isEmpty()) {
      return alerts.sparkSession().createDataFrame(List.of(), TABLE.schema());
    }
    AlertLinking linking = AlertLinking.among(incidents(incidents), rules);
    return RecordRows.grouped(alerts)
        .mapGroups(
            (MapGroupsFunction<Row, Row, Row>) (key, rows) -> alert(key, rows, linking),
            Encoders.row(FOLDED))
        .transform(rows -> Schemas.fitNumbersForTimes(rows, TABLE.schema()));
  }

  private static List<AlertedIncident> incidents(Dataset<Row> incidents) {
    List<Column> columns =
        new ArrayList<>(
            List.of(
                col("incident_id"),
                array_compact(array(col("pagerduty_key"), col("servicenow_key"))),
                col("merged_into"),
                unix_micros(col("opened_at")),
                unix_micros(coalesce(col("resolved_at"), col("closed_at"))),
                col("deduplication_key"),
                expr("transform(filter(events, e -> e.kind = 'ALERTED'), e -> e.detail)")));
    TRAITS.forEach(field -> columns.add(col(RecordRows.column(field))));
    return incidents
        .where("opened_at IS NOT NULL")
        .select(columns.toArray(Column[]::new))
        .collectAsList()
        .stream()
        .map(Alerts::incident)
        .toList();
  }

  private static AlertedIncident incident(Row row) {
    Map<IncidentField, String> traits = new EnumMap<>(IncidentField.class);
    for (int i = 0; i < TRAITS.size(); i++) {
      if (!row.isNullAt(7 + i)) {
        traits.put(TRAITS.get(i), row.getString(7 + i));
      }
    }
    return new AlertedIncident(
        row.getString(0),
        row.getList(1),
        row.getString(2),
        Micros.instant(row.getLong(3)),
        row.isNullAt(4) ? null : Micros.instant(row.getLong(4)),
        row.getString(5),
        row.getList(6),
        traits);
  }

  private static Row alert(Row key, Iterator<Row> rows, AlertLinking linking) {
    List<IncidentRecord> records = RecordRows.records(rows);
    StatedFields fields = StatedFields.of(records);
    String fingerprint = fields.text(IncidentField.NATIVE_ID);
    Instant startedAt = fields.instant(IncidentField.OPENED_AT);
    if (fingerprint == null || startedAt == null) {
      throw new IllegalStateException("Alert " + RecordRows.recordKey(key) + " has no beginning");
    }
    boolean isOver = IncidentState.RESOLVED.name().equals(fields.text(IncidentField.STATE));
    Instant endedAt = isOver ? fields.instant(IncidentField.RESOLVED_AT) : null;
    Set<String> groupKeys = groupKeys(records);
    AlertLink link =
        linking.link(new AlertSighting(fingerprint, startedAt, groupKeys, traits(fields)));
    return RowFactory.create(
        RecordRows.system(key),
        fingerprint,
        Micros.of(startedAt),
        Micros.ofNullable(endedAt),
        Micros.of(lastSeen(records, startedAt)),
        fields.text(IncidentField.TITLE),
        fields.text(IncidentField.SEVERITY),
        fields.text(IncidentField.SERVICE),
        fields.text(IncidentField.TENANT),
        fields.text(IncidentField.TEAM),
        fields.text(IncidentField.MONITORING_ID),
        fields.text(IncidentField.STATE_AS_WRITTEN),
        groupKeys.toArray(),
        link == null ? null : link.incidentId(),
        link == null ? null : link.rule(),
        link == null ? null : link.evidence(),
        (long) records.size());
  }

  private static Map<IncidentField, String> traits(StatedFields fields) {
    Map<IncidentField, String> traits = new EnumMap<>(IncidentField.class);
    for (IncidentField field : TRAITS) {
      @Nullable String text = fields.text(field);
      if (text != null) {
        traits.put(field, text);
      }
    }
    return traits;
  }

  /** Of all records, not of the last alone: several receivers group the same alert differently. */
  private static Set<String> groupKeys(List<IncidentRecord> records) {
    Set<String> keys = new TreeSet<>();
    for (IncidentRecord record : records) {
      String key = record.fields().get(IncidentField.DEDUPLICATION_KEY);
      if (key != null) {
        keys.add(key);
      }
    }
    return keys;
  }

  private static Instant lastSeen(List<IncidentRecord> records, Instant startedAt) {
    Instant last = startedAt;
    for (IncidentRecord record : records) {
      Instant at = record.versionAt();
      last = at == null || at.isBefore(last) ? last : at;
    }
    return last;
  }
}
