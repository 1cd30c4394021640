package dev.aftermath.jobs.sources;

/** The tables of ServiceNow whose records are tasks that we take. */
enum ServiceNowTask {
  INCIDENT("incident", "an incident"),
  CHANGE("change_request", "a change"),
  PROBLEM("problem", "a problem");

  private final String table;
  private final String words;

  ServiceNowTask(String table, String words) {
    this.table = table;
    this.words = words;
  }

  /** That of a kind of record that the settings name. */
  static ServiceNowTask of(String recordKind) {
    return switch (recordKind) {
      case RawRecord.CHANGE -> CHANGE;
      case RawRecord.PROBLEM -> PROBLEM;
      default -> INCIDENT;
    };
  }

  /** The name of the table. */
  String table() {
    return table;
  }

  /** What a record is about, for messages. */
  String words() {
    return words;
  }
}
