package dev.aftermath.jobs.sources;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aftermath.jobs.domain.alert.Fingerprint;
import dev.aftermath.jobs.domain.incident.IncidentField;
import dev.aftermath.jobs.domain.incident.IncidentState;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What Alertmanager's snapshots and notifications both say of an alert.
 *
 * <p>One firing is one thing: its key is the fingerprint with {@code startsAt}, in milliseconds,
 * since snapshots show no more of it than that. Name, severity, service, tenant, team and
 * monitoring id are labels of the names {@code alertname}, {@code severity} and so on, or of those
 * that {@link SourceSettings#fields} states.
 */
final class AlertmanagerAlert {
  /** Stands for no end. */
  private static final String NO_TIME = "0001-";

  private static final Map<IncidentField, String> LABELS =
      Map.of(
          IncidentField.TITLE, "alertname",
          IncidentField.SEVERITY, "severity",
          IncidentField.SERVICE, "service",
          IncidentField.TENANT, "tenant",
          IncidentField.TEAM, "team",
          IncidentField.MONITORING_ID, "monitoring_id");

  private final String key;
  private final Instant startsAt;
  private final @Nullable Instant endsAt;
  private final RecordDraft draft;

  private AlertmanagerAlert(
      String key, Instant startsAt, @Nullable Instant endsAt, RecordDraft draft) {
    this.key = key;
    this.startsAt = startsAt;
    this.endsAt = endsAt;
    this.draft = draft;
  }

  static AlertmanagerAlert of(JsonNode alert, Reading reading) throws BadRecordException {
    JsonNode stated = JsonFields.object(alert, "labels");
    if (stated == null) {
      throw BadRecordException.missing("labels");
    }
    Map<String, String> labels = labels(stated);
    String fingerprint = JsonFields.text(alert, "fingerprint");
    // Notifications of old versions do not tell it.
    fingerprint = fingerprint == null ? Fingerprint.of(labels) : fingerprint;
    Instant startsAt =
        reading
            .times()
            .read("startsAt", JsonFields.requiredText(alert, "startsAt"))
            .truncatedTo(ChronoUnit.MILLIS);
    String end = JsonFields.text(alert, "endsAt");
    Instant endsAt =
        end == null || end.startsWith(NO_TIME) ? null : reading.times().read("endsAt", end);
    RecordDraft draft = new RecordDraft(reading);
    draft.put(IncidentField.NATIVE_ID, fingerprint);
    draft.put(IncidentField.OPENED_AT, startsAt.toString());
    for (Map.Entry<IncidentField, String> label : names(reading).entrySet()) {
      draft.put(label.getKey(), label.getValue(), labels.get(label.getValue()));
    }
    return new AlertmanagerAlert(fingerprint + "|" + startsAt, startsAt, endsAt, draft);
  }

  private static Map<String, String> labels(JsonNode stated) throws BadRecordException {
    Map<String, String> labels = new TreeMap<>();
    for (Map.Entry<String, JsonNode> label : stated.properties()) {
      if (!label.getValue().isTextual()) {
        throw BadRecordException.wrongType(
            "labels." + label.getKey(), label.getValue().toString(), "a text");
      }
      labels.put(label.getKey(), label.getValue().textValue());
    }
    return labels;
  }

  private static Map<IncidentField, String> names(Reading reading) {
    Map<IncidentField, String> names = new EnumMap<>(LABELS);
    reading
        .settings()
        .fields()
        .forEach(
            (word, label) -> {
              IncidentField field = FieldValues.named(word);
              if (field != null) {
                names.put(field, label);
              }
            });
    return names;
  }

  /** When it began, to the millisecond. */
  Instant startsAt() {
    return startsAt;
  }

  /** The end that is stated, be it one that is only expected; null for none. */
  @Nullable Instant endsAt() {
    return endsAt;
  }

  /** States the key of the group that it was notified with. */
  void putGroup(String groupKey) {
    draft.put(IncidentField.DEDUPLICATION_KEY, groupKey);
  }

  /** The record of an alert that fires. */
  RawRecord firing(long position, String status, Instant versionAt, String body)
      throws BadRecordException {
    draft.putState(IncidentState.OPEN, status);
    return draft.finishAs(RawRecord.ALERT, position, key, versionAt, 0, body);
  }

  /**
   * The record of an alert that is over: the last word where one of the same time says it fires.
   */
  RawRecord ended(long position, String status, Instant at, Instant versionAt, String body)
      throws BadRecordException {
    draft.putState(IncidentState.RESOLVED, status);
    draft.put(IncidentField.RESOLVED_AT, at.toString());
    return draft.finishAs(RawRecord.ALERT, position, key, versionAt, 1, body);
  }
}
