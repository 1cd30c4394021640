package dev.aftermath.jobs.domain.series;

import static dev.aftermath.jobs.testing.Histograms.at;
import static dev.aftermath.jobs.testing.Histograms.buckets;
import static dev.aftermath.jobs.testing.Histograms.holding;
import static org.assertj.core.api.Assertions.assertThat;

import dev.aftermath.jobs.testing.Histograms;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NativeHistogramTest {
  @ParameterizedTest
  @CsvSource(
      delimiterString = " -> ",
      quoteCharacter = '"',
      value = {
        "(1,2]=5 (2,4]=3;(1,2]=6 (2,4]=3 (4,8]=1 -> [5.0, 3.0, 0.0]",
        "(1,2]=5 (2,4]=3;(1,4]=8 -> [8.0]",
        "(1,1.5]=1 (1.5,2]=2 (3,4]=4;(1,2]=3 (2,4]=5 -> [3.0, 4.0]",
        "[-0.5,0.5]=2 (0.5,1]=3;[-1,1]=6 (1,2]=1 -> [5.0, 0.0]",
        "[-2,-1)=4 [-1,-0.5)=1;[-2,-0.5)=5 -> [5.0]",
        "(-Infinity,0.1]=1 (0.1,Infinity]=2;(-Infinity,0.1]=1 (0.1,Infinity]=4 -> [1.0, 2.0]"
      })
  @DisplayName("Each bucket knows what it held before, also one that was merged of several")
  void continues(String samples, String held) {
    NativeHistogram earlier = holding(samples.substring(0, samples.indexOf(';')));
    NativeHistogram now = holding(samples.substring(samples.indexOf(';') + 1));

    assertThat(Arrays.toString(now.heldAt(earlier))).isEqualTo(held);
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " -> ",
      value = {
        "(1,2]=5 (2,4]=3 -> (1,2]=7",
        "(1,2]=5 (2,4]=3 -> (1,2]=4 (2,4]=9",
        "(1,2]=5 (2,4]=3 -> (2,4]=99",
        "(1,2]=5 (4,8]=3 -> (1,2]=99",
        "(1,4]=5 -> (1,2]=9 (2,4]=9",
        "(1,4]=5 -> (1,2]=9",
        "(1,4]=5 -> (2,4]=9",
        "[-1,1]=5 -> [-0.5,0.5]=9 (0.5,1]=9",
        "(-Infinity,1]=5 (1,Infinity]=1 -> (-Infinity,0.7]=9 (0.7,Infinity]=9"
      })
  @DisplayName("It began anew when it, or a bucket, counts less, or a bucket was split or lost")
  void beganAnew(String earlier, String now) {
    assertThat(holding(now).heldAt(holding(earlier))).isNull();
  }

  @Test
  @DisplayName("Sums of fractions in another order are no new beginning")
  void rounding() {
    NativeHistogram earlier = holding("(1,1.5]=0.1 (1.5,2]=0.2");
    NativeHistogram merged = holding("(1,2]=0.3");

    assertThat(0.1 + 0.2).isGreaterThan(0.3);
    assertThat(merged.heldAt(earlier)).containsExactly(0.1 + 0.2);
    assertThat(holding("(1,2]=0.29").heldAt(earlier)).isNull();
  }

  @Test
  @DisplayName("A stale marker and numbers beyond 10^18 are not usable, NaN as a sum alone is")
  void usable() {
    assertThat(Histograms.STALE.isUsable()).isFalse();
    assertThat(new NativeHistogram(1e18, 1, List.of()).isUsable()).isFalse();
    assertThat(new NativeHistogram(0, 0, List.of()).isUsable()).isTrue();
    assertThat(new NativeHistogram(3, Double.NaN, buckets("(1,2]=2")).isUsable()).isTrue();
  }

  @Test
  @DisplayName("Buckets must hold its count, or less of it where the sum tells that some were NaN")
  void contradiction() {
    assertThat(new NativeHistogram(5, 1, buckets("(1,2]=3 (2,4]=2")).contradiction()).isNull();
    assertThat(new NativeHistogram(0.3, 1, buckets("(1,2]=0.1 (2,4]=0.2")).contradiction())
        .isNull();
    assertThat(new NativeHistogram(6, Double.NaN, buckets("(1,2]=3 (2,4]=2")).contradiction())
        .isNull();
    assertThat(new NativeHistogram(6, 1, buckets("(1,2]=3 (2,4]=2")).contradiction())
        .isEqualTo("its buckets hold 5.0 observations, its count is 6.0");
    assertThat(new NativeHistogram(4, Double.NaN, buckets("(1,2]=3 (2,4]=2")).contradiction())
        .isEqualTo("its buckets hold 5.0 observations, its count is 4.0");
  }

  @Test
  @DisplayName("A chunk gives back every bit, repeated instants and different buckets included")
  void chunk() {
    List<HistogramSample> samples =
        List.of(
            at("00:01:00", "(0.25,0.5]=3 (0.5,1]=2"),
            at("00:01:00", Histograms.STALE),
            at("00:02:00", "[-0.001,0.001]=0.1 (0.25,1]=9007199254740993"),
            at(
                "00:04:30.017",
                new NativeHistogram(1e300, -0.0, buckets("(-Infinity,5e-324]=1e300"))));
    byte[] chunk = HistogramChunk.encode(samples);
    List<String> numbers = new ArrayList<>();
    SampleChunk.decode(chunk, (millis, value) -> numbers.add(millis + "=" + value));

    assertThat(HistogramChunk.decode(chunk)).isEqualTo(samples);
    assertThat(HistogramChunk.isOne(chunk)).isTrue();
    assertThat(SampleChunk.count(chunk)).isEqualTo(4);
    assertThat(numbers).isEmpty();
    byte[] ofNumbers = SampleChunk.encode(new long[] {1}, new double[] {2}, 1);
    assertThat(HistogramChunk.isOne(ofNumbers)).isFalse();
    assertThat(HistogramChunk.decode(ofNumbers)).isEmpty();
  }

  @Test
  @DisplayName("Merged in any order: a usable one wins, then the larger count, then larger bytes")
  void merge() {
    List<byte[]> chunks = new ArrayList<>();
    for (HistogramSample sample :
        List.of(
            at("00:01:00", Histograms.STALE),
            at("00:01:00", "(1,2]=3"),
            at("00:01:00", "(2,4]=4"),
            at("00:02:00", "(1,2]=5"),
            at("00:02:00", "(2,4]=5"),
            at("00:02:00", "(1,2]=5"),
            at("00:03:00", "(1,2]=6"),
            at("00:04:00", Histograms.STALE))) {
      chunks.add(HistogramChunk.encode(List.of(sample)));
    }
    byte[] first = merged(chunks).chunk();
    for (int seed = 0; seed < 50; seed++) {
      Collections.shuffle(chunks, new Random(seed));
      HistogramMerge merge = merged(chunks);

      assertThat(merge.chunk()).isEqualTo(first);
      assertThat(merge.count()).isEqualTo(4);
      assertThat(merge.conflictCount()).isEqualTo(2);
      assertThat(merge.duplicateCount()).isEqualTo(1);
      assertThat(merge.lastNumber()).isEqualTo(new Sample(at("00:03:00", "").epochMillis(), 6));
      assertThat(HistogramChunk.decode(merge.lastHistogram()))
          .containsExactly(at("00:03:00", "(1,2]=6"));
    }
    assertThat(HistogramChunk.decode(first))
        .extracting(sample -> sample.histogram().count())
        .containsExactly(4.0, 5.0, 6.0, 0.0);
    assertThat(
            merged(List.of(HistogramChunk.encode(List.of(at("00:01:00", Histograms.STALE)))))
                .lastHistogram())
        .isNull();
  }

  private static HistogramMerge merged(List<byte[]> chunks) {
    HistogramMerge merge = new HistogramMerge();
    chunks.forEach(merge::add);
    return merge;
  }
}
