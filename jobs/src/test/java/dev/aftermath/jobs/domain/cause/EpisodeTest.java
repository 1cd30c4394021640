package dev.aftermath.jobs.domain.cause;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Incidents of one cause")
class EpisodeTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  @Test
  @DisplayName(
      "are one episode as long as the next is opened within the gap, however long it lasts")
  void episodes() {
    List<Episode> episodes =
        Episode.of(List.of(hour(0), hour(24), hour(48), hour(73)), Duration.ofHours(24));
    assertThat(episodes)
        .containsExactly(new Episode(hour(0), hour(48), 3), new Episode(hour(73), hour(73), 1));
    assertThat(Episode.gapsSeconds(episodes)).containsExactly(73 * 3_600L);
  }

  private static Instant hour(int hour) {
    return START.plus(Duration.ofHours(hour));
  }
}
