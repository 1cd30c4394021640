package dev.aftermath.jobs.domain.series;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Merges native histograms. Where two of one instant differ, one that is usable wins over one that
 * is not, then the one that counted more, then the one whose bytes are larger.
 */
public final class HistogramMerge implements ChunkMerge {
  private final TreeMap<Long, HistogramSample> samples = new TreeMap<>();
  private final Set<Long> conflicts = new HashSet<>();

  @Override
  public void add(byte[] chunk) {
    HistogramChunk.decode(chunk)
        .forEach(sample -> samples.merge(sample.epochMillis(), sample, this::winner));
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
    int byBytes =
        Arrays.compareUnsigned(
            HistogramChunk.encode(List.of(one)), HistogramChunk.encode(List.of(other)));
    if (byBytes == 0) {
      return one;
    }
    conflicts.add(one.epochMillis());
    int byUse = Boolean.compare(one.histogram().isUsable(), other.histogram().isUsable());
    int byCount = Double.compare(one.histogram().count(), other.histogram().count());
    int order = byUse != 0 ? byUse : byCount != 0 ? byCount : byBytes;
    return order > 0 ? one : other;
  }
}
