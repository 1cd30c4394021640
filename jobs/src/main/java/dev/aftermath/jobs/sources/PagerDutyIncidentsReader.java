package dev.aftermath.jobs.sources;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aftermath.jobs.domain.incident.ActorKind;
import dev.aftermath.jobs.domain.incident.EventKind;
import dev.aftermath.jobs.domain.incident.IncidentField;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads PagerDuty's incidents of the REST API: the pages of {@code GET /incidents}, a bare list, or
 * a single incident, with or without their log entries inside.
 *
 * <p>An incident's {@code acknowledgements} are only those in force when it was exported: PagerDuty
 * empties the list when the incident is resolved or triggers again. They become events, but the
 * truth about acknowledgements is in the log entries.
 *
 * <p>Tenant, monitoring id, start of impact and mitigation come from custom fields named {@code
 * tenant}, {@code monitoring_id}, {@code impact_start} and {@code mitigated_at}, or from where
 * {@link SourceSettings#fields} says: a custom field's name, or a path such as {@code
 * service.summary}.
 */
public final class PagerDutyIncidentsReader implements ExportReader {

  /** The reader. */
  public PagerDutyIncidentsReader() {}

  @Override
  public void read(InputStream bytes, SourceSettings settings, ExportSink sink)
      throws IOException, RefusedExportException {
    Reading reading = new Reading(settings, sink, Times.iso(null));
    JsonExport export =
        JsonExport.read(
            bytes,
            Set.of("incidents", "incident"),
            "PagerDuty incidents",
            sink,
            found -> sink.record(record(found, reading)));
    reading.warnAtCap(export.count(), PagerDuty.PAGING_CAP);
    warnAtPagingCap(export, sink);
  }

  private static void warnAtPagingCap(JsonExport export, ExportSink sink) {
    JsonNode offset = export.envelopeField("offset");
    JsonNode limit = export.envelopeField("limit");
    JsonNode more = export.envelopeField("more");
    if (offset != null
        && limit != null
        && more != null
        && more.asBoolean()
        && offset.asLong() + limit.asLong() >= PagerDuty.PAGING_CAP) {
      sink.warn(
          "The page ends at "
              + PagerDuty.PAGING_CAP
              + " incidents, the most that PagerDuty lists, and there are more. Export shorter"
              + " periods.");
    }
  }

  private static RawRecord record(JsonExport.Found found, Reading reading)
      throws BadRecordException {
    JsonNode incident = found.node();
    String type = JsonFields.text(incident, "type");
    if (type != null && !type.startsWith("incident")) {
      throw PagerDuty.otherType(type, "an incident");
    }
    String id = JsonFields.requiredText(incident, "id");
    JsonFields.requiredText(incident, "created_at");
    RecordDraft draft = new RecordDraft(reading);
    putWhatItIs(draft, incident, reading);
    putTimes(draft, incident);
    putResolution(draft, incident, reading);
    new PagerDutyFields(incident, reading).put(draft);
    Instant last = addEvents(draft, incident, reading);
    return draft.finish(found.position(), id, versionAt(incident, last, reading), 0, found.text());
  }

  private static void putWhatItIs(RecordDraft draft, JsonNode incident, Reading reading)
      throws BadRecordException {
    String title = JsonFields.text(incident, "title");
    title = title == null ? JsonFields.text(incident, "description") : title;
    draft.put(
        IncidentField.NUMBER, "incident_number", JsonFields.text(incident, "incident_number"));
    draft.put(IncidentField.TITLE, "title", title);
    draft.put(
        IncidentField.DEDUPLICATION_KEY, "incident_key", JsonFields.text(incident, "incident_key"));
    draft.put(IncidentField.SERVICE, "service", JsonFields.referenceName(incident, "service"));
    for (JsonNode team : JsonFields.objects(incident, "teams")) {
      if (draft.stated(IncidentField.TEAM) == null) {
        draft.put(IncidentField.TEAM, "teams", JsonFields.text(team, "summary"));
      }
    }
    draft.put(IncidentField.PRIORITY, "priority", JsonFields.referenceName(incident, "priority"));
    draft.put(IncidentField.URGENCY, "urgency", JsonFields.text(incident, "urgency"));
    JsonNode incidentType = JsonFields.object(incident, "incident_type");
    PagerDuty.putKind(
        draft, title, incidentType == null ? null : JsonFields.text(incidentType, "name"));
    PagerDuty.putState(draft, reading, JsonFields.text(incident, "status"));
  }

  private static void putTimes(RecordDraft draft, JsonNode incident) throws BadRecordException {
    draft.put(IncidentField.OPENED_AT, "created_at", JsonFields.text(incident, "created_at"));
    draft.put(IncidentField.RESOLVED_AT, "resolved_at", JsonFields.text(incident, "resolved_at"));
  }

  private static void putResolution(RecordDraft draft, JsonNode incident, Reading reading)
      throws BadRecordException {
    JsonNode reason = JsonFields.object(incident, "resolve_reason");
    if (reason != null && "merge_resolve_reason".equals(JsonFields.text(reason, "type"))) {
      putMerge(draft, incident, reason, reading);
      return;
    }
    JsonNode by = JsonFields.object(incident, "last_status_change_by");
    if (by != null && "resolved".equals(JsonFields.text(incident, "status"))) {
      draft.put(IncidentField.RESOLVED_BY, PagerDutyEvents.actorKind(by, null).name());
    }
  }

  private static void putMerge(
      RecordDraft draft, JsonNode incident, JsonNode reason, Reading reading)
      throws BadRecordException {
    draft.put(IncidentField.RESOLVED_BY, ActorKind.AUTOMATION.name());
    JsonNode target = JsonFields.object(reason, "incident");
    String into = target == null ? null : JsonFields.text(target, "id");
    draft.put(IncidentField.MERGED_INTO, "resolve_reason", into);
    String at = JsonFields.text(incident, "resolved_at");
    at = at == null ? JsonFields.text(incident, "last_status_change_at") : at;
    if (at != null) {
      Instant merged = reading.times().read("resolved_at", at);
      draft.add(new RawEvent(merged, EventKind.MERGED, ActorKind.AUTOMATION, null, into));
    }
  }

  private static @Nullable Instant addEvents(RecordDraft draft, JsonNode incident, Reading reading)
      throws BadRecordException {
    for (JsonNode current : JsonFields.objects(incident, "acknowledgements")) {
      JsonNode by = JsonFields.object(current, "acknowledger");
      draft.add(
          new RawEvent(
              reading.times().read("acknowledgements", JsonFields.requiredText(current, "at")),
              EventKind.ACKNOWLEDGED,
              PagerDutyEvents.actorKind(by, null),
              by == null ? null : JsonFields.text(by, "id"),
              null));
    }
    Instant last = null;
    for (JsonNode entry : JsonFields.objects(incident, "log_entries")) {
      RawEvent event = PagerDutyEvents.of(entry, reading.times());
      PagerDutyAlerts.joined(entry, event).forEach(draft::add);
      last = last == null || event.at().isAfter(last) ? event.at() : last;
    }
    return last;
  }

  /**
   * Older payloads have no {@code updated_at}; then the last thing that is known to have happened.
   */
  private static Instant versionAt(JsonNode incident, @Nullable Instant last, Reading reading)
      throws BadRecordException {
    for (String field : new String[] {"updated_at", "last_status_change_at", "created_at"}) {
      String text = JsonFields.text(incident, field);
      if (text != null) {
        Instant at = reading.times().read(field, text);
        return last == null || at.isAfter(last) || field.equals("updated_at") ? at : last;
      }
    }
    throw BadRecordException.missing("updated_at");
  }
}
