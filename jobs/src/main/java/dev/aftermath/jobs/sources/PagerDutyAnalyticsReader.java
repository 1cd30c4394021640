package dev.aftermath.jobs.sources;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aftermath.jobs.domain.incident.ActorKind;
import dev.aftermath.jobs.domain.incident.IncidentField;
import java.io.IOException;
import java.io.InputStream;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads PagerDuty's Analytics raw incidents, {@code POST /analytics/raw/incidents}.
 *
 * <p>Timestamps are in the zone that the answer echoes in {@code time_zone}, which may stand behind
 * the records; where it is absent, the source's settings must declare it. The rows' {@code
 * updated_at} is the clock of the Analytics pipeline, not of the incident; a row counts as of the
 * incident's resolution, or else its creation, so that it does not overrule the REST API.
 */
public final class PagerDutyAnalyticsReader implements ExportReader {
  private static final Map<String, IncidentField> FIELDS =
      Map.ofEntries(
          Map.entry("incident_number", IncidentField.NUMBER),
          Map.entry("description", IncidentField.TITLE),
          Map.entry("service_name", IncidentField.SERVICE),
          Map.entry("team_name", IncidentField.TEAM),
          Map.entry("priority_name", IncidentField.PRIORITY),
          Map.entry("urgency", IncidentField.URGENCY),
          Map.entry("created_at", IncidentField.OPENED_AT),
          Map.entry("resolved_at", IncidentField.RESOLVED_AT),
          Map.entry("major", IncidentField.MAJOR),
          Map.entry("reassignment_count", IncidentField.REASSIGNMENT_COUNT),
          Map.entry("seconds_to_first_ack", IncidentField.ACKNOWLEDGED_AFTER_SECONDS),
          Map.entry("seconds_to_resolve", IncidentField.RESOLVED_AFTER_SECONDS));

  /** The reader. */
  public PagerDutyAnalyticsReader() {}

  @Override
  public void read(InputStream bytes, SourceSettings settings, ExportSink sink)
      throws IOException, RefusedExportException {
    List<JsonExport.Found> rows = new ArrayList<>();
    JsonExport export =
        JsonExport.read(bytes, Set.of("data"), "PagerDuty Analytics incidents", sink, rows::add);
    if (rows.isEmpty()) {
      return;
    }
    Times times = Times.iso(zone(export.envelopeField("time_zone"), settings));
    Reading reading = new Reading(settings, sink, times);
    for (JsonExport.Found row : rows) {
      try {
        sink.record(record(row, reading));
      } catch (BadRecordException e) {
        sink.quarantine(row.defect(e));
      }
    }
    reading.warnAtCap(export.count());
  }

  private static ZoneId zone(@Nullable JsonNode echoed, SourceSettings settings)
      throws RefusedExportException {
    String name = echoed == null || echoed.isNull() ? settings.zone() : echoed.asText();
    if (name == null) {
      throw refusal("the answer has no time_zone, and the source's settings declare no zone");
    }
    try {
      return ZoneId.of(name);
    } catch (DateTimeException e) {
      throw refusal("time_zone \"" + BadRecordException.shown(name) + "\" is no time zone");
    }
  }

  private static RefusedExportException refusal(String cause) {
    return new RefusedExportException(
        Defect.ofRecord(
            0,
            "time_zone",
            DefectKind.BAD_TIME,
            cause,
            "Keep the whole answer when exporting, or declare the zone in conf/sources.",
            ""));
  }

  private static RawRecord record(JsonExport.Found found, Reading reading)
      throws BadRecordException {
    JsonNode row = found.node();
    String id = JsonFields.requiredText(row, "id");
    Instant created =
        reading.times().read("created_at", JsonFields.requiredText(row, "created_at"));
    RecordDraft draft = new RecordDraft(reading);
    for (Map.Entry<String, IncidentField> field : FIELDS.entrySet()) {
      draft.put(field.getValue(), field.getKey(), JsonFields.text(row, field.getKey()));
    }
    PagerDuty.putState(draft, reading, JsonFields.text(row, "status"));
    PagerDuty.putKind(
        draft, JsonFields.text(row, "description"), JsonFields.text(row, "incident_type_name"));
    putResolver(
        draft, JsonFields.text(row, "auto_resolved"), JsonFields.text(row, "resolved_by_user_id"));
    String resolved = draft.stated(IncidentField.RESOLVED_AT);
    Instant versionAt = resolved == null ? created : Instant.parse(resolved);
    return draft.finish(found.position(), id, versionAt, 0, found.text());
  }

  /** States who resolved the incident, as far as aggregated rows tell. */
  static void putResolver(
      RecordDraft draft, @Nullable String autoResolved, @Nullable String resolvedById)
      throws BadRecordException {
    if ("true".equals(autoResolved)) {
      draft.put(IncidentField.RESOLVED_BY, ActorKind.AUTOMATION.name());
    } else if (resolvedById != null && !resolvedById.isBlank()) {
      draft.put(IncidentField.RESOLVED_BY, ActorKind.HUMAN.name());
    }
  }
}
