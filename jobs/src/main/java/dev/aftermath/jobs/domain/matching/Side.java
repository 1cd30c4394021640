package dev.aftermath.jobs.domain.matching;

/** Which kind of system tells of an incident. */
public enum Side {
  /** The paging system, which calls people. */
  PAGE("page"),
  /** The ticket system, where the work is written down. */
  TICKET("ticket");

  private final String word;

  Side(String word) {
    this.word = word;
  }

  /** The word by which people call its accounts. */
  String word() {
    return word;
  }
}
