package dev.aftermath.jobs.simulate;

import java.util.List;
import java.util.Locale;

/** A record of the journal: something written below a ticket. */
final class JournalFields {

  private JournalFields() {}

  /** Who gets to read an entry. */
  enum Element {
    COMMENTS,
    WORK_NOTES
  }

  static List<Field> of(Ticket ticket, Element element, long second) {
    return List.of(
        Field.text("sys_id", Seeds.hex32(Seeds.mix(Seeds.mix(61, ticket.sysId()), element.name()))),
        Field.text("name", "incident"),
        Field.text("element_id", ticket.sysId()),
        Field.text("element", element.name().toLowerCase(Locale.ROOT)),
        Field.text(
            "value",
            element == Element.COMMENTS
                ? "We are looking into it: " + ticket.shortDescription()
                : "Looked at the dashboards."),
        Field.time("sys_created_on", second),
        Field.text("sys_created_by", ticket.assignee().login()));
  }
}
