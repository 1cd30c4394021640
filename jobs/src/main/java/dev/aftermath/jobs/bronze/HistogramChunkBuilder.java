package dev.aftermath.jobs.bronze;

import dev.aftermath.jobs.domain.series.HistogramChunk;
import dev.aftermath.jobs.domain.series.HistogramSample;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;

/** Collects native histograms. */
final class HistogramChunkBuilder implements DaySamples {
  private List<HistogramSample> samples = new ArrayList<>();
  private int weight;
  private int repeated;

  void add(HistogramSample sample) {
    samples.add(sample);
    weight += weightOf(sample);
  }

  /** How many numbers with their times take the memory of a sample: a bucket has four of them. */
  static int weightOf(HistogramSample sample) {
    return 4 + 3 * sample.histogram().buckets().size();
  }

  @Override
  public int count() {
    return samples.size();
  }

  @Override
  public int weight() {
    return weight;
  }

  @Override
  public void settle() {
    List<HistogramSample> kept = new ArrayList<>(new LinkedHashSet<>(samples));
    repeated = samples.size() - kept.size();
    kept.sort(Comparator.comparingLong(HistogramSample::epochMillis));
    samples = kept;
  }

  @Override
  public int repeated() {
    return repeated;
  }

  @Override
  public long firstAt() {
    return samples.get(0).epochMillis();
  }

  @Override
  public long lastAt() {
    return samples.get(samples.size() - 1).epochMillis();
  }

  @Override
  public byte[] encode() {
    return HistogramChunk.encode(samples);
  }
}
