package dev.aftermath.jobs.domain.cause;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The trend of a cause")
class CauseTrendTest {
  private static final Instant AS_OF = Instant.parse("2026-06-01T00:00:00Z");
  private static final Instant LONG_AGO = AS_OF.minus(Duration.ofDays(400));

  @Test
  @DisplayName("rises when six of seven episodes fell into the last quarter of the time")
  void rising() {
    CauseTrend trend = trend(6, 1, LONG_AGO, LONG_AGO);
    assertThat(trend.way()).isEqualTo(CauseTrend.Way.RISING);
    // Twice P(X >= 6 of 7 at 1/4) = 2 * (7 * 3 + 1) / 4^7.
    assertThat(trend.pValue()).isCloseTo(44 / 16_384.0, Offset.offset(1e-12));
  }

  @Test
  @DisplayName("falls when none of thirteen did")
  void falling() {
    CauseTrend trend = trend(0, 13, LONG_AGO, LONG_AGO);
    assertThat(trend.way()).isEqualTo(CauseTrend.Way.FALLING);
    assertThat(trend.pValue()).isCloseTo(2 * Math.pow(0.75, 13), Offset.offset(1e-12));
  }

  @Test
  @DisplayName("is steady where chance explains it, and where there are fewer than three")
  void steady() {
    assertThat(trend(2, 3, LONG_AGO, LONG_AGO).way()).isEqualTo(CauseTrend.Way.STEADY);
    CauseTrend few = trend(2, 0, LONG_AGO, LONG_AGO);
    assertThat(few.way()).isEqualTo(CauseTrend.Way.STEADY);
    assertThat(few.pValue()).isNull();
  }

  @Test
  @DisplayName("expects more of the last four weeks where only eight are known")
  void shortHistory() {
    Instant known = AS_OF.minus(Duration.ofDays(56));
    CauseTrend trend = trend(6, 1, known, known);
    // Twice P(X >= 6 of 7 at 1/2) = 2 * 8 / 2^7.
    assertThat(trend.pValue()).isCloseTo(0.125, Offset.offset(1e-12));
    assertThat(trend.way()).isEqualTo(CauseTrend.Way.STEADY);
  }

  @Test
  @DisplayName("is new or quiet where there is nothing to compare with")
  void nothingToCompare() {
    assertThat(trend(4, 0, AS_OF.minus(Duration.ofDays(28)), LONG_AGO).way())
        .isEqualTo(CauseTrend.Way.NEW);
    assertThat(trend(0, 0, LONG_AGO, LONG_AGO).way()).isEqualTo(CauseTrend.Way.QUIET);
  }

  @Test
  @DisplayName("counts episodes by when they began")
  void counts() {
    List<Episode> episodes =
        Episode.of(
            List.of(
                AS_OF.minus(Duration.ofDays(113)),
                AS_OF.minus(Duration.ofDays(112)),
                AS_OF.minus(Duration.ofDays(29)),
                AS_OF.minus(Duration.ofDays(28)),
                AS_OF.minus(Duration.ofDays(28)).plusSeconds(86_400)),
            Duration.ofHours(23));
    assertThat(CauseTrend.Counts.of(episodes, AS_OF)).isEqualTo(new CauseTrend.Counts(2, 2));
  }

  private static CauseTrend trend(long recent, long before, Instant first, Instant known) {
    return CauseTrend.of(new CauseTrend.Counts(recent, before), first, known, AS_OF);
  }
}
