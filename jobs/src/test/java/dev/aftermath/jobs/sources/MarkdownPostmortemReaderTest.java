package dev.aftermath.jobs.sources;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aftermath.jobs.domain.incident.IncidentField;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A postmortem in Markdown")
class MarkdownPostmortemReaderTest {
  private static final String WHOLE =
      """
      ---
      id: PM-7
      service: checkout
      tenant: north
      incident: INC0012345
      author: Anna Albers
      approved by: Bert Brandt
      started: 2026-03-01T09:58:00Z
      completed: 2026-03-04
      ---

      # Checkout was down

      ## Summary

      Nobody could pay for `12` minutes.

      ## Impact

      All shops of north.

      ## Timeline

      All times in UTC.

      | Time | Event |
      | --- | --- |
      | 2026-03-01 09:58 | Errors begin |
      | 10:10 | Rolled back |

      ## Root cause

      A lock was never released. It was found later.

      ## Trigger

      Release 4711

      ## Detection

      An alert

      ## Action items

      - [x] Release the lock, [OPS-12](https://jira.example.com/browse/OPS-12)
      - [ ] Alert on locks (owner: Anna Albers, due 2026-03-20)
        - one per shard
      """;

  @Test
  @DisplayName("tells what its front matter states and what stands in its sections")
  void whole() {
    RawRecord postmortem = only(WHOLE);

    assertThat(postmortem.kind()).isEqualTo("postmortem");
    assertThat(postmortem.key()).isEqualTo("PM-7");
    assertThat(postmortem.fields())
        .containsEntry(IncidentField.NUMBER, "PM-7")
        .containsEntry(IncidentField.TITLE, "Checkout was down")
        .containsEntry(IncidentField.SERVICE, "checkout")
        .containsEntry(IncidentField.TENANT, "north")
        .containsEntry(IncidentField.SUMMARY, "Nobody could pay for 12 minutes.")
        .containsEntry(IncidentField.IMPACT_TEXT, "All shops of north.")
        .containsEntry(IncidentField.CAUSE_TEXT, "A lock was never released.")
        .containsEntry(IncidentField.CAUSE_BASIS, "section")
        .containsEntry(IncidentField.TRIGGER, "Release 4711")
        .containsEntry(IncidentField.DETECTION, "An alert")
        .containsEntry(IncidentField.AUTHOR, "Anna Albers")
        .containsEntry(IncidentField.APPROVED_BY, "Bert Brandt")
        .containsEntry(IncidentField.START_AT, "2026-03-01T09:58:00Z")
        .containsEntry(IncidentField.COMPLETED_AT, "2026-03-05T00:00:00Z")
        .containsEntry(IncidentField.INCIDENT_REFERENCES, "stated INC0012345");
  }

  @Test
  @DisplayName("tells its timeline, its action items, and where its sections are")
  void lists() {
    assertThat(only(WHOLE).fields())
        .containsEntry(
            IncidentField.TIMELINE,
            "[{\"at\":\"2026-03-01T09:58:00Z\",\"written\":\"2026-03-01 09:58\","
                + "\"text\":\"Errors begin\",\"basis\":\"zone_of_document\",\"flaw\":null,"
                + "\"line\":28},"
                + "{\"at\":\"2026-03-01T10:10:00Z\",\"written\":\"10:10\","
                + "\"text\":\"Rolled back\",\"basis\":\"date_of_row_before, zone_of_document\","
                + "\"flaw\":null,\"line\":29}]")
        .containsEntry(
            IncidentField.ACTION_ITEMS,
            "[{\"text\":\"Release the lock, OPS-12 (https://jira.example.com/browse/OPS-12)\","
                + "\"owner\":null,\"due_on\":null,\"state\":\"done\",\"state_basis\":\"check_box\","
                + "\"closed_on\":null,\"tracker\":\"OPS-12\",\"line\":45},"
                + "{\"text\":\"Alert on locks (owner: Anna Albers, due 2026-03-20)\\n"
                + "one per shard\",\"owner\":\"Anna Albers\",\"due_on\":\"2026-03-20\","
                + "\"state\":\"open\",\"state_basis\":\"check_box\",\"closed_on\":null,"
                + "\"tracker\":null,\"line\":46}]")
        .containsEntry(
            IncidentField.SECTIONS,
            "timeline 22\naction_items 43\ncause 31\ntrigger 35\ndetection 39\nimpact 18\n"
                + "summary 14");
  }

