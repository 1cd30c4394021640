package dev.aftermath.jobs.domain.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("What was written around incidents, as vectors,")
class LogVectorsTest {
  private static final Map<String, Long> DISK = Map.of("started", 5L, "disk full", 7L);
  private static final Map<String, Long> DISK_AND_LATE = Map.of("disk full", 1L, "late", 1L);
  private static final Map<String, Long> LATE = Map.of("started", 1L, "late", 3L);

  private final LogVectors vectors = new LogVectors();

  LogVectorsTest() {
    vectors.add(DISK);
    vectors.add(DISK_AND_LATE);
    vectors.add(LATE);
    vectors.add(Map.of("started", 2L));
  }

  @Test
  @DisplayName("weigh a pattern by the logarithm of its count and by how few incidents have it")
  void weights() {
    // "started" is in 3 of 4 incidents, "disk full" in 2 of 4:
    // ln(6) * ln(4/3) = 0.515457 and ln(8) * ln(2) = 1.441359; the length is 1.530755.
    assertThat(vectors.of(DISK).get("started")).isCloseTo(0.336734, within(1e-6));
    assertThat(vectors.of(DISK).get("disk full")).isCloseTo(0.941600, within(1e-6));
  }

  @Test
  @DisplayName("are the more alike the more of their weight they share")
  void alike() {
    // Of "disk full" and "late", both in 2 of 4 incidents and once each: 1 / sqrt(2) of each.
    assertThat(LogVectors.cosine(vectors.of(DISK), vectors.of(DISK_AND_LATE)))
        .isCloseTo(0.941600 / Math.sqrt(2), within(1e-6));
    assertThat(LogVectors.cosine(vectors.of(DISK), vectors.of(DISK))).isCloseTo(1.0, within(1e-12));
  }

  @Test
  @DisplayName("say nothing of what all incidents have, nor of what none had")
  void nothing() {
    LogVectors alike = new LogVectors();
    alike.add(Map.of("started", 1L));
    alike.add(Map.of("started", 9L));

    assertThat(alike.of(Map.of("started", 4L, "never seen", 2L))).isEmpty();
    assertThat(LogVectors.cosine(alike.of(Map.of("started", 4L)), vectors.of(DISK))).isZero();
  }
}
