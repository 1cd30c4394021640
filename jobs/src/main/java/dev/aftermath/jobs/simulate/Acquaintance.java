package dev.aftermath.jobs.simulate;

/** How a page and its ticket know of each other. */
enum Acquaintance {
  /** The ticket's correlation id is the page's id. */
  TICKET_NAMES_PAGE,
  /** The ticket's correlation id is the page's deduplication key. */
  CORRELATION_ID,
  /** The page has the ticket's sys_id as an external reference. */
  PAGE_NAMES_TICKET,
  /** The ticket's description says the page's number. */
  NUMBER_MENTIONED,
  /** Nobody wrote anything down: there is only what and when. */
  NONE
}
