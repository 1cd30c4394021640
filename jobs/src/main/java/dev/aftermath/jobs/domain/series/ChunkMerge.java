package dev.aftermath.jobs.domain.series;

import org.jspecify.annotations.Nullable;

/**
 * Brings chunks of one series together: ascending, each instant once. Where samples of one instant
 * differ, the content alone decides, so that the order of arrival cannot matter.
 */
public sealed interface ChunkMerge permits SampleMerge, HistogramMerge {

  /** A merge for chunks of the same kind as this one; it is not yet added. */
  static ChunkMerge like(byte[] chunk) {
    return HistogramChunk.isOne(chunk) ? new HistogramMerge() : new SampleMerge();
  }

  /** Adds the samples of a chunk. */
  void add(byte[] chunk);

  /** The number of instants. */
  int count();

  /** The instants in milliseconds since 1970, ascending. */
  long[] instants();

  /** How many instants had more than one value. */
  long conflictCount();

  /** How many samples repeat another one of their instant and value. */
  long duplicateCount();

  /** The first instant in milliseconds since 1970; there must be one. */
  long firstMillis();

  /** The last instant in milliseconds since 1970; there must be one. */
  long lastMillis();

  /**
   * The last sample whose value is a finite number, of native histograms the count of the last
   * usable one; null when there is none.
   */
  @Nullable Sample lastNumber();

  /** The last usable native histogram as a chunk of its own; null when there is none. */
  byte @Nullable [] lastHistogram();

  /** The samples as one chunk. */
  byte[] chunk();
}