  @Test
  @DisplayName("may be written in German, with a table of properties and a table of action items")
  void german() {
    RawRecord postmortem =
        only(
            """
            # Störung der Kasse

            | Feld | Wert |
            | --- | --- |
            | Dienst | kasse |
            | Vorfall | INC0000077 |
            | Genehmigt von | Carla Conrad |

            ## Zusammenfassung

            Die Kasse stand still, weil ein Zertifikat abgelaufen war.

            ## Maßnahmen

            | Maßnahme | Verantwortlich | Fällig am | Status | Ticket |
            | --- | --- | --- | --- | --- |
            | Ablauf überwachen | Team Kasse | 24.12.2026 | offen | OPS-3 |
            | Zertifikat erneuern | Carla | 01.12.2026 | erledigt 2026-11-30 | |
            """);

    assertThat(postmortem.key()).startsWith("sha256:");
    assertThat(postmortem.fields())
        .containsEntry(IncidentField.SERVICE, "kasse")
        .containsEntry(IncidentField.APPROVED_BY, "Carla Conrad")
        .containsEntry(IncidentField.INCIDENT_REFERENCES, "stated INC0000077")
        .containsEntry(
            IncidentField.CAUSE_TEXT, "Die Kasse stand still, weil ein Zertifikat abgelaufen war.")
        .containsEntry(IncidentField.CAUSE_BASIS, "summary_sentence")
        .containsEntry(
            IncidentField.ACTION_ITEMS,
            "[{\"text\":\"Ablauf überwachen\",\"owner\":\"Team Kasse\",\"due_on\":\"2026-12-24\","
                + "\"state\":\"open\",\"state_basis\":\"status\",\"closed_on\":null,"
                + "\"tracker\":\"OPS-3\",\"line\":17},"
                + "{\"text\":\"Zertifikat erneuern\",\"owner\":\"Carla\",\"due_on\":\"2026-12-01\","
                + "\"state\":\"done\",\"state_basis\":\"status\",\"closed_on\":\"2026-11-30\","
                + "\"tracker\":null,\"line\":18}]");
  }

  @Test
  @DisplayName("in which nothing is written is held back as a template")
  void template() {
    GatheredExport held =
        GatheredExport.of(
            new MarkdownPostmortemReader(),
            """
            # Title

            ## Summary

            ## Timeline

            | Time | Event |
            | --- | --- |
            | 20xx-MM-DD HH:mm | Short |

            ## Action Items

            -
            """);

    assertThat(held.records).isEmpty();
    assertThat(held.account()).isEqualTo(1);
    assertThat(held.defects)
        .singleElement()
        .satisfies(
            defect -> {
              assertThat(defect.kind()).isEqualTo(DefectKind.MISSING_FIELD);
              assertThat(defect.cause()).isEqualTo("no section of a postmortem is written in it");
            });
  }

  @Test
  @DisplayName("whose end lies before its start is held back")
  void order() {
    assertThat(
            GatheredExport.of(
                    new MarkdownPostmortemReader(),
                    """
                    ---
                    start: 2026-03-01 10:00 UTC
                    end: 2026-03-01 09:00 UTC
                    ---
                    ## Summary

                    It broke.
                    """)
                .defects)
        .extracting(Defect::kind)
        .containsExactly(DefectKind.TIME_ORDER);
  }

  private static RawRecord only(String text) {
    GatheredExport gathered = GatheredExport.of(new MarkdownPostmortemReader(), text);
    assertThat(gathered.defects).isEmpty();
    assertThat(gathered.records).hasSize(1);
    return gathered.records.get(0);
  }
}
