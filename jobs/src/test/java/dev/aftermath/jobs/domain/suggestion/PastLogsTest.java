package dev.aftermath.jobs.domain.suggestion;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aftermath.jobs.domain.log.IncidentLines;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Past incidents of a service")
class PastLogsTest {
  private final PastLogs past = new PastLogs();

  @Test
  @DisplayName("are found by lines that few others have, the most alike and then the latest first")
  void alike() {
    add("full", "shop", Map.of("alive", 9L, "disk full", 3L));
    add("full and late", "shop", Map.of("alive", 9L, "disk full", 3L, "late", 3L));
    add("full again", "shop", Map.of("alive", 9L, "disk full", 3L));
    add("late", "shop", Map.of("alive", 9L, "late", 3L));
    KnownIncident asked = add("asked", "shop", Map.of("alive", 2L, "disk full", 3L));

    // Only "disk full" sets it apart: cosine 1 with two; with the third, where "late" is the rarer,
    // ln(5/4) of ln(5/4) and ln(5/2), or 0.24, which is not alike enough.
    assertThat(past.before(asked, 50))
        .extracting(KnownIncident::id)
        .containsExactly("full again", "full");
    assertThat(past.before(asked, 1)).extracting(KnownIncident::id).containsExactly("full again");
  }

  @Test
  @DisplayName("are not found by lines of another service, nor by those that all of them have")
  void apart() {
    add("elsewhere", "billing", Map.of("disk full", 3L));
    add("before", "shop", Map.of("alive", 9L));
    add("between", "shop", Map.of("alive", 5L));
    KnownIncident asked = add("asked", "shop", Map.of("alive", 9L, "disk full", 3L));
    KnownIncident silent = add("silent", "shop", Map.of());
    KnownIncident usual = add("usual", "shop", Map.of("alive", 1L));

    assertThat(past.before(asked, 50)).isEmpty();
    assertThat(past.before(silent, 50)).isEmpty();
    assertThat(past.before(usual, 50)).isEmpty();
  }

  @Test
  @DisplayName("never come from later on")
  void earlier() {
    KnownIncident first = add("first", "shop", Map.of("disk full", 3L));
    add("second", "shop", Map.of("disk full", 3L));
    add("third", "shop", Map.of("late", 3L));

    assertThat(past.before(first, 50)).isEmpty();
  }

  private KnownIncident add(String id, String service, Map<String, Long> counts) {
    KnownIncident incident = new KnownIncident(id, Instant.parse("2026-03-01T00:00:00Z"), false);
    past.add(incident, new IncidentLines(service, counts));
    return incident;
  }
}
