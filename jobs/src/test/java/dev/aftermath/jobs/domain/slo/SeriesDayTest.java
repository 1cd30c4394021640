package dev.aftermath.jobs.domain.slo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aftermath.jobs.domain.series.SampleChunk;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class SeriesDayTest {
  private static final double STALE = Double.longBitsToDouble(0x7ff0000000000002L);

  @Test
  @DisplayName("A sample's increase belongs to the slice that ends at it or after it")
  void sampleTellsOfTheTimeBefore() {
    byte[] chunk =
        chunk("00:01:00", 10, "00:05:00", 14, "00:05:01", 15, "00:10:00", 25, "00:10:00.001", 26);

    assertThat(counted(Double.NaN, chunk))
        .isEqualTo(
            Map.of("2026-03-01T00:00", "4", "2026-03-01T00:05", "11", "2026-03-01T00:10", "1"));
  }

  @Test
  @DisplayName("The step across midnight counts, and at midnight itself for the day before")
  void midnight() {
    byte[] onMidnight = chunk("00:00:00", 110, "00:01:00", 113);
    byte[] afterMidnight = chunk("00:01:00", 113);

    assertThat(counted(100, onMidnight))
        .isEqualTo(Map.of("2026-02-28T23:55", "10", "2026-03-01T00:00", "3"));
    assertThat(counted(100, afterMidnight)).isEqualTo(Map.of("2026-03-01T00:00", "13"));
  }

  @Test
  @DisplayName("The first sample of a series has nothing to differ from and measures nothing")
  void firstSample() {
    assertThat(counted(Double.NaN, chunk("00:01:00", 1000))).isEmpty();
  }

  @Test
  @DisplayName("After a fall the whole new value counts, and the fall is counted")
  void reset() {
    List<DaySums> sums =
        SeriesDay.ofCounter(
            SliceGrid.FIVE_MINUTES,
            50,
            chunk("00:01:00", 60, "00:02:00", 7, "00:03:00", 9, "00:06:00", 3));

    // 10, then 7 from nothing, then 2; in the next slice 3 from nothing.
    assertThat(sums.get(0).events(0)).isEqualByComparingTo("19");
    assertThat(sums.get(0).resetCount(0)).isEqualTo(1);
    assertThat(sums.get(0).events(1)).isEqualByComparingTo("3");
    assertThat(sums.get(0).resetCount(1)).isEqualTo(1);
  }

  @Test
  @DisplayName("Across a gap the increase counts with the later sample; the gap stays unmeasured")
  void gap() {
    assertThat(counted(Double.NaN, chunk("00:01:00", 5, "00:02:00", 6, "00:31:00", 100)))
        .isEqualTo(Map.of("2026-03-01T00:00", "1", "2026-03-01T00:30", "94"));
  }

  @Test
  @DisplayName("Stale markers, NaN and infinities are passed over")
  void unusableValues() {
    byte[] chunk =
        chunk(
            "00:01:00",
            5,
            "00:02:00",
            STALE,
            "00:03:00",
            Double.POSITIVE_INFINITY,
            "00:04:00",
            Double.NaN,
            "00:06:00",
            8);

    assertThat(counted(Double.NaN, chunk)).isEqualTo(Map.of("2026-03-01T00:05", "3"));
  }

  @Test
  @DisplayName("A counter that stands still measures nothing happening")
  void standingStill() {
    assertThat(counted(5, chunk("00:01:00", 5))).isEqualTo(Map.of("2026-03-01T00:00", "0"));
  }

  @Test
  @DisplayName("Fractions and numbers beyond 2^53 are added without loss")
  void fractions() {
    assertThat(counted(0.1, chunk("00:01:00", 0.3, "00:02:00", 1.7)))
        .isEqualTo(Map.of("2026-03-01T00:00", "1.600000000"));
    assertThat(counted(9007199254740992d, chunk("00:01:00", 9007199254740994d)))
        .isEqualTo(Map.of("2026-03-01T00:00", "2"));
  }

  @Test
  @DisplayName("Samples that are events of their own are added up, negative ones too")
  void ownEvents() {
    List<DaySums> sums =
        SeriesDay.ofEvents(
            SliceGrid.FIVE_MINUTES, chunk("00:01:00", 3, "00:05:00", -0.25, "00:06:00", 2));

    assertThat(sums.get(0).events(0)).isEqualByComparingTo("2.75");
    assertThat(sums.get(0).events(1)).isEqualByComparingTo("2");
    assertThat(sums.get(0).sampleCount(0)).isEqualTo(2);
  }

  @Test
  @DisplayName("Sums come back from their bytes and add up in any order")
  void sumsAddUp() {
    DaySums one =
        SeriesDay.ofCounter(SliceGrid.FIVE_MINUTES, 0, chunk("00:01:00", 0.5, "00:06:00", 4))
            .get(0);
    DaySums other = SeriesDay.ofCounter(SliceGrid.FIVE_MINUTES, 9, chunk("00:01:00", 3.75)).get(0);
    DaySums forward = new DaySums(SliceGrid.FIVE_MINUTES, one.day());
    forward.add(one);
    forward.add(DaySums.decode(SliceGrid.FIVE_MINUTES, other.day(), other.encode()));
    DaySums backward = new DaySums(SliceGrid.FIVE_MINUTES, one.day());
    backward.add(other);
    backward.add(one);

    assertThat(forward.encode()).isEqualTo(backward.encode());
    assertThat(forward.events(0)).isEqualByComparingTo("4.25");
    assertThat(forward.events(1)).isEqualByComparingTo("3.5");
    assertThat(forward.sampleCount(0)).isEqualTo(2);
    assertThat(forward.resetCount(0)).isEqualTo(1);
    assertThat(forward.isMeasured(2)).isFalse();
  }

  private static Map<String, String> counted(double previous, byte[] chunk) {
    Map<String, String> counted = new TreeMap<>();
    for (DaySums day : SeriesDay.ofCounter(SliceGrid.FIVE_MINUTES, previous, chunk)) {
      for (int place = 0; place < day.grid().perDay(); place++) {
        if (day.isMeasured(place)) {
          String start = day.grid().start(day.day() * 288 + place).toString();
          counted.put(start.substring(0, 16), day.events(place).toPlainString());
        }
      }
    }
    return counted;
  }

  private static byte[] chunk(Object... timesAndValues) {
    long[] times = new long[timesAndValues.length / 2];
    double[] values = new double[times.length];
    for (int i = 0; i < times.length; i++) {
      times[i] = Instant.parse("2026-03-01T" + timesAndValues[2 * i] + "Z").toEpochMilli();
      values[i] = ((Number) timesAndValues[2 * i + 1]).doubleValue();
    }
    return SampleChunk.encode(times, values, times.length);
  }
}
