package dev.aftermath.jobs.domain.draft;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aftermath.jobs.testing.SampleDossier;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A draft in Markdown")
class DraftMarkdownTest {
  @Test
  @DisplayName("begins with what a postmortem states, and leaves people's part empty")
  void head() {
    assertThat(DraftMarkdown.of(PostmortemDraft.of(SampleDossier.full())))
        .startsWith(
            """
            ---
            status: draft
            incident: INC0012345
            service: expired-orders
            tenant: north
            priority: 1
            incident start: "2026-11-10T11:58:00Z"
            incident end: "2026-11-10T13:00:00Z"
            timezone: UTC
            data as of: "2026-11-18T11:00:00Z"
            author:
            approved by:
            completed:
            ---

            # Errors in \\*checkout\\* \\| caused by \\<b>expired\\</b> token\\_ \\#
            """);
  }

  @Test
  @DisplayName("marks what is to be written where it is to be written")
  void toWrite() {
    assertThat(DraftMarkdown.of(PostmortemDraft.of(SampleDossier.bare())))
        .contains(
            """

            ## Trigger

            <!-- What set it off at that moment? -->

            TBD

            """);
  }

  @Test
  @DisplayName("shows text as it is, whatever signs of Markdown are in it")
  void signs() {
    assertThat(DraftMarkdown.shown("a|b\n[c](d) `e` \\ incident_facts.x & &amp; #1 ##"))
        .isEqualTo("a\\|b \\[c](d) \\`e\\` \\\\ incident_facts.x & \\&amp; #1 \\#\\#");
    assertThat(DraftMarkdown.scalar("A \"b\": \\c\n# d")).isEqualTo("\"A \\\"b\\\": \\\\c # d\"");
  }
}
