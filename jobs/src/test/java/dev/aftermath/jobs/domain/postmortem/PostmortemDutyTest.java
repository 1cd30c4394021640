package dev.aftermath.jobs.domain.postmortem;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aftermath.jobs.domain.postmortem.ActionItemFigures.Known;
import dev.aftermath.jobs.domain.postmortem.PostmortemDuty.State;
import dev.aftermath.jobs.domain.postmortem.PostmortemDuty.Written;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("What is owed after an incident")
class PostmortemDutyTest {
  private static final Duration FIVE_DAYS = Duration.ofDays(5);

  @Test
  @DisplayName("is in time up to the last moment, late after it, and missing when the time is up")
  void states() {
    assertThat(state("2026-03-01T00:00:00Z", "2026-03-10T00:00:00Z", "2026-03-06T00:00:00Z"))
        .isEqualTo(State.IN_TIME);
    assertThat(state("2026-03-01T00:00:00Z", "2026-03-10T00:00:00Z", "2026-03-06T00:00:01Z"))
        .isEqualTo(State.LATE);
    assertThat(state("2026-03-01T00:00:00Z", "2026-03-06T00:00:00Z", null))
        .isEqualTo(State.PENDING);
    assertThat(state("2026-03-01T00:00:00Z", "2026-03-06T00:00:01Z", null))
        .isEqualTo(State.MISSING);
    assertThat(state(null, "2026-03-06T00:00:01Z", null)).isEqualTo(State.OPEN);
  }

  @Test
  @DisplayName("is not there before it is finished, nor while it is a draft")
  void unfinished() {
    Instant asOf = Instant.parse("2026-03-10T00:00:00Z");
    Instant resolved = Instant.parse("2026-03-01T00:00:00Z");

    assertThat(
            PostmortemDuty.of(
                    resolved,
                    List.of(
                        new Written(0, "Draft", null),
                        new Written(1, "published", asOf.plusSeconds(1))),
                    FIVE_DAYS,
                    asOf)
                .state())
        .isEqualTo(State.MISSING);
    assertThat(
            PostmortemDuty.of(resolved, List.of(new Written(0, null, null)), FIVE_DAYS, asOf)
                .state())
        .isEqualTo(State.UNDATED);
  }

  @Test
  @DisplayName("is what was finished first")
  void first() {
    Written late = new Written(0, null, Instant.parse("2026-03-09T00:00:00Z"));
    Written early = new Written(1, null, Instant.parse("2026-03-02T00:00:00Z"));
    Written undated = new Written(2, null, null);

    assertThat(
            PostmortemDuty.of(
                    Instant.parse("2026-03-01T00:00:00Z"),
                    List.of(late, early, undated),
                    FIVE_DAYS,
                    Instant.parse("2026-03-10T00:00:00Z"))
                .written())
        .isEqualTo(early);
  }

  @Test
  @DisplayName("is asked for where any of the rules holds in all its fields")
  void required() {
    PostmortemRules rules =
        new PostmortemRules(
            List.of(
                Map.of("priority", List.of("1", "2"), "tenant", List.of("north")),
                Map.of("major", List.of("true"))),
            FIVE_DAYS,
            FIVE_DAYS,
            List.of());

    assertThat(rules.requiredBecause(Map.of("priority", "2", "tenant", "north")))
        .isEqualTo("priority 2, tenant north");
    assertThat(rules.requiredBecause(Map.of("priority", "2", "tenant", "south"))).isNull();
    assertThat(rules.requiredBecause(Map.of("priority", "4", "major", "true")))
        .isEqualTo("major true");
    assertThat(PostmortemRules.NONE.requiredBecause(Map.of("priority", "1"))).isNull();
  }

  @Test
  @DisplayName("is counted by what was due, closed in time, and overdue at the end of a week")
  void actionItems() {
    ActionItemFigures figures =
        ActionItemFigures.of(
            List.of(
                item(ActionItem.State.DONE, "2026-03-04T00:00:00Z", "2026-03-04T00:00:00Z"),
                item(ActionItem.State.DONE, "2026-03-04T00:00:00Z", "2026-03-05T00:00:00Z"),
                item(ActionItem.State.DONE, "2026-03-04T00:00:00Z", null),
                item(ActionItem.State.CANCELLED, "2026-03-04T00:00:00Z", null),
                item(ActionItem.State.OPEN, "2026-03-07T00:00:00Z", null),
                item(ActionItem.State.OPEN, "2026-03-09T00:00:00Z", null),
                item(ActionItem.State.DONE, "2026-03-04T00:00:00Z", "2026-03-10T00:00:00Z"),
                item(ActionItem.State.OPEN, "2026-03-12T00:00:00Z", null)),
            Instant.parse("2026-03-02T00:00:00Z"),
            Instant.parse("2026-03-09T00:00:00Z"));

    assertThat(figures)
        .isEqualTo(new ActionItemFigures(0, 6, 1, 2, 1, 2, 4, List.of(0L, 172_800L, 432_000L)));
    assertThat(figures.decidedCount()).isEqualTo(5);
    assertThat(figures.overdue(0.5)).isEqualTo(172_800.0);
    assertThat(figures.overdue(0.9)).isEqualTo(380_160.0);
  }

  private static Known item(ActionItem.State state, String dueAt, @Nullable String closedAt) {
    return new Known(
        state,
        Instant.parse("2026-02-20T00:00:00Z"),
        Instant.parse(dueAt),
        closedAt == null ? null : Instant.parse(closedAt));
  }

  private static State state(
      @Nullable String resolvedAt, String asOf, @Nullable String completedAt) {
    return PostmortemDuty.of(
            resolvedAt == null ? null : Instant.parse(resolvedAt),
            completedAt == null
                ? List.of()
                : List.of(new Written(0, null, Instant.parse(completedAt))),
            FIVE_DAYS,
            Instant.parse(asOf))
        .state();
  }
}
