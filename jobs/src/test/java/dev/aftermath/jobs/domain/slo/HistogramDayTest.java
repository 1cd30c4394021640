package dev.aftermath.jobs.domain.slo;

import static dev.aftermath.jobs.testing.Histograms.at;
import static dev.aftermath.jobs.testing.Histograms.buckets;
import static org.assertj.core.api.Assertions.assertThat;

import dev.aftermath.jobs.domain.series.HistogramSample;
import dev.aftermath.jobs.domain.series.NativeHistogram;
import dev.aftermath.jobs.testing.Histograms;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Requests of a native histogram: all, surely and possibly fast enough;")
class HistogramDayTest {
  @Test
  @DisplayName("where buckets end at the bound, those below it are all that were fast enough")
  void exact() {
    assertThat(
            counted(
                0.5,
                at("00:01:00", "(0.25,0.5]=10 (0.5,1]=2"),
                at("00:02:00", "(0.25,0.5]=14 (0.5,1]=2 (1,2]=1"),
                at("00:05:00", "(0.25,0.5]=15 (0.5,1]=2 (1,2]=1"),
                at("00:06:00", "(0.125,0.25]=7 (0.25,0.5]=15 (0.5,1]=3 (1,2]=1")))
        .containsExactly("00:00 6 5 5", "00:05 8 7 7");
  }

  @Test
  @DisplayName("a bucket across the bound may hold them or not, and the audit names its bounds")
  void acrossTheBound() {
    HistogramSample[] samples = {
      at("00:01:00", "(0.125,0.25]=1 (0.25,0.5]=10 (0.5,1]=2"),
      at("00:02:00", "(0.125,0.25]=3 (0.25,0.5]=14 (0.5,1]=7")
    };

    assertThat(counted(0.3, samples)).containsExactly("00:00 11 2 6");
    SeriesAudit audit = count(0.3, null, samples).sure().audit();
    assertThat(audit.lowerBound()).isEqualTo(0.25);
    assertThat(audit.upperBound()).isEqualTo(0.5);
    assertThat(count(0.5, null, samples).sure().audit().upperBound()).isNull();
  }

  @Test
  @DisplayName("merged buckets count what they hold more than those they were made of")
  void mergedBuckets() {
    assertThat(
            counted(
                0.5,
                at("00:01:00", "(0.25,0.5]=10 (0.5,1]=2 (1,2]=1"),
                at("00:02:00", "(0.25,1]=12 (1,4]=1"),
                at("00:06:00", "(0.25,1]=15 (1,4]=1"),
                at("00:11:00", "(0.0625,0.25]=4 (0.25,1]=15 (1,4]=2")))
        .containsExactly("00:00 0 0 0", "00:05 3 0 3", "00:10 5 4 4");
  }

  @Test
  @DisplayName(
      "it began anew when a count fell or a bucket was split: then all that it holds is new")
  void reset() {
    assertThat(
            counted(
                0.5,
                at("00:01:00", "(0.25,0.5]=10 (0.5,1]=2"),
                at("00:02:00", "(0.25,0.5]=3 (0.5,1]=1"),
                at("00:06:00", "(0.25,0.5]=2 (0.5,1]=9"),
                at("00:11:00", "(0.25,1]=20"),
                at("00:16:00", "(0.25,0.5]=11 (0.5,1]=12")))
        .containsExactly(
            "00:00 4 3 3 reset", "00:05 11 2 2 reset", "00:10 9 0 9", "00:15 23 11 11 reset");
  }

  @Test
  @DisplayName("the zero bucket ends at its threshold, and swallows buckets when it widens")
  void zeroBucket() {
    assertThat(
            counted(
                0.25,
                at("00:01:00", "[-0.001,0.001]=1 (0.125,0.25]=1"),
                at("00:02:00", "[-0.001,0.001]=4 (0.125,0.25]=2"),
                at("00:06:00", "[-0.25,0.25]=8 (0.25,0.5]=1")))
        .containsExactly("00:00 4 4 4", "00:05 3 2 2");
    assertThat(
            counted(0.0005, at("00:01:00", "[-0.001,0.001]=1"), at("00:02:00", "[-0.001,0.001]=4")))
        .containsExactly("00:00 3 0 3");
  }

  @Test
  @DisplayName("a bucket below zero holds its lower bound, so that one at the bound may be good")
  void negativeBuckets() {
    HistogramSample[] samples = {
      at("00:01:00", "[-4,-2)=1 [-2,-1)=1 [-1,-0.5)=1"),
      at("00:02:00", "[-4,-2)=2 [-2,-1)=3 [-1,-0.5)=5")
    };

    assertThat(counted(-2, samples)).containsExactly("00:00 7 1 3");
    assertThat(counted(-1.5, samples)).containsExactly("00:00 7 1 3");
    assertThat(counted(0, samples)).containsExactly("00:00 7 7 7");
  }

