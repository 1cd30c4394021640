package dev.aftermath.jobs.domain.series;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class SampleChunkTest {

  @Test
  @DisplayName("Whole numbers one minute apart take three bytes each or less")
  void wholeNumbersAreSmall() {
    long[] times = new long[1440];
    double[] values = new double[1440];
    for (int i = 0; i < times.length; i++) {
      times[i] = 1_700_000_000_000L + i * 60_000L;
      values[i] = i * 37.0;
    }

    byte[] chunk = SampleChunk.encode(times, values, times.length);

    assertThat(chunk.length).isLessThan(3 * 1440);
    assertThat(SampleChunk.count(chunk)).isEqualTo(1440);
    assertRestored(chunk, times, values, times.length);
  }

  @Test
  @DisplayName(
      "Every bit comes back: stale markers, infinities, negative zero, tiny and huge numbers")
  void everyBitComesBack() {
    double stale = Double.longBitsToDouble(0x7ff0000000000002L);
    double[] values = {
      0.1,
      -0.0,
      stale,
      Double.NaN,
      Double.POSITIVE_INFINITY,
      Double.NEGATIVE_INFINITY,
      4.9e-324,
      Double.MAX_VALUE,
      9007199254740994d,
      -7
    };
    long[] times = {5, 4, -3, 0, Long.MAX_VALUE / 4, 1, 2, 3, 4, 5};

    assertRestored(SampleChunk.encode(times, values, 10), times, values, 10);
  }

  @Test
  @DisplayName("Ten thousand random samples come back as they were")
  void randomSamplesComeBack() {
    SplittableRandom random = new SplittableRandom(7);
    long[] times = new long[10_000];
    double[] values = new double[10_000];
    for (int i = 0; i < times.length; i++) {
      times[i] = random.nextLong(-1L << 50, 1L << 50);
      values[i] = Double.longBitsToDouble(random.nextLong());
    }

    assertRestored(SampleChunk.encode(times, values, 10_000), times, values, 10_000);
  }

  @Test
  @DisplayName("No samples make an empty chunk")
  void noSamples() {
    byte[] chunk = SampleChunk.encode(new long[0], new double[0], 0);

    assertThat(SampleChunk.count(chunk)).isZero();
    assertRestored(chunk, new long[0], new double[0], 0);
  }

  private static void assertRestored(byte[] chunk, long[] times, double[] values, int count) {
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      expected.add(times[i] + "=" + Double.doubleToRawLongBits(values[i]));
    }
    List<String> actual = new ArrayList<>();
    SampleChunk.decode(
        chunk, (millis, value) -> actual.add(millis + "=" + Double.doubleToRawLongBits(value)));
    assertThat(actual).isEqualTo(expected);
  }
}
