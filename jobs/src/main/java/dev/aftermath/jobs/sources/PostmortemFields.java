package dev.aftermath.jobs.sources;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.aftermath.jobs.domain.incident.IncidentField;
import dev.aftermath.jobs.domain.postmortem.Cause;
import dev.aftermath.jobs.domain.postmortem.Document;
import dev.aftermath.jobs.domain.postmortem.IncidentReferences;
import dev.aftermath.jobs.domain.postmortem.Postmortem;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Says in our words what a document states as a postmortem. */
final class PostmortemFields {
  private PostmortemFields() {}

  /** Reads the document, unless nothing of a postmortem is written in it. */
  static RecordDraft draft(Document document, Reading reading) throws BadRecordException {
    Postmortem read = Postmortem.of(document, zone(reading.settings()));
    if (read.isBlank()) {
      throw new BadRecordException(
          DefectKind.MISSING_FIELD,
          "the document",
          "no section of a postmortem is written in it",
          "Leave templates and other pages out in conf/sources, or write the postmortem.");
    }
    RecordDraft draft = new RecordDraft(reading);
    put(draft, IncidentField.NUMBER, read.id());
    put(draft, IncidentField.TITLE, read.title());
    put(draft, IncidentField.SERVICE, read.service());
    put(draft, IncidentField.TENANT, read.tenant());
    put(draft, IncidentField.SEVERITY, read.severity());
    put(draft, IncidentField.STATE_AS_WRITTEN, read.status());
    put(draft, IncidentField.SUMMARY, read.summary());
    put(draft, IncidentField.IMPACT_TEXT, read.impact());
    put(draft, IncidentField.TRIGGER, read.trigger());
    put(draft, IncidentField.DETECTION, read.detection());
    Cause cause = read.cause();
    put(draft, IncidentField.CAUSE_TEXT, cause.sentence());
    put(draft, IncidentField.CAUSE_BASIS, cause.basis() == null ? null : cause.basis().word());
    put(draft, IncidentField.CONTRIBUTING_FACTORS, texts(cause.factors()));
    put(draft, IncidentField.TIMELINE, timeline(read));
    put(draft, IncidentField.ACTION_ITEMS, actionItems(read));
    put(draft, IncidentField.INCIDENT_REFERENCES, references(read.incidents()));
    put(draft, IncidentField.AUTHOR, read.author());
    put(draft, IncidentField.APPROVED_BY, read.approver());
    put(draft, IncidentField.START_AT, text(read.startedAt()));
    put(draft, IncidentField.END_AT, text(read.endedAt()));
    put(draft, IncidentField.COMPLETED_AT, text(read.completedAt()));
    put(draft, IncidentField.REVIEWED_AT, text(read.updatedAt()));
    put(draft, IncidentField.SECTIONS, read.sections());
    return draft;
  }

  private static @Nullable ZoneId zone(SourceSettings settings) {
    try {
      return settings.zoneId().orElse(null);
    } catch (DateTimeException e) {
      return null; // conf/sources was refused for it already
    }
  }

  private static void put(RecordDraft draft, IncidentField field, @Nullable String value) {
    if (value != null && !value.isBlank()) {
      draft.put(field, value);
    }
  }

  private static @Nullable String text(@Nullable Instant instant) {
    return instant == null ? null : instant.toString();
  }

  private static @Nullable String texts(List<String> texts) {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    texts.forEach(array::add);
    return array.isEmpty() ? null : array.toString();
  }

  private static @Nullable String timeline(Postmortem read) {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    read.timeline()
        .forEach(
            entry ->
                array
                    .addObject()
                    .put("at", text(entry.at()))
                    .put("written", entry.written())
                    .put("text", entry.text())
                    .put("basis", entry.basis())
                    .put("flaw", entry.flaw())
                    .put("line", entry.line()));
    return array.isEmpty() ? null : array.toString();
  }

  private static @Nullable String actionItems(Postmortem read) {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    read.actionItems()
        .forEach(
            item ->
                array
                    .addObject()
                    .put("text", item.text())
                    .put("owner", item.owner())
                    .put("due_on", item.dueOn() == null ? null : item.dueOn().toString())
                    .put("state", item.state().word())
                    .put("state_basis", item.stateBasis())
                    .put("closed_on", item.closedOn() == null ? null : item.closedOn().toString())
                    .put("tracker", item.tracker())
                    .put("line", item.line()));
    return array.isEmpty() ? null : array.toString();
  }

  private static String references(IncidentReferences incidents) {
    List<String> lines = new ArrayList<>();
    incidents.stated().forEach(reference -> lines.add("stated " + reference));
    incidents.mentioned().forEach(reference -> lines.add("mentioned " + reference));
    return String.join("\n", lines);
  }
}
