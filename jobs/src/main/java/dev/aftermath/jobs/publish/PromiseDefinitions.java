package dev.aftermath.jobs.publish;

import dev.aftermath.jobs.domain.contract.ContractRule;
import dev.aftermath.reports.model.Definition;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What the figures about promises and rules mean. */
final class PromiseDefinitions {
  private PromiseDefinitions() {}

  static List<Definition> of(List<ContractRule> contract) {
    List<Definition> definitions =
        new ArrayList<>(
            List.of(
                new Definition(
                    "sla",
                    "1",
                    "Tickets resolved in the week, by target. Of decided: those that met every SLA"
                        + " of those whose SLAs were met or breached. Of resolved: the same of all"
                        + " that were resolved, with those whose SLA was cancelled, still runs, or"
                        + " never was."),
                new Definition(
                    "on_call_load",
                    "1",
                    "Interruptions are messages by push, SMS or phone, those to one person within"
                        + " a minute as one. A night is disturbed when a person is interrupted in"
                        + " hours of sleep; a shift is overloaded when more incidents page its"
                        + " team than its budget allows. Told of groups only that are large"
                        + " enough."),
                new Definition(
                    "delivery",
                    "1",
                    "DORA's five figures of the deployments that ended in the week: how many; the"
                        + " median from the oldest commit to the end; the share that incidents are"
                        + " put down to; the median from the end until the last of those incidents"
                        + " was over; the share that was unplanned and answers an incident."),
                new Definition(
                    "learning",
                    "1",
                    "Postmortems of the incidents resolved in the weeks that ask for one: written"
                        + " of those that have one or whose time is up; in time of those that say"
                        + " when they were finished or are missing. Action items due in the weeks:"
                        + " closed by their date, or by the time allowed where they state none, of"
                        + " those of which it is known. Drafts are no postmortems.")));
    for (ContractRule rule : contract) {
      definitions.add(
          new Definition(
              rule.id(),
              String.valueOf(rule.version()),
              "%s Severity %s; kept by %s."
                  .formatted(
                      rule.text().strip(),
                      rule.severity().name().toLowerCase(Locale.ROOT),
                      rule.owner())));
    }
    return definitions;
  }
}
