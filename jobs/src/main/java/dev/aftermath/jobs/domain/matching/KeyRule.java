package dev.aftermath.jobs.domain.matching;

import java.util.Locale;

/** How a key joins a page and a ticket, the surest first. */
enum KeyRule {
  TICKET_NAMES_PAGE,
  PAGE_NAMES_TICKET,
  CORRELATION_ID,
  NUMBER_MENTIONED;

  /** The word in tables. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
