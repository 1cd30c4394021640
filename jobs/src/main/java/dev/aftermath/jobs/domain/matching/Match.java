package dev.aftermath.jobs.domain.matching;

/** A page and a ticket that are one incident, by what rule, and why. */
record Match(Account page, Account ticket, String rule, String evidence) {
  /** Tells both of it. */
  void settle() {
    page.matched(this);
    ticket.matched(this);
  }
}
