package dev.aftermath.jobs.sources;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aftermath.jobs.domain.incident.IncidentField;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A runbook in Markdown")
class RunbookReaderTest {

  @Test
  @DisplayName("is known by its id and tells title, owner and sections with their lines")
  void english() {
    RawRecord runbook =
        only(
            """
            ---
            id: RB-7
            owner: Payments
            service: checkout
            reviewed: 2026-03-01
            ---

            # Checkout is slow

            ## 1. Before you begin

            Have access.

            ## 2. Steps

            ### First

            Restart it.

            ## Rollback

            <!-- to be written -->

            ## Background
            """);

    assertThat(runbook.kind()).isEqualTo("runbook");
    assertThat(runbook.key()).isEqualTo("RB-7");
    assertThat(runbook.fields())
        .containsEntry(IncidentField.NUMBER, "RB-7")
        .containsEntry(IncidentField.TITLE, "Checkout is slow")
        .containsEntry(IncidentField.SERVICE, "checkout")
        .containsEntry(IncidentField.OWNER, "Payments")
        .containsEntry(IncidentField.REVIEWED_AT, "2026-03-01T00:00:00Z")
        .containsEntry(
            IncidentField.SECTIONS, "rollback 20 empty\npreconditions 10\nowner 3\nsteps 14");
  }

  @Test
  @DisplayName("may be written in German, with tables and labels in the place of headings")
  void german() {
    RawRecord runbook =
        only(
            """
            # Störung der Kasse

            | Feld | Wert |
            | --- | --- |
            | Verantwortlich | Team Kasse |
            | Voraussetzungen | TBD |

            | Schritte | Erfolgskontrolle |
            | --- | --- |
            | Neu starten | Fehler unter 1 % |

            **Rückbau:** alte Version starten
            """);

    assertThat(runbook.key()).startsWith("sha256:");
    assertThat(runbook.fields())
        .containsEntry(IncidentField.OWNER, "Team Kasse")
        .containsEntry(
            IncidentField.SECTIONS, "rollback 12\nsuccess_indicators 8\nowner 5\nsteps 8");
  }

  @Test
  @DisplayName("without any of its sections is still a runbook")
  void bare() {
    assertThat(only("Call Anna.\n").fields())
        .doesNotContainKeys(IncidentField.SECTIONS, IncidentField.TITLE, IncidentField.OWNER);
  }

  @Test
  @DisplayName("whose front matter is broken is held back with the line")
  void brokenFrontMatter() {
    GatheredExport broken =
        GatheredExport.of(new RunbookReader(), "---\nowner: [Payments\nid: 1\n---\n# T\n");

    assertThat(broken.records).isEmpty();
    assertThat(broken.defects)
        .singleElement()
        .satisfies(
            defect -> {
              assertThat(defect.kind()).isEqualTo(DefectKind.MALFORMED);
              assertThat(defect.where()).isEqualTo("record 1, line 3");
              assertThat(defect.original()).startsWith("---\nowner");
            });
    assertThat(GatheredExport.of(new RunbookReader(), "---\nowner: x\n# T\n").defects)
        .singleElement()
        .satisfies(defect -> assertThat(defect.cause()).contains("does not end"));
  }

  @Test
  @DisplayName("in another encoding than declared, blank or too long is held back")
  void unreadable() {
    byte[] latin = "# Kasse\n\nStörung".getBytes(StandardCharsets.ISO_8859_1);
    assertThat(GatheredExport.of(new RunbookReader(), SourceSettings.named("test"), latin).defects)
        .singleElement()
        .satisfies(
            defect -> {
              assertThat(defect.kind()).isEqualTo(DefectKind.BAD_ENCODING);
              assertThat(defect.where()).isEqualTo("record 1, line 3");
            });
    assertThat(GatheredExport.of(new RunbookReader(), " \n").defects)
        .extracting(Defect::kind)
        .containsExactly(DefectKind.TRUNCATED);
    assertThat(GatheredExport.of(new RunbookReader(), "# a\n".repeat(300_000)).defects)
        .extracting(Defect::kind)
        .containsExactly(DefectKind.TOO_LARGE);
  }

  private static RawRecord only(String text) {
    GatheredExport gathered = GatheredExport.of(new RunbookReader(), text);
    assertThat(gathered.defects).isEmpty();
    assertThat(gathered.records).hasSize(1);
    return gathered.records.get(0);
  }
}
