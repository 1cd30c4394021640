package dev.aftermath.jobs.sources;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.aftermath.jobs.domain.draft.DraftMarkdown;
import dev.aftermath.jobs.domain.draft.PostmortemDraft;
import dev.aftermath.jobs.domain.incident.IncidentField;
import dev.aftermath.jobs.testing.SampleDossier;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A draft that is read like any postmortem")
class PostmortemDraftReadTest {
  private final Map<IncidentField, String> full = read(PostmortemDraft.of(SampleDossier.full()));
  private final Map<IncidentField, String> bare = read(PostmortemDraft.of(SampleDossier.bare()));

  @Test
  @DisplayName("is a draft of its incident")
  void incident() {
    assertThat(full)
        .containsEntry(IncidentField.STATE_AS_WRITTEN, "draft")
        .containsEntry(
            IncidentField.TITLE, "Errors in *checkout* | caused by <b>expired</b> token_ #")
        .containsEntry(IncidentField.SERVICE, "expired-orders")
        .containsEntry(IncidentField.TENANT, "north")
        .containsEntry(IncidentField.SEVERITY, "1")
        .containsEntry(IncidentField.START_AT, "2026-11-10T11:58:00Z")
        .containsEntry(IncidentField.END_AT, "2026-11-10T13:00:00Z");
    assertThat(full.get(IncidentField.INCIDENT_REFERENCES)).startsWith("stated INC0012345");
    assertThat(bare).containsEntry(IncidentField.INCIDENT_REFERENCES, "stated Q1ABC2");
  }

  @Test
  @DisplayName("states no cause, trigger, lesson or action item, author or end of the work on it")
  void ofPeople() {
    assertThat(full)
        .doesNotContainKeys(
            IncidentField.CAUSE_TEXT,
            IncidentField.CAUSE_BASIS,
            IncidentField.CONTRIBUTING_FACTORS,
            IncidentField.TRIGGER,
            IncidentField.ACTION_ITEMS,
            IncidentField.AUTHOR,
            IncidentField.APPROVED_BY,
            IncidentField.COMPLETED_AT);
    assertThat(bare)
        .doesNotContainKeys(
            IncidentField.CAUSE_TEXT, IncidentField.TRIGGER, IncidentField.ACTION_ITEMS);
  }

  @Test
  @DisplayName("tells summary, impact and detection in sentences")
  void sentences() {
    assertThat(full)
        .containsEntry(
            IncidentField.SUMMARY,
            "The incident was open for 1 h 20 min, from 2026-11-10 12:00:00 to 2026-11-10 13:20:00"
                + " UTC.\nA human acknowledged it after 5 min 3 s.")
        .containsEntry(
            IncidentField.IMPACT_TEXT,
            "It concerned 1 service and 1 tenant.\nCustomers felt it for 1 h 2 min, from"
                + " 2026-11-10 11:58:00 to 2026-11-10 13:00:00 UTC.\nThe largest part of a budget"
                + " that it took is 21.3 %. What is bad is counted as each objective counts it;"
                + " windows overlap, so there is no sum.")
        .containsEntry(
            IncidentField.DETECTION,
            "1 alert is linked to the incident.\nThe first of them began at 2026-11-10 11:59:00,"
                + " 1 min before the incident was opened.");
  }

  @Test
  @DisplayName("has every line of its timeline at its time")
  void timeline() throws IOException {
    JsonNode entries = new JsonMapper().readTree(full.get(IncidentField.TIMELINE));

    assertThat(entries).hasSize(13);
    assertThat(entries).allSatisfy(entry -> assertThat(entry.path("flaw").isNull()).isTrue());
    assertThat(entries.path(4).path("at").asText()).isEqualTo("2026-11-10T12:00:00Z");
    assertThat(entries.path(4).path("text").asText())
        .isEqualTo("Page opened by a machine · pagerduty Q1ABC2");
  }

  private static Map<IncidentField, String> read(PostmortemDraft draft) {
    GatheredExport read =
        GatheredExport.of(new MarkdownPostmortemReader(), DraftMarkdown.of(draft));
    assertThat(read.defects).isEmpty();
    assertThat(read.records).hasSize(1);
    return read.records.get(0).fields();
  }
}
