package dev.aftermath.jobs.domain.series;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Merges numbers. Where samples of one instant differ, a number wins over a NaN, the larger number
 * over the smaller, the larger bits over the smaller among NaNs.
 */
public final class SampleMerge implements ChunkMerge {
  private long[] millis = new long[1440];
  private double[] values = new double[1440];
  private int count;
  private boolean ascending = true;
  private byte @Nullable [] only;
  private int chunks;
  private long conflicts;
  private long duplicates;

  @Override
  public void add(byte[] chunk) {
    only = chunks++ == 0 ? chunk : null;
    SampleChunk.decode(chunk, this::add);
  }

  @Override
  public int count() {
    settle();
    return count;
  }

  @Override
  public long[] instants() {
    settle();
    return Arrays.copyOf(millis, count);
  }

  @Override
  public long conflictCount() {
    settle();
    return conflicts;
  }

  @Override
  public long duplicateCount() {
    settle();
    return duplicates;
  }

  @Override
  public long firstMillis() {
    settle();
    return millis[0];
  }

  @Override
  public long lastMillis() {
    settle();
    return millis[count - 1];
  }

  @Override
  public @Nullable Sample lastNumber() {
    settle();
    for (int i = count - 1; i >= 0; i--) {
      if (Double.isFinite(values[i])) {
        return new Sample(millis[i], values[i]);
      }
    }
    return null;
  }

  @Override
  public byte @Nullable [] lastHistogram() {
    return null;
  }

  @Override
  public byte[] chunk() {
    if (only != null && ascending) {
      // Equal samples are encoded equally: nothing was merged, so this is already the outcome.
      return only;
    }
    settle();
    return SampleChunk.encode(millis, values, count);
  }

  private void add(long at, double value) {
    if (count == millis.length) {
      millis = Arrays.copyOf(millis, count * 2);
      values = Arrays.copyOf(values, count * 2);
    }
    ascending &= count == 0 || at > millis[count - 1];
    millis[count] = at;
    values[count] = value;
    count++;
  }

  private void settle() {
    if (ascending) {
      return;
    }
    only = null;
    Sample[] samples = new Sample[count];
    for (int i = 0; i < count; i++) {
      samples[i] = new Sample(millis[i], values[i]);
    }
    Arrays.sort(samples);
    count = 0;
    ascending = true;
    boolean conflict = false;
    Sample before = null;
    for (Sample sample : samples) {
      boolean again = count > 0 && millis[count - 1] == sample.epochMillis();
      if (!again) {
        conflict = false;
        add(sample.epochMillis(), sample.value());
      } else if (!conflict && !sample.sameValue(values[count - 1])) {
        conflict = true;
        conflicts++;
      }
      // Equal ones stand side by side.
      duplicates += again && before != null && before.sameValue(sample.value()) ? 1 : 0;
      before = sample;
    }
  }
}
