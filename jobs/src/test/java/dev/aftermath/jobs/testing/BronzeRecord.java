package dev.aftermath.jobs.testing;

import dev.aftermath.jobs.bronze.Records;
import dev.aftermath.jobs.domain.incident.ActorKind;
import dev.aftermath.jobs.domain.incident.EventKind;
import dev.aftermath.jobs.domain.incident.IncidentField;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;

/** Writes rows of {@link Records} the way a test reads best. */
public final class BronzeRecord {
  private final String system;
  private final String kind;
  private final String key;
  private final Map<String, String> fields = new HashMap<>();
  private final List<Row> events = new ArrayList<>();
  private String exportId = "export-1";
  private @Nullable Instant versionAt;
  private long sequence;
  private long position = 1;

  private BronzeRecord(String system, String kind, String key) {
    this.system = system;
    this.kind = kind;
    this.key = key;
  }

  /** A record about an incident of the paging system. */
  public static BronzeRecord page(String key) {
    return new BronzeRecord("pagerduty", "incident", key);
  }

  /** A record about an incident of the ticket system. */
  public static BronzeRecord ticket(String key) {
    return new BronzeRecord("servicenow", "incident", key);
  }

  /** A record about a change of the ticket system. */
  public static BronzeRecord change(String key) {
    return new BronzeRecord("servicenow", "change", key);
  }

  /** A record about a problem of the ticket system. */
  public static BronzeRecord problem(String key) {
    return new BronzeRecord("servicenow", "problem", key);
  }

  /** A record about an SLA of a ticket. */
  public static BronzeRecord sla(String ticket, String definition, String start) {
    return new BronzeRecord("servicenow", "sla", ticket + "|" + definition + "|" + start)
        .with(IncidentField.TASK, ticket)
        .with(IncidentField.TITLE, definition)
        .with(IncidentField.START_AT, start);
  }

  /** A record about a notice of the status page. */
  public static BronzeRecord notice(String key) {
    return new BronzeRecord("statuspage", "notice", key);
  }

  /** A record about something written below an incident of the ticket system. */
  public static BronzeRecord update(String key) {
    return new BronzeRecord("servicenow", "update", key);
  }

  /** A record that is a runbook. */
  public static BronzeRecord runbook(String key) {
    return new BronzeRecord("runbooks", "runbook", key);
  }

  /** A record that is a postmortem. */
  public static BronzeRecord postmortem(String key) {
    return new BronzeRecord("postmortems", "postmortem", key);
  }

  /** A record about one firing of an alert. */
  public static BronzeRecord alert(String fingerprint, String startedAt) {
    return new BronzeRecord("alertmanager", "alert", fingerprint + "|" + startedAt)
        .version(startedAt)
        .with(IncidentField.NATIVE_ID, fingerprint)
        .with(IncidentField.OPENED_AT, startedAt)
        .with(IncidentField.STATE, "OPEN");
  }

  /** Tells that the alert is over. */
  public BronzeRecord over(String endedAt) {
    return version(endedAt)
        .with(IncidentField.STATE, "RESOLVED")
        .with(IncidentField.RESOLVED_AT, endedAt);
  }

  /** Tells that an alert joined the incident. */
  public BronzeRecord alerted(String at, String fingerprint) {
    events.add(
        RowFactory.create(
            Instant.parse(at),
            EventKind.ALERTED.name(),
            ActorKind.AUTOMATION.name(),
            null,
            fingerprint));
    return this;
  }

  /** States a field. */
  public BronzeRecord with(IncidentField field, String value) {
    fields.put(field.name().toLowerCase(Locale.ROOT), value);
    return this;
  }

  /** Tells of an event. */
  public BronzeRecord event(String at, EventKind event, ActorKind actor) {
    events.add(
        RowFactory.create(Instant.parse(at), event.name(), actor.name(), "actor-1", "website"));
    return this;
  }

  /** Tells of a message to a person. */
  public BronzeRecord notified(String at, String person, String medium) {
    events.add(
        RowFactory.create(
            Instant.parse(at),
            EventKind.NOTIFIED.name(),
            ActorKind.AUTOMATION.name(),
            person,
            medium));
    return this;
  }

  /** When the source last changed it. */
  public BronzeRecord version(String at) {
    versionAt = Instant.parse(at);
    return this;
  }

  /** The source's count of changes and the place in the file. */
  public BronzeRecord order(long changeCount, long place) {
    sequence = changeCount;
    position = place;
    return this;
  }

  /** The export it came in. */
  public BronzeRecord export(String id) {
    exportId = id;
    return this;
  }

  /** The row. */
  public Row row() {
    return RowFactory.create(
        exportId,
        "test",
        system,
        kind,
        key,
        versionAt,
        sequence,
        position,
        Integer.toHexString(fields.hashCode() ^ events.hashCode()),
        fields,
        events.toArray(),
        "{}");
  }

  /** The table of some records. */
  public static Dataset<Row> table(SparkSession spark, BronzeRecord... records) {
    return spark.createDataFrame(
        Arrays.stream(records).map(BronzeRecord::row).toList(), Records.TABLE.schema());
  }
}
