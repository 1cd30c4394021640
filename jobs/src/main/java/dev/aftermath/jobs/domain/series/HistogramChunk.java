package dev.aftermath.jobs.domain.series;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Native histograms of one series in one byte array: what the chunk of such a series holds instead
 * of numbers.
 *
 * <p>Layout: as in {@link SampleChunk} a varint with the number of samples and a mode byte, here 2;
 * a varint with the number of different buckets and their rules and bounds; then per sample a
 * zigzag varint with the change of the timestamp's step, count and sum, and a varint with the
 * number of its buckets, each as a varint with its place among the different ones and its count.
 * Numbers are doubles with their bytes reversed, as a varint: whole numbers end in zeros.
 */
public final class HistogramChunk {
  /** What tells such a chunk from one of numbers. */
  static final int MODE = 2;

  private HistogramChunk() {}

  /** Whether the chunk holds native histograms. */
  public static boolean isOne(byte[] chunk) {
    VarintReader in = new VarintReader(chunk);
    in.read();
    return in.readByte() == MODE;
  }

  /** Encodes samples in the order given. */
  public static byte[] encode(List<HistogramSample> samples) {
    Map<Bounds, Integer> places = new LinkedHashMap<>();
    for (HistogramSample sample : samples) {
      for (NativeHistogram.Bucket bucket : sample.histogram().buckets()) {
        places.putIfAbsent(Bounds.of(bucket), places.size());
      }
    }
    VarintWriter out = new VarintWriter(64 + samples.size() * 64);
    out.write(samples.size());
    out.writeByte(MODE);
    out.write(places.size());
    for (Bounds bounds : places.keySet()) {
      out.writeByte(bounds.rule);
      write(out, bounds.lower);
      write(out, bounds.upper);
    }
    long lastMillis = 0;
    long lastStep = 0;
    for (HistogramSample sample : samples) {
      long step = sample.epochMillis() - lastMillis;
      out.writeSigned(step - lastStep);
      lastMillis = sample.epochMillis();
      lastStep = step;
      NativeHistogram histogram = sample.histogram();
      write(out, histogram.count());
      write(out, histogram.sum());
      out.write(histogram.buckets().size());
      for (NativeHistogram.Bucket bucket : histogram.buckets()) {
        out.write(places.getOrDefault(Bounds.of(bucket), 0));
        write(out, bucket.count());
      }
    }
    return out.toByteArray();
  }

  /** The samples of a chunk, in the order in which they were encoded; none of one of numbers. */
  public static List<HistogramSample> decode(byte[] chunk) {
    VarintReader in = new VarintReader(chunk);
    int count = Math.toIntExact(in.read());
    List<HistogramSample> samples = new ArrayList<>();
    if (in.readByte() != MODE) {
      return samples;
    }
    Bounds[] bounds = new Bounds[Math.toIntExact(in.read())];
    for (int i = 0; i < bounds.length; i++) {
      bounds[i] = new Bounds(in.readByte(), number(in), number(in));
    }
    long millis = 0;
    long step = 0;
    for (int i = 0; i < count; i++) {
      step += in.readSigned();
      millis += step;
      double all = number(in);
      double sum = number(in);
      int size = Math.toIntExact(in.read());
      List<NativeHistogram.Bucket> buckets = new ArrayList<>(size);
      for (int place = 0; place < size; place++) {
        buckets.add(bounds[Math.toIntExact(in.read())].bucket(number(in)));
      }
      samples.add(new HistogramSample(millis, new NativeHistogram(all, sum, buckets)));
    }
    return samples;
  }

  private static void write(VarintWriter out, double number) {
    out.write(Long.reverseBytes(Double.doubleToRawLongBits(number)));
  }

  private static double number(VarintReader in) {
    return Double.longBitsToDouble(Long.reverseBytes(in.read()));
  }

  private record Bounds(int rule, double lower, double upper) {

    static Bounds of(NativeHistogram.Bucket bucket) {
      return new Bounds(bucket.rule(), bucket.lower(), bucket.upper());
    }

    NativeHistogram.Bucket bucket(double count) {
      return new NativeHistogram.Bucket(rule, lower, upper, count);
    }
  }
}
