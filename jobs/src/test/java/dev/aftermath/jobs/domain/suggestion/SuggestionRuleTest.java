package dev.aftermath.jobs.domain.suggestion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Several rankings of earlier incidents")
class SuggestionRuleTest {
  private static final KnownIncident JANUARY = incident("january", "2026-01-10T00:00:00Z", false);
  private static final KnownIncident MARCH = incident("march", "2026-03-10T00:00:00Z", false);
  private static final KnownIncident SOLVED = incident("solved", "2026-02-10T00:00:00Z", true);

  @Test
  @DisplayName("become one by what the places in them are worth, 1 / (60 + place) each")
  void fused() {
    List<Suggestion> chosen =
        new SuggestionRule(5, 60, 0)
            .chosen(rankings(List.of(JANUARY, MARCH), List.of(SOLVED, JANUARY)));

    assertThat(chosen)
        .extracting(it -> it.incident().id())
        .containsExactly("january", "solved", "march");
    assertThat(chosen.get(0).score()).isCloseTo(1 / 61.0 + 1 / 62.0, within(1e-15));
    assertThat(chosen.get(1).score()).isCloseTo(1 / 61.0, within(1e-15));
    assertThat(chosen.get(2).score()).isCloseTo(1 / 62.0, within(1e-15));
    assertThat(chosen.get(0).places()).isEqualTo(Map.of("words", 1, "vectors", 2, "recency", 3));
  }

  @Test
  @DisplayName("are joined by recency among what they found, with less weight")
  void recent() {
    List<Suggestion> chosen =
        new SuggestionRule(5, 60, 0.5).chosen(rankings(List.of(JANUARY, MARCH), List.of()));

    // 1/61 + 0.5/62 is more than 1/62 + 0.5/61, and less with 1.5 for 0.5.
    assertThat(chosen).extracting(it -> it.incident().id()).containsExactly("january", "march");
    assertThat(new SuggestionRule(5, 60, 1.5).chosen(rankings(List.of(JANUARY, MARCH), List.of())))
        .extracting(it -> it.incident().id())
        .containsExactly("march", "january");
  }

  @Test
  @DisplayName("put the solved ones first among those that were chosen, and choose none for it")
  void solvedFirst() {
    SortedMap<String, List<KnownIncident>> rankings =
        rankings(List.of(MARCH, SOLVED, JANUARY), List.of());

    assertThat(new SuggestionRule(2, 60, 0).suggestions(rankings))
        .extracting(Suggestion::rank, it -> it.incident().id())
        .containsExactly(tuple(1, "solved"), tuple(2, "march"));
    assertThat(new SuggestionRule(1, 60, 0).suggestions(rankings))
        .extracting(it -> it.incident().id())
        .containsExactly("march");
  }

  @Test
  @DisplayName("suggest nothing where they found nothing")
  void nothing() {
    assertThat(SuggestionRule.FIVE.suggestions(new TreeMap<>())).isEmpty();
  }

  private static SortedMap<String, List<KnownIncident>> rankings(
      List<KnownIncident> words, List<KnownIncident> vectors) {
    return new TreeMap<>(Map.of("words", words, "vectors", vectors));
  }

  private static KnownIncident incident(String id, String openedAt, boolean isSolved) {
    return new KnownIncident(id, Instant.parse(openedAt), isSolved);
  }
}
