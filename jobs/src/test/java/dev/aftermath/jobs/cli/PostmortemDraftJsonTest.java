package dev.aftermath.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aftermath.jobs.domain.draft.PostmortemDraft;
import dev.aftermath.jobs.testing.SampleDossier;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A draft for programs")
class PostmortemDraftJsonTest {
  private final JsonNode json = PostmortemDraftJson.of(PostmortemDraft.of(SampleDossier.full()));

  @Test
  @DisplayName("has the rows of each section by the names of their columns, exact figures as text")
  void rows() {
    assertThat(json.path("incident_id").asText()).isEqualTo("pagerduty:Q1ABC2");
    assertThat(section("error_budget_burnt").path("rows").path(0).toString())
        .isEqualTo(
            "{\"slo\":\"orders-availability\",\"objective\":\"99.9\",\"window\":\"declared\","
                + "\"part_of_budget\":\"less than 0.1 %\",\"bad\":\"0.100000000000000001\","
                + "\"budget_so_far\":\"1000\",\"from\":\"2026-11-01 00:00\","
                + "\"to\":\"2026-12-01 00:00\",\"source\":\"budget_attribution\"}");
  }

  @Test
  @DisplayName("tells what is to be written, and has null for what is not stated")
  void toWrite() {
    assertThat(section("root_cause").path("is_to_write").asBoolean()).isTrue();
    assertThat(section("summary").path("is_to_write").asBoolean()).isFalse();
    assertThat(json.path("properties").path("author").isNull()).isTrue();
  }

  private JsonNode section(String name) {
    for (JsonNode section : json.path("sections")) {
      if (section.path("name").asText().equals(name)) {
        return section;
      }
    }
    throw new AssertionError("no section " + name);
  }
}
