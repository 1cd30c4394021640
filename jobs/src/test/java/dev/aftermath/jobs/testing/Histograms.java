package dev.aftermath.jobs.testing;

import dev.aftermath.jobs.domain.series.HistogramSample;
import dev.aftermath.jobs.domain.series.NativeHistogram;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Writes native histograms as text such as {@code (0.25,0.5]=3 (0.5,1]=2}. */
public final class Histograms {
  private static final Pattern BUCKET =
      Pattern.compile("([(\\[])([^,]+),([^\\])]+)([)\\]])=(\\S+)");

  private Histograms() {}

  /** What the target of a stale marker has counted: nothing, to the sum of NaN. */
  public static final NativeHistogram STALE = new NativeHistogram(0, Double.NaN, List.of());

  /** A histogram that counted what its buckets hold. */
  public static NativeHistogram holding(String buckets) {
    List<NativeHistogram.Bucket> read = buckets(buckets);
    double count = read.stream().mapToDouble(NativeHistogram.Bucket::count).sum();
    return new NativeHistogram(count, count / 2, read);
  }

  /** A sample on March 1st. */
  public static HistogramSample at(String time, NativeHistogram histogram) {
    return new HistogramSample(Instant.parse("2026-03-01T" + time + "Z").toEpochMilli(), histogram);
  }

  /** A sample on March 1st that counted what its buckets hold. */
  public static HistogramSample at(String time, String buckets) {
    return at(time, holding(buckets));
  }

  /** The buckets alone. */
  public static List<NativeHistogram.Bucket> buckets(String text) {
    List<NativeHistogram.Bucket> buckets = new ArrayList<>();
    BUCKET.matcher(text).results().map(Histograms::bucket).forEach(buckets::add);
    return buckets;
  }

  private static NativeHistogram.Bucket bucket(MatchResult found) {
    boolean hasLower = found.group(1).equals("[");
    boolean hasUpper = found.group(4).equals("]");
    int rule = hasUpper ? (hasLower ? 3 : 0) : (hasLower ? 1 : 2);
    return new NativeHistogram.Bucket(
        rule,
        Double.parseDouble(found.group(2)),
        Double.parseDouble(found.group(3)),
        Double.parseDouble(found.group(5)));
  }
}
