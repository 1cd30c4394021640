package dev.aftermath.jobs.bronze;

import dev.aftermath.jobs.domain.series.SampleChunk;
import java.util.Arrays;
import java.util.stream.IntStream;

/** Collects samples that are numbers. */
final class ChunkBuilder implements DaySamples {
  private long[] epochMillis = new long[64];
  private double[] values = new double[64];
  private int count;
  private int repeated;

  void add(long at, double value) {
    if (count == epochMillis.length) {
      epochMillis = Arrays.copyOf(epochMillis, count * 2);
      values = Arrays.copyOf(values, count * 2);
    }
    epochMillis[count] = at;
    values[count] = value;
    count++;
  }

  /** Adds the samples from one index, inclusive, to another, exclusive. */
  void add(long[] times, double[] numbers, int from, int to) {
    int more = to - from;
    if (count + more > epochMillis.length) {
      int length = Math.max(count + more, epochMillis.length * 2);
      epochMillis = Arrays.copyOf(epochMillis, length);
      values = Arrays.copyOf(values, length);
    }
    System.arraycopy(times, from, epochMillis, count, more);
    System.arraycopy(numbers, from, values, count, more);
    count += more;
  }

  @Override
  public int count() {
    return count;
  }

  @Override
  public int weight() {
    return count;
  }

  @Override
  public void settle() {
    sort();
    int kept = Math.min(count, 1);
    for (int i = 1; i < count; i++) {
      if (repeatsAnEarlierOne(i, kept)) {
        repeated++;
      } else {
        epochMillis[kept] = epochMillis[i];
        values[kept] = values[i];
        kept++;
      }
    }
    count = kept;
  }

  @Override
  public int repeated() {
    return repeated;
  }

  @Override
  public long firstAt() {
    return epochMillis[0];
  }

  @Override
  public long lastAt() {
    return epochMillis[count - 1];
  }

  @Override
  public byte[] encode() {
    return SampleChunk.encode(epochMillis, values, count);
  }

  private void sort() {
    boolean ascending = true;
    for (int i = 1; i < count && ascending; i++) {
      ascending = epochMillis[i - 1] <= epochMillis[i];
    }
    if (ascending) {
      return;
    }
    long[] times = epochMillis;
    double[] unsorted = values;
    int[] order =
        IntStream.range(0, count)
            .boxed()
            .sorted((a, b) -> Long.compare(times[a], times[b]))
            .mapToInt(Integer::intValue)
            .toArray();
    epochMillis = Arrays.stream(order).mapToLong(i -> times[i]).toArray();
    values = Arrays.stream(order).mapToDouble(i -> unsorted[i]).toArray();
  }

  private boolean repeatsAnEarlierOne(int candidate, int kept) {
    long bits = Double.doubleToRawLongBits(values[candidate]);
    for (int i = kept - 1; i >= 0 && epochMillis[i] == epochMillis[candidate]; i--) {
      if (Double.doubleToRawLongBits(values[i]) == bits) {
        return true;
      }
    }
    return false;
  }
}
