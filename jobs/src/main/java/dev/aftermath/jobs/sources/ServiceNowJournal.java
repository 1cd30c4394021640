package dev.aftermath.jobs.sources;

import dev.aftermath.jobs.domain.incident.IncidentField;

/**
 * An entry of ServiceNow's journal ({@code sys_journal_field}): comments, which caller and watch
 * list are sent, are updates to stakeholders; work notes and all else stay among those who work on
 * the ticket. Lists of incidents hold neither.
 */
final class ServiceNowJournal implements ServiceNowTable {
  private static final String COMMENTS = "comments";

  private final Reading reading;

  ServiceNowJournal(Reading reading) {
    this.reading = reading;
  }

  @Override
  public String name() {
    return "sys_journal_field";
  }

  @Override
  public String identifyingField() {
    // Every table has sys_id; only the journal says what element its entries are of.
    return "element_id";
  }

  /** The entry in our words, without its author. */
  @Override
  public RawRecord map(ServiceNowRecord record) throws BadRecordException {
    String key = required(record, "sys_id");
    RecordDraft draft = new RecordDraft(reading);
    draft.put(IncidentField.PARENT, required(record, "element_id"));
    boolean isTold = COMMENTS.equalsIgnoreCase(required(record, "element"));
    draft.put(IncidentField.AUDIENCE, isTold ? "stakeholder" : "internal");
    ServiceNowValue created = record.field("sys_created_on");
    draft.put(
        IncidentField.OPENED_AT,
        "sys_created_on",
        required(record, "sys_created_on"),
        record.times("sys_created_on", created));
    return draft.finish(record.position(), key, null, 0, record.body());
  }

  private String required(ServiceNowRecord record, String name) throws BadRecordException {
    String text = reading.present(record.field(name).stored());
    if (text == null) {
      throw BadRecordException.missing(name);
    }
    return text;
  }
}