  @Test
  @DisplayName("custom buckets are as good as any")
  void customBuckets() {
    HistogramSample[] samples = {
      at("00:01:00", "(-Infinity,0.1]=1 (0.1,0.3]=1 (0.3,Infinity]=1"),
      at("00:02:00", "(-Infinity,0.1]=4 (0.1,0.3]=3 (0.3,Infinity]=2")
    };

    assertThat(counted(0.3, samples)).containsExactly("00:00 6 5 5");
    assertThat(counted(0.2, samples)).containsExactly("00:00 6 3 5");
    assertThat(counted(0.5, samples)).containsExactly("00:00 6 5 6");
  }

  @Test
  @DisplayName("fractions are added exactly to nine decimals")
  void fractions() {
    assertThat(
            counted(
                0.5,
                at("00:01:00", "(0.25,0.5]=0.1 (0.5,1]=0.5"),
                at("00:02:00", "(0.25,0.5]=0.4 (0.5,1]=2.25"),
                at("00:03:00", "(0.25,0.5]=0.4000000001 (0.5,1]=2.25")))
        .containsExactly("00:00 2.05 0.3 0.3");
  }

  @Test
  @DisplayName("observations of NaN are in the count and in no bucket: they were not fast enough")
  void observedNaN() {
    assertThat(
            counted(
                0.5,
                at("00:01:00", "(0.25,0.5]=1"),
                at("00:02:00", new NativeHistogram(4, Double.NaN, buckets("(0.25,0.5]=2")))))
        .containsExactly("00:00 3 1 1");
  }

  @Test
  @DisplayName("stale markers are passed over, and are no new beginning")
  void stale() {
    HistogramSample[] samples = {
      at("00:01:00", "(0.25,0.5]=5"),
      at("00:02:00", Histograms.STALE),
      at("00:06:00", "(0.25,0.5]=8")
    };

    assertThat(counted(0.5, samples)).containsExactly("00:05 3 3 3");
    SeriesAudit audit = count(0.5, null, samples).all().audit();
    assertThat(audit.sampleCount()).isEqualTo(3);
    assertThat(audit.unusableCount()).isEqualTo(1);
    assertThat(audit.resetCount()).isZero();
    assertThat(audit.firstValueLostCount()).isEqualTo(1);
  }

  @Test
  @DisplayName("the step over midnight and across a gap counts with the later sample")
  void acrossMidnightAndGaps() {
    HistogramSample before =
        new HistogramSample(
            Instant.parse("2026-02-28T23:58:00Z").toEpochMilli(),
            Histograms.holding("(0.25,0.5]=5"));
    HistogramDay.Counted counted =
        count(
            0.5,
            before,
            at("00:00:00", "(0.25,0.5]=6"),
            at("00:02:00", "(0.25,0.5]=8 (0.5,1]=1"),
            at("00:21:00", "(0.25,0.5]=9 (0.5,1]=1"));

    assertThat(words(counted)).containsExactly("23:55 1 1 1", "00:00 3 2 2", "00:20 1 1 1");
    assertThat(counted.all().audit().gapCount()).isEqualTo(1);
    assertThat(counted.all().audit().longestStepSeconds()).isEqualTo(1140.0);
    assertThat(counted.all().audit().firstValueLostCount()).isZero();
  }

  @Test
  @DisplayName("one that counted nothing yet loses nothing, and one without buckets counts nothing")
  void empty() {
    NativeHistogram nothing = new NativeHistogram(0, 0, List.of());
    HistogramSample[] samples = {
      at("00:01:00", nothing), at("00:02:00", nothing), at("00:03:00", "(0.5,1]=2")
    };

    assertThat(counted(0.5, samples)).containsExactly("00:00 2 0 0");
    assertThat(count(0.5, null, samples).all().audit().firstValueLostCount()).isZero();
  }

  private static HistogramDay.Counted count(
      double bound, @Nullable HistogramSample previous, HistogramSample... samples) {
    return HistogramDay.count(SliceGrid.FIVE_MINUTES, bound, previous, List.of(samples));
  }

  private static List<String> counted(double bound, HistogramSample... samples) {
    return words(count(bound, null, samples));
  }

  /** Each measured slice with all, surely and possibly good requests. */
  private static List<String> words(HistogramDay.Counted counted) {
    List<String> words = new ArrayList<>();
    for (int i = 0; i < counted.all().sums().size(); i++) {
      DaySums all = counted.all().sums().get(i);
      for (int place = 0; place < all.grid().perDay(); place++) {
        if (all.isMeasured(place)) {
          words.add(
              all.grid().start(all.day() * all.grid().perDay() + place).toString().substring(11, 16)
                  + " "
                  + text(all.events(place))
                  + " "
                  + text(counted.sure().sums().get(i).events(place))
                  + " "
                  + text(counted.possible().sums().get(i).events(place))
                  + (all.resetCount(place) > 0 ? " reset" : ""));
        }
      }
    }
    return words;
  }

  private static String text(BigDecimal events) {
    return events.stripTrailingZeros().toPlainString();
  }
}
