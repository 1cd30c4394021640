package dev.aftermath.jobs.domain.draft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aftermath.jobs.testing.SampleDossier;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The draft of a postmortem")
class PostmortemDraftTest {
  private final PostmortemDraft full = PostmortemDraft.of(SampleDossier.full());
  private final PostmortemDraft unmitigated = PostmortemDraft.of(SampleDossier.unmitigated());
  private final PostmortemDraft bare = PostmortemDraft.of(SampleDossier.bare());

  @Test
  @DisplayName("has everything that happened in one order, each line with its record")
  void timeline() {
    assertThat(rows(full, "Timeline"))
        .containsExactly(
            "2026-11-10 11:30:00 | Work began on change CHG0000007, Release 12 |"
                + " servicenow CHG0000007",
            "2026-11-10 11:50:00 | Work ended on change CHG0000007, Release 12 |"
                + " servicenow CHG0000007",
            "2026-11-10 11:58:00 | Customers began to feel it |"
                + " servicenow INC0012345 impact_start_at",
            "2026-11-10 11:59:00 | Alert began: ErrorsHigh (critical) | alertmanager f00d",
            "2026-11-10 12:00:00 | Page opened by a machine | pagerduty Q1ABC2",
            "2026-11-10 12:00:02 | Responders were notified (push, sms), 2 messages until"
                + " 2026-11-10 12:00:09 | pagerduty Q1ABC2",
            "2026-11-10 12:05:03 | Page acknowledged by a human | pagerduty Q1ABC2",
            "2026-11-10 12:06:00 | Ticket became Work | servicenow INC0012345",
            "2026-11-10 12:20:00 | Update of the customer notice \"Orders fail due to an outage\":"
                + " investigating | statuspage n1",
            "2026-11-10 12:30:00 | Stakeholders were sent an update | servicenow u1",
            "2026-11-10 13:00:00 | Customers no longer felt it |"
                + " servicenow INC0012345 mitigated_at",
            "2026-11-10 13:01:00 | Alert ended: ErrorsHigh (critical) | alertmanager f00d",
            "2026-11-10 13:20:00 | Page resolved by a human | pagerduty Q1ABC2");
  }

  @Test
  @DisplayName("tells every part of a budget with all its digits")
  void budgets() {
    assertThat(section(full, "Error budget burnt").sentences())
        .containsExactly(
            "The largest part of a budget that it took is 21.3 %."
                + " What is bad is counted as each objective counts it; windows overlap, so there is no sum.");
    assertThat(rows(full, "Error budget burnt"))
        .containsExactly(
            "orders-availability | 99.9 | declared | less than 0.1 % | 0.100000000000000001 | 1000 |"
                + " 2026-11-01 00:00 | 2026-12-01 00:00 | budget_attribution",
            "orders-availability | 99.9 | month | 21.3 %, more than a fifth | 212.5 | 1000 |"
                + " 2026-11-01 00:00 | 2026-12-01 00:00 | budget_attribution");
  }

  @Test
  @DisplayName("counts as earlier only episodes that the incident is no part of")
  void episodes() {
    assertThat(section(full, "Seen before").sentences())
        .containsExactly("2 earlier episodes of it are registered.");
    assertThat(rows(full, "Earlier episodes"))
        .containsExactly(
            "2026-10-05 10:00:00 | pagerduty:Q0C | 15 min | cause_members",
            "2026-09-01 10:00:00 | INC0000008, page #8 | 2 h | cause_members");
    assertThat(rows(full, "Promised then and not done"))
        .containsExactly(
            "Alert on tokens due to expire | 2026-10-01 00:00:00 | 48 days | INC0009999 | OPS-12 |"
                + " postmortems postmortems/PM-1.md:41");
  }

  @Test
  @DisplayName("says of changes that they came before, and by what they are linked")
  void changes() {
    assertThat(section(full, "Preceded by").sentences())
        .containsExactly("That a change came before says nothing of what it did.");
    assertThat(rows(full, "Preceded by"))
        .containsExactly(
            "2026-11-10 11:30:00 | 2026-11-10 11:50:00 | CHG0000007, Release 12 | normal |"
                + " explicit reference, the record names CHG0000007 | servicenow CHG0000007");
  }

