package dev.aftermath.jobs.domain.slo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aftermath.jobs.domain.series.Sample;
import dev.aftermath.jobs.domain.series.SampleChunk;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class SeriesDayTest {
  private static final EventRule COUNTER = EventRule.Plain.COUNTER;
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
        ofCounter(50, chunk("00:01:00", 60, "00:02:00", 7, "00:03:00", 9, "00:06:00", 3));

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
        SeriesDay.count(
                SliceGrid.FIVE_MINUTES,
                EventRule.Plain.EVENTS,
                null,
                chunk("00:01:00", 3, "00:05:00", -0.25, "00:06:00", 2))
            .sums();

    assertThat(sums.get(0).events(0)).isEqualByComparingTo("2.75");
    assertThat(sums.get(0).events(1)).isEqualByComparingTo("2");
    assertThat(sums.get(0).sampleCount(0)).isEqualTo(2);
  }

  @Test
  @DisplayName("Sums come back from their bytes and add up in any order")
  void sumsAddUp() {
    DaySums one = ofCounter(0, chunk("00:01:00", 0.5, "00:06:00", 4)).get(0);
    DaySums other = ofCounter(9, chunk("00:01:00", 3.75)).get(0);
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

  @Test
  @DisplayName("A sample that is a ratio is one event, of which as much counts as it says")
  void ratios() {
    SeriesDay.Counted counted =
        SeriesDay.count(
            SliceGrid.FIVE_MINUTES,
            EventRule.Plain.RATIOS,
            null,
            chunk(
                "00:01:00",
                1,
                "00:02:00",
                0.25,
                "00:03:00",
                Double.NaN,
                "00:04:00",
                2,
                "00:06:00",
                0));
    DaySums sums = counted.sums().get(0);

    // 1 and a quarter of 2 samples; NaN and 2 are no ratios. Then 0 of 1.
    assertThat(sums.events(0)).isEqualByComparingTo("1.25");
    assertThat(sums.ofSamples().events(0)).isEqualByComparingTo("2");
    assertThat(sums.events(1)).isEqualByComparingTo("0");
    assertThat(sums.ofSamples().events(1)).isEqualByComparingTo("1");
    assertThat(sums.ofSamples().isMeasured(2)).isFalse();
    assertThat(counted.audit().sampleCount()).isEqualTo(5);
    assertThat(counted.audit().unusableCount()).isEqualTo(2);
  }

  @Test
  @DisplayName("A gauge's sample is one event, good when it compares as asked")
  void comparing() {
    byte[] chunk = chunk("00:01:00", 250, "00:02:00", 250.5, "00:03:00", -3, "00:04:00", STALE);

    assertThat(compared(Indicator.Comparison.LTE, chunk)).isEqualTo("2 of 3");
    assertThat(compared(Indicator.Comparison.LT, chunk)).isEqualTo("1 of 3");
    assertThat(compared(Indicator.Comparison.GTE, chunk)).isEqualTo("2 of 3");
    assertThat(compared(Indicator.Comparison.GT, chunk)).isEqualTo("1 of 3");
  }

  @Test
  @DisplayName("The audit counts resets, gaps of a whole slice, and first values that are lost")
  void audit() {
    byte[] chunk =
        chunk("00:01:00", 5, "00:09:59", 6, "00:21:00", 2, "00:22:00", STALE, "00:24:00", 3);

    // From 00:09:59 (slice 2) to 00:21 (slice 5) the slices 3 and 4 pass: one gap, 11 min 1 s.
    SeriesAudit first = SeriesDay.count(SliceGrid.FIVE_MINUTES, COUNTER, null, chunk).audit();
    assertThat(first.firstValueLostCount()).isEqualTo(1);
    assertThat(first.gapCount()).isEqualTo(1);
    assertThat(first.longestStepSeconds()).isEqualTo(661.0);
    assertThat(first.resetCount()).isEqualTo(1);
    assertThat(first.sampleCount()).isEqualTo(5);
    assertThat(first.unusableCount()).isEqualTo(1);

    // The sample an hour before midnight lies a gap away: 01:01:00.
    Sample hourBefore = new Sample(Instant.parse("2026-02-28T23:00:00Z").toEpochMilli(), 1);
    SeriesAudit next = SeriesDay.count(SliceGrid.FIVE_MINUTES, COUNTER, hourBefore, chunk).audit();
    assertThat(next.firstValueLostCount()).isZero();
    assertThat(next.gapCount()).isEqualTo(2);
    assertThat(next.longestStepSeconds()).isEqualTo(3660.0);

    next.add(SeriesAudit.decode(first.encode()));
    assertThat(next.gapCount()).isEqualTo(3);
    assertThat(next.seriesCount()).isEqualTo(2);
    assertThat(next.longestStepSeconds()).isEqualTo(3660.0);
    assertThat(next.firstValueLostCount()).isEqualTo(1);
  }

  private static String compared(Indicator.Comparison comparison, byte[] chunk) {
    EventRule rule = new EventRule.Comparing(comparison, 250);
    DaySums sums = SeriesDay.count(SliceGrid.FIVE_MINUTES, rule, null, chunk).sums().get(0);
    return sums.events(0) + " of " + sums.ofSamples().events(0);
  }

  private static List<DaySums> ofCounter(double previous, byte[] chunk) {
    long before = Instant.parse("2026-02-28T23:59:30Z").toEpochMilli();
    Sample sample = Double.isNaN(previous) ? null : new Sample(before, previous);
    return SeriesDay.count(SliceGrid.FIVE_MINUTES, COUNTER, sample, chunk).sums();
  }

  private static Map<String, String> counted(double previous, byte[] chunk) {
    Map<String, String> counted = new TreeMap<>();
    for (DaySums day : ofCounter(previous, chunk)) {
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
