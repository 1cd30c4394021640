package dev.aftermath.jobs.sources;

/** A table of ServiceNow whose records we take, and how they come into our words. */
interface ServiceNowTable {

  /** The table that the settings say the file is of. */
  static ServiceNowTable of(Reading reading) {
    return switch (reading.settings().recordKind()) {
      case RawRecord.SLA -> new ServiceNowSlaMapping(reading);
      case RawRecord.UPDATE -> new ServiceNowJournal(reading);
      default -> new ServiceNowMapping(reading);
    };
  }

  /** Its name, which is that of an element in XML. */
  String name();

  /** The field without which a record cannot be told from others. */
  String identifyingField();

  /** The record in our words. */
  RawRecord map(ServiceNowRecord record) throws BadRecordException;
}