  @Test
  @DisplayName("asks what the data does not say, and nothing that it says")
  void questions() {
    assertThat(section(full, "Open questions").items())
        .containsExactly(
            "What did the SLI do while nobody measured it?"
                + " (paperwork_gaps: up to 5 min are unknown)");
    assertThat(section(bare, "Open questions").items())
        .containsExactly(
            "Which ticket is about it?"
                + " (only the paging system has a record that is matched with it)",
            "Which service was it? (incident_facts.service is empty)",
            "Whom of the tenants did it hurt? (incident_facts.tenant is empty)",
            "How urgent was it? (incident_facts.priority is empty)",
            "How great was its impact? (incident_facts.impact is empty)",
            "When did customers begin to feel it? (incident_facts.impact_start_at is empty)",
            "When did customers no longer feel it? (incident_facts.mitigated_at is empty)",
            "When is it over? (it is still open as of the evaluation)",
            "Who looked at it first, and when? (no acknowledgement by a human is known)",
            "How was it noticed? (no alert is linked to it)",
            "Which objective did it hurt? (no SLO that was measured meanwhile concerns it)",
            "What was wrong? (incident_facts.cause_text is empty)",
            "Is a postmortem wanted? (the settings ask for none of this incident)",
            "What was done between 2026-11-10 12:00:00 and 2026-11-10 14:00:00?"
                + " (the timeline says nothing for 2 h)");
  }

  @Test
  @DisplayName("does not say that customers felt it until the resolution, which nobody knows")
  void felt() {
    assertThat(section(bare, "Impact").sentences())
        .containsExactly(
            "It concerned no service that is known and no tenant that is known.",
            "When customers felt it is not known.");
    assertThat(section(unmitigated, "Impact").sentences())
        .contains("Customers felt it from 2026-11-10 11:58:00 UTC on; until when is not known.");
    assertThat(section(unmitigated, "Open questions").items())
        .containsExactly(
            "When did customers no longer feel it? (incident_facts.mitigated_at is empty)",
            "Why did nobody notice it before 2026-11-10 12:40:00? (customers felt it for 42 min by"
                + " then)");
  }

  @Test
  @DisplayName("leaves to people what only people can write")
  void ofPeople() {
    assertThat(full.sections().stream().filter(DraftSection::isToWrite))
        .extracting(DraftSection::heading)
        .containsExactly("Root cause", "Trigger", "Lessons", "Action items");
    assertThat(full.properties())
        .filteredOn(property -> property.value().isEmpty())
        .extracting(property -> property.name())
        .containsExactly("author", "approved by", "completed");
  }

  @Test
  @DisplayName("has a source in every row of every table but that of the sources")
  void sources() {
    for (DraftSection section : full.sections()) {
      DraftTable table = section.table();
      if (table != null && !section.heading().equals("Sources")) {
        int last = table.columns().size() - 1;
        assertThat(table.columns().get(last)).isEqualTo("Source");
        assertThat(table.rows()).allSatisfy(row -> assertThat(row.get(last)).isNotBlank());
      }
    }
    assertThat(rows(full, "Sources")).containsExactly("incident_facts | 3 | 2026-11-18 11:00:05");
  }

  @Test
  @DisplayName("keeps words of the data out of its sentences, so that none is read as the cause")
  void fixedWords() {
    assertThat(
            Stream.of(full, bare)
                .flatMap(draft -> draft.sections().stream())
                .flatMap(
                    section ->
                        Stream.concat(section.sentences().stream(), section.items().stream())))
        .noneMatch(sentence -> sentence.contains("expired") || sentence.contains("token"));
  }

  @Test
  @DisplayName("does not take a misspelt column for something that nobody knows")
  void columns() {
    LakeRow row = LakeRow.of("t", Map.of("a", "b"));

    assertThat(row.text("a")).isEqualTo("b");
    assertThatThrownBy(() -> row.text("c")).hasMessage("t has no column c");
  }

  private static DraftSection section(PostmortemDraft draft, String heading) {
    return draft.sections().stream()
        .filter(section -> section.heading().equals(heading))
        .findFirst()
        .orElseThrow();
  }

  private static List<String> rows(PostmortemDraft draft, String heading) {
    DraftTable table = section(draft, heading).table();
    return table == null
        ? List.of()
        : table.rows().stream().map(row -> String.join(" | ", row)).toList();
  }
}
