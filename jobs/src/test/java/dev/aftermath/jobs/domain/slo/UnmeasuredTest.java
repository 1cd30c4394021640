package dev.aftermath.jobs.domain.slo;

import static dev.aftermath.jobs.domain.slo.SloFixtures.START;
import static dev.aftermath.jobs.domain.slo.SloFixtures.timeline;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class UnmeasuredTest {
  private static final Duration FIVE = Duration.ofMinutes(5);
  private static final Instant CHANGE = START.plus(Duration.ofMinutes(10));

  @Test
  @DisplayName("Definitions tell how long slices are, not what happens to be measured so far")
  void slicesOfUnmeasured() {
    SloDefinition minutes = MeasuredSloTest.timeslices("0.9", Duration.ofMinutes(1), null);
    SloDefinition events = MeasuredSloTest.version("0.9", "later", CHANGE);
    SliceTimeline tenOfOne =
        timeline(
            Duration.ofMinutes(1),
            new long[] {10, 10, 10, 10, 10, 5, 10, 10, 10, 10},
            new long[] {10, 10, 10, 10, 10, 10, 10, 10, 10, 10});

    ObjectiveLedger sofar =
        MeasuredSloTest.byMeasure(
                List.of(minutes, events), Map.of(MeasuredSloTest.measure(minutes), tenOfOne))
            .gross(events.objectives().get(0))
            .orElseThrow();

    assertThat(sofar.timeline().sliceLength()).isEqualTo(FIVE);
    assertThat(sofar.timeline().good(1)).isEqualByComparingTo("45");
  }
}
