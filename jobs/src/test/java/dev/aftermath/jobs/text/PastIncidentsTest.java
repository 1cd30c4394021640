package dev.aftermath.jobs.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.aftermath.jobs.domain.log.IncidentLines;
import dev.aftermath.jobs.domain.suggestion.KnownIncident;
import dev.aftermath.jobs.domain.suggestion.SuggestionRule;
import dev.aftermath.jobs.domain.suggestion.VectorModel;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The past incidents of a tenant")
class PastIncidentsTest {

  @Test
  @DisplayName("are suggested by shared words, only earlier ones, with the words and the reason")
  void earlier() {
    try (PastIncidents past = new PastIncidents()) {
      add(
          past,
          PastIncidentsTest::nothing,
          "pool",
          "2026-03-01T00:00:00Z",
          true,
          "Connection pool exhausted on checkout");
      add(
          past,
          PastIncidentsTest::nothing,
          "disk",
          "2026-03-02T00:00:00Z",
          false,
          "Disk full on invoicing");
      add(
          past,
          PastIncidentsTest::nothing,
          "asked",
          "2026-03-05T00:00:00Z",
          false,
          "Checkout: connections of the pool are gone");
      add(
          past,
          PastIncidentsTest::nothing,
          "later",
          "2026-03-06T00:00:00Z",
          true,
          "Connection pool exhausted on checkout");

      List<PastIncidents.Reasoned> found = past.suggestions("asked", SuggestionRule.FIVE);

      assertThat(found).extracting(it -> it.suggestion().incident().id()).containsExactly("pool");
      assertThat(found.get(0).sharedWords())
          .containsExactlyInAnyOrder("checkout", "connections", "pool");
      assertThat(found.get(0).reason(Instant.parse("2026-03-05T00:00:00Z")))
          .startsWith("solved; shares ")
          .endsWith("; no. 1 by recency; no. 1 by words; 4 days before");
    }
  }

  @Test
  @DisplayName("are suggested for none of which nobody knows a word, and not for the first")
  void none() {
    try (PastIncidents past = new PastIncidents()) {
      add(past, PastIncidentsTest::nothing, "first", "2026-03-01T00:00:00Z", true, "Disk full");
      add(
          past,
          PastIncidentsTest::nothing,
          "other",
          "2026-03-02T00:00:00Z",
          true,
          "Certificate expired");
      add(past, PastIncidentsTest::nothing, "empty", "2026-03-03T00:00:00Z", true, "the of and");

      assertThat(past.suggestions("first", SuggestionRule.FIVE)).isEmpty();
      assertThat(past.suggestions("other", SuggestionRule.FIVE)).isEmpty();
      assertThat(past.suggestions("empty", SuggestionRule.FIVE)).isEmpty();
      assertThatIllegalArgumentException()
          .isThrownBy(() -> past.suggestions("unseen", SuggestionRule.FIVE))
          .withMessage("Incident unseen was not added");
    }
  }

  @Test
  @DisplayName("are found by the meaning of sentences too, where no word is shared")
  void meaning() {
    SentenceVectors model = SentenceVectors.loaded(VectorModel.MINILM).orElseThrow();
    try (PastIncidents past = new PastIncidents()) {
      add(
          past,
          model::of,
          "money",
          "2026-03-01T00:00:00Z",
          false,
          "Customers cannot pay with credit cards");
      add(past, model::of, "disk", "2026-03-02T00:00:00Z", false, "Volume out of space");
      add(past, model::of, "asked", "2026-03-05T00:00:00Z", false, "Payment processing fails");

      PastIncidents.Reasoned first = past.suggestions("asked", SuggestionRule.FIVE).get(0);

      assertThat(first.suggestion().incident().id()).isEqualTo("money");
      assertThat(first.suggestion().places())
          .containsEntry("vectors", 1)
          .doesNotContainKey("words");
      assertThat(first.sharedWords()).isEmpty();
    }
  }

  private static float[] nothing(String title) {
    return new float[0];
  }

  private static void add(
      PastIncidents past,
      Function<String, float[]> vector,
      String id,
      String openedAt,
      boolean isSolved,
      String title) {
    KnownIncident incident = new KnownIncident(id, Instant.parse(openedAt), isSolved);
    past.add(new IncidentText(incident, title, ""), vector.apply(title), IncidentLines.NONE);
  }
}
