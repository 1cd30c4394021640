package dev.aftermath.jobs.domain.cause;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("What humans decided about causes")
class DecidedCausesTest {
  private static final Instant AT = Instant.parse("2026-05-01T00:00:00Z");

  @Test
  @DisplayName("makes two causes one, with their incidents, names and fixes, over any steps")
  void merge() {
    DecidedCauses decided =
        decided(named(0, "b", "The pool"), fixed(1, "b"), merge(2, "a", "b"), merge(3, "c", "a"));
    assertThat(decided.of("I", "b"))
        .isEqualTo(new DecidedCauses.Decided("c", CauseDecision.Kind.MERGE));
    assertThat(decided.name("c")).isEqualTo("The pool");
    assertThat(decided.fixes("c")).containsExactly(FixClaim.human(AT));
    assertThat(decided.aliases()).isEqualTo(Map.of("a", "c", "b", "c"));
  }

  @Test
  @DisplayName("never runs in a circle")
  void circle() {
    assertThat(decided(merge(0, "a", "b"), merge(1, "b", "a")).current("b")).isEqualTo("a");
  }

  @Test
  @DisplayName("splits off a part, which follows when the part is merged elsewhere")
  void split() {
    DecidedCauses decided =
        decided(
            decision(0, CauseDecision.Kind.SPLIT, "a", "part", List.of("I1"), null),
            merge(1, "b", "part"));
    assertThat(decided.of("I1", "a").causeId()).isEqualTo("b");
    assertThat(decided.of("I2", "a")).isEqualTo(new DecidedCauses.Decided("a", null));
  }

  @Test
  @DisplayName("keeps two incidents apart wherever the registry puts them")
  void cannotLink() {
    CauseDecision apart =
        decision(0, CauseDecision.Kind.CANNOT_LINK, "a", "own", List.of("I1", "I2"), null);
    DecidedCauses together = DecidedCauses.of(List.of(apart), Map.of("I1", "a", "I2", "a"));
    assertThat(together.of("I2", "a"))
        .isEqualTo(new DecidedCauses.Decided("own", CauseDecision.Kind.CANNOT_LINK));
    assertThat(together.of("I1", "a").causeId()).isEqualTo("a");
    DecidedCauses already = DecidedCauses.of(List.of(apart), Map.of("I1", "a", "I2", "b"));
    assertThat(already.of("I2", "b").causeId()).isEqualTo("b");
  }

  @Test
  @DisplayName("counts in the order of decisions: the last name holds")
  void lastName() {
    assertThat(decided(named(1, "a", "Second"), named(0, "a", "First")).name("a"))
        .isEqualTo("Second");
  }

  private static DecidedCauses decided(CauseDecision... decisions) {
    return DecidedCauses.of(List.of(decisions), Map.of());
  }

  private static CauseDecision merge(long number, String kept, String gone) {
    return decision(number, CauseDecision.Kind.MERGE, kept, gone, List.of(), null);
  }

  private static CauseDecision named(long number, String cause, String name) {
    return decision(number, CauseDecision.Kind.RENAME, cause, null, List.of(), name);
  }

  private static CauseDecision fixed(long number, String cause) {
    return decision(number, CauseDecision.Kind.FIXED, cause, null, List.of(), null);
  }

  private static CauseDecision decision(
      long number,
      CauseDecision.Kind kind,
      String cause,
      @Nullable String other,
      List<String> incidents,
      @Nullable String name) {
    return new CauseDecision(number, kind, cause, other, incidents, name, AT, AT, null);
  }
}
