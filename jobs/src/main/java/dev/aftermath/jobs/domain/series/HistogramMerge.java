package dev.aftermath.jobs.domain.series;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Merges native histograms. Where two of one instant differ, one that is usable wins over one that
 * is not, then the one that counted more, then the one whose bytes are larger.
 */
public final class HistogramMerge implements ChunkMerge {
  private final TreeMap<Long, HistogramSample> samples = new TreeMap<>();

  /** Where samples of one instant differ, every one of them once. */
  private final Map<Long, Set<ByteBuffer>> conflicts = new HashMap<>();

  private long added;

  @Override
  public void add(byte[] chunk) {
    for (HistogramSample sample : HistogramChunk.decode(chunk)) {
      added++;
      samples.merge(sample.epochMillis(), sample, this::winner);
    }
  }

  @Override
  public int count() {
    return samples.size();
  }

  @Override
  public long[] instants() {
    return samples.keySet().stream().mapToLong(Long::longValue).toArray();
  }

  @Override
  public long conflictCount() {
    return conflicts.size();
  }

  @Override
  public long duplicateCount() {
    long others = conflicts.values().stream().mapToLong(each -> each.size() - 1L).sum();
    return added - samples.size() - others;
  }

  @Override
  public long firstMillis() {
    return samples.firstKey();
  }

  @Override
  public long lastMillis() {
    return samples.lastKey();
  }

  @Override
  public @Nullable Sample lastNumber() {
    HistogramSample last = lastUsable();
    return last == null ? null : new Sample(last.epochMillis(), last.histogram().count());
  }

  @Override
  public byte @Nullable [] lastHistogram() {
    HistogramSample last = lastUsable();
    return last == null ? null : HistogramChunk.encode(List.of(last));
  }

  @Override
  public byte[] chunk() {
    return HistogramChunk.encode(List.copyOf(samples.values()));
  }

  private @Nullable HistogramSample lastUsable() {
    for (HistogramSample sample : samples.descendingMap().values()) {
      if (sample.histogram().isUsable()) {
        return sample;
      }
    }
    return null;
  }

  private HistogramSample winner(HistogramSample one, HistogramSample other) {
    byte[] ofOne = HistogramChunk.encode(List.of(one));
    byte[] ofOther = HistogramChunk.encode(List.of(other));
    int byBytes = Arrays.compareUnsigned(ofOne, ofOther);
    if (byBytes == 0) {
      return one;
    }
    Set<ByteBuffer> different =
        conflicts.computeIfAbsent(one.epochMillis(), instant -> new HashSet<>());
    different.add(ByteBuffer.wrap(ofOne));
    different.add(ByteBuffer.wrap(ofOther));
    int byUse = Boolean.compare(one.histogram().isUsable(), other.histogram().isUsable());
    int byCount = Double.compare(one.histogram().count(), other.histogram().count());
    int order = byUse != 0 ? byUse : byCount != 0 ? byCount : byBytes;
    return order > 0 ? one : other;
  }
}
