package dev.aftermath.jobs.cli;

/** What the process tells its caller; the same for every command. */
enum ExitCode {
  /** All was done. Quarantined records are no failure: they are in the report. */
  DONE(0, "all was done"),
  /** A fault of the platform; run again with --debug for the stack trace. */
  FAULT(1, "a fault of the platform: run again with --debug for the details"),
  /** The command line cannot be understood. */
  USAGE(2, "the command line cannot be understood"),
  /** Settings or definitions are invalid; each problem was printed with its place. */
  INVALID(3, "settings, definitions or input are invalid: each problem is printed with its place"),
  /** Another run is writing to the lake. */
  LOCKED(4, "another run is writing to the lake"),
  /**
   * A check found something: an evidence pack is not what was sealed, or a doctor's check failed.
   */
  FAILED_CHECK(5, "a check failed: the evidence pack was changed, or the doctor found something"),
  /** A source's server could not be reached or refused; the message says which and why. */
  SOURCE(6, "a source could not be reached or refused");

  private final int code;
  private final String meaning;

  ExitCode(int code, String meaning) {
    this.code = code;
    this.meaning = meaning;
  }

  int code() {
    return code;
  }

  String meaning() {
    return meaning;
  }
}
