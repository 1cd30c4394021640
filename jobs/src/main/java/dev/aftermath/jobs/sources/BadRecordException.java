package dev.aftermath.jobs.sources;

/** One record that cannot be taken; caught where its place in the file is known. */
final class BadRecordException extends Exception {
  private static final long serialVersionUID = 1L;

  private final DefectKind kind;
  private final String field;
  private final String reason;
  private final String remedy;

  /** Without a stack trace: it is an ordinary outcome, and there may be millions. */
  BadRecordException(DefectKind kind, String field, String reason, String remedy) {
    super(field + ": " + reason, null, false, false);
    this.kind = kind;
    this.field = field;
    this.reason = reason;
    this.remedy = remedy;
  }

  /** A field that the record cannot do without. */
  static BadRecordException missing(String field) {
    return new BadRecordException(
        DefectKind.MISSING_FIELD,
        field,
        field + " is absent or empty",
        "Export the records with the field " + field + ".");
  }

  /** A value that is not of the type its field has. */
  static BadRecordException wrongType(String field, String value, String expected) {
    return new BadRecordException(
        DefectKind.WRONG_TYPE,
        field,
        field + " is \"" + shown(value) + "\", expected is " + expected,
        "Correct the value in the source and export the record again.");
  }

  /** A value as far as a message can show it. */
  static String shown(String value) {
    return value.length() <= 120 ? value : value.substring(0, 120) + "...";
  }

  /** The defect of the record that begins at the place. */
  Defect defect(long position, String place, String original) {
    return Defect.ofRecord(position, place + ", " + field, kind, reason, remedy, original);
  }
}
