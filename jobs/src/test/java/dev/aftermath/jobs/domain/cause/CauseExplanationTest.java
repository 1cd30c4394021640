package dev.aftermath.jobs.domain.cause;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The explanation of a cause")
class CauseExplanationTest {
  private static final CauseExplanation.Linked LEADER =
      linked(1, "leader", "disk nearly full on <*>", null, "acme");
  private static final CauseExplanation.Linked SAME =
      linked(2, "template", "disk nearly full on <*>", null, "acme");
  private static final CauseExplanation.Linked ALIKE =
      linked(3, "similar", "disk nearly full again on <*>", 0.8, "acme");
  private static final CauseExplanation.Linked OTHER =
      linked(4, "problem", "orders are missing", null, "globex");

  private final CauseExplanation explanation =
      CauseExplanation.of(
          List.of(LEADER, SAME, ALIKE, OTHER),
          List.of("queue growing on <*>", "login failures on <*>", "queue growing on <*>"));

  @Test
  @DisplayName("names the words that tell it from the rest of its service, and none of both")
  void terms() {
    assertThat(explanation.terms())
        .extracting(CauseExplanation.Term::word)
        .containsExactly("disk", "full", "nearly", "again", "are");
  }

  @Test
  @DisplayName("shows the typical, the newest and the strangest incident")
  void shown() {
    assertThat(explanation.leader()).isEqualTo(LEADER);
    assertThat(explanation.medoid()).isEqualTo(LEADER);
    assertThat(explanation.newest()).isEqualTo(OTHER);
    assertThat(explanation.strangest()).isEqualTo(OTHER);
  }

  @Test
  @DisplayName("counts the reasons and begins a split with the weakest: likeness, not a problem")
  void edges() {
    assertThat(explanation.edges())
        .isEqualTo(Map.of("leader", 1L, "template", 1L, "similar", 1L, "problem", 1L));
    assertThat(explanation.weakest()).isEqualTo(ALIKE);
    assertThat(explanation.servicePurity()).isEqualTo(1);
    assertThat(explanation.tenantPurity()).isEqualTo(0.75);
  }

  @Test
  @DisplayName("of an incident alone has no weakest link")
  void alone() {
    assertThat(CauseExplanation.of(List.of(LEADER), List.of()).weakest()).isNull();
  }

  private static CauseExplanation.Linked linked(
      int day, String edge, String title, @Nullable Double similarity, String tenant) {
    return new CauseExplanation.Linked(
        new CauseMember(
            "I" + day,
            Instant.parse("2026-03-01T00:00:00Z").plusSeconds(86_400L * day),
            "shop",
            tenant,
            title,
            null,
            null,
            null,
            CauseMember.Trigger.NONE_KNOWN),
        edge,
        title,
        similarity);
  }
}
