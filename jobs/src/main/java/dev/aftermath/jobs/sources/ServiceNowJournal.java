package dev.aftermath.jobs.sources;

import dev.aftermath.jobs.domain.incident.IncidentField;

/**
 * An entry of ServiceNow's journal ({@code sys_journal_field}): comments, which caller and watch
 * list are sent, are updates to stakeholders; work notes and all else stay among those who work on
 * the ticket. Lists of incidents hold neither.
 */
final class ServiceNowJournal {
  private static final String COMMENTS = "comments";

  private ServiceNowJournal() {}

  /** The entry in our words, without its author. */
  static RawRecord update(ServiceNowRecord record, Reading reading) throws BadRecordException {
    String key = required(record, "sys_id", reading);
    RecordDraft draft = new RecordDraft(reading);
    draft.put(IncidentField.PARENT, required(record, "element_id", reading));
    boolean isTold = COMMENTS.equalsIgnoreCase(required(record, "element", reading));
    draft.put(IncidentField.AUDIENCE, isTold ? "stakeholder" : "internal");
    ServiceNowValue created = record.field("sys_created_on");
    draft.put(
        IncidentField.OPENED_AT,
        "sys_created_on",
        required(record, "sys_created_on", reading),
        record.times("sys_created_on", created));
    return draft.finish(record.position(), key, null, 0, record.body());
  }

  private static String required(ServiceNowRecord record, String name, Reading reading)
      throws BadRecordException {
    String text = reading.present(record.field(name).stored());
    if (text == null) {
      throw BadRecordException.missing(name);
    }
    return text;
  }
}
