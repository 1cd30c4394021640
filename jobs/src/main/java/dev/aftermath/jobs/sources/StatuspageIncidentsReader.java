package dev.aftermath.jobs.sources;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aftermath.jobs.domain.incident.ActorKind;
import dev.aftermath.jobs.domain.incident.EventKind;
import dev.aftermath.jobs.domain.incident.IncidentField;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the notices of an Atlassian Statuspage: its public {@code incidents.json} and {@code
 * scheduled-maintenances.json}, or the bare list of its management API.
 *
 * <p>A notice begins at {@code started_at}, or at the time shown beside its first update where that
 * is earlier: whoever back-dates a notice changes the latter alone. It ends at {@code resolved_at};
 * a postmortem that follows does not prolong it. Planned work begins as scheduled and is of impact
 * {@code maintenance}, whatever its record says.
 */
public final class StatuspageIncidentsReader implements ExportReader {
  private static final String MAINTENANCE = "maintenance";
  private static final List<String> IMPACTS =
      List.of("none", "minor", "major", "critical", MAINTENANCE);
  private static final Set<String> ENDED = Set.of("resolved", "completed", "postmortem");
  private static final Set<String> LISTS =
      Set.of("incidents", "scheduled_maintenances", "incident");

  /** The reader. */
  public StatuspageIncidentsReader() {}

  @Override
  public void read(InputStream bytes, SourceSettings settings, ExportSink sink)
      throws IOException, RefusedExportException {
    Reading reading = new Reading(settings, sink, Times.iso(null));
    JsonExport export =
        JsonExport.read(
            bytes,
            LISTS,
            "Statuspage incidents",
            sink,
            found -> sink.record(record(found, reading)));
    reading.warnAtCap(export.count());
  }

  private static RawRecord record(JsonExport.Found found, Reading reading)
      throws BadRecordException {
    JsonNode notice = found.node();
    String key = JsonFields.requiredText(notice, "id");
    String status = JsonFields.requiredText(notice, "status");
    boolean isPlanned =
        JsonFields.text(notice, "scheduled_for") != null || MAINTENANCE.equals(impact(notice));
    RecordDraft draft = new RecordDraft(reading);
    draft.put(IncidentField.TITLE, "name", JsonFields.text(notice, "name"));
    draft.put(IncidentField.STATE_AS_WRITTEN, "status", status);
    draft.put(IncidentField.NOTICE_IMPACT, isPlanned ? MAINTENANCE : impact(notice));
    draft.put(IncidentField.COMPONENTS, "components", components(notice));
    String version = first(notice, "updated_at", "created_at");
    draft.put(IncidentField.OPENED_AT, "started_at", beginning(notice, isPlanned));
    Instant shownFirst = null;
    Instant shownEnd = null;
    for (JsonNode update : JsonFields.objects(notice, "incident_updates")) {
      String shown = first(update, "display_at", "created_at");
      if (shown == null) {
        throw BadRecordException.missing("incident_updates.display_at");
      }
      Instant at = reading.times().read("display_at", shown);
      String word = JsonFields.text(update, "status");
      draft.add(new RawEvent(at, EventKind.ANNOTATED, ActorKind.UNKNOWN, null, word));
      shownFirst = earlier(shownFirst, at);
      if ("resolved".equals(word) || "completed".equals(word)) {
        shownEnd = earlier(shownEnd, at);
      }
    }
    if (!isPlanned && shownFirst != null) {
      backDate(draft, shownFirst);
    }
    putEnd(draft, notice, status, shownEnd);
    return draft.finishAs(
        RawRecord.NOTICE,
        found.position(),
        key,
        version == null ? null : reading.times().read("updated_at", version),
        0,
        found.text());
  }

  private static String impact(JsonNode notice) throws BadRecordException {
    String impact = JsonFields.requiredText(notice, "impact").toLowerCase(Locale.ROOT);
    if (!IMPACTS.contains(impact)) {
      throw BadRecordException.wrongType("impact", impact, "one of " + String.join(", ", IMPACTS));
    }
    return impact;
  }

  private static String beginning(JsonNode notice, boolean isPlanned) throws BadRecordException {
    String beginning =
        isPlanned
            ? first(notice, "scheduled_for", "started_at", "created_at")
            : first(notice, "started_at", "created_at");
    if (beginning == null) {
      throw BadRecordException.missing("started_at");
    }
    return beginning;
  }

  private static void backDate(RecordDraft draft, Instant shownFirst) {
    String stated = draft.stated(IncidentField.OPENED_AT);
    if (stated == null || shownFirst.isBefore(Instant.parse(stated))) {
      draft.put(IncidentField.OPENED_AT, shownFirst.toString());
    }
  }

  /** One that is opened again keeps the time it was resolved at; its status has the last word. */
  private static void putEnd(
      RecordDraft draft, JsonNode notice, String status, @Nullable Instant shownEnd)
      throws BadRecordException {
    if (!ENDED.contains(status)) {
      return;
    }
    String resolved = JsonFields.text(notice, "resolved_at");
    if (resolved == null && shownEnd == null) {
      throw BadRecordException.missing("resolved_at");
    }
    draft.put(
        IncidentField.RESOLVED_AT,
        "resolved_at",
        resolved == null ? String.valueOf(shownEnd) : resolved);
  }

  /** The names, one a line; those in the updates where the notice itself lists none. */
  private static @Nullable String components(JsonNode notice) throws BadRecordException {
    Set<String> names = new LinkedHashSet<>();
    addNames(names, notice, "components");
    if (names.isEmpty()) {
      for (JsonNode update : JsonFields.objects(notice, "incident_updates")) {
        addNames(names, update, "affected_components");
      }
    }
    return names.isEmpty() ? null : String.join("\n", names);
  }

  private static void addNames(Set<String> names, JsonNode parent, String field)
      throws BadRecordException {
    for (JsonNode component : JsonFields.objects(parent, field)) {
      names.add(JsonFields.requiredText(component, "name").strip().replaceAll("\\s", " "));
    }
  }

  private static @Nullable String first(JsonNode object, String... fields)
      throws BadRecordException {
    for (String field : fields) {
      String text = JsonFields.text(object, field);
      if (text != null) {
        return text;
      }
    }
    return null;
  }

  private static Instant earlier(@Nullable Instant one, Instant other) {
    return one == null || other.isBefore(one) ? other : one;
  }
}
