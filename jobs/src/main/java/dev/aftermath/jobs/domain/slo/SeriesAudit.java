package dev.aftermath.jobs.domain.slo;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * What is to be known of the raw samples of one day before their sums are trusted. Adds up in any
 * order.
 */
public final class SeriesAudit {
  private static final int BYTES = 13 * Long.BYTES;

  private long seriesCount;
  private long sampleCount;
  private long unusableCount;
  private long conflictCount;
  private long duplicateCount;
  private long lateCount;
  private long resetCount;
  private long gapCount;
  private long longestStepMillis;
  private long firstValueLostCount;
  private long otherSeriesCount;
  private double lowerBound = Double.NEGATIVE_INFINITY;
  private double upperBound = Double.POSITIVE_INFINITY;

  /** Notes one series with its samples; those that are not usable are among them. */
  void series(long samples, long unusable) {
    seriesCount++;
    sampleCount += samples;
    unusableCount += unusable;
  }

  /** Notes log lines or incidents, which are no series. */
  public void counted(long count) {
    sampleCount += count;
  }

  /** Notes how many instants had samples that differ. */
  public void conflicts(long count) {
    conflictCount += count;
  }

  /** Notes how many samples repeat another one. */
  public void duplicates(long count) {
    duplicateCount += count;
  }

  /** Notes how many samples came late. */
  public void late(long count) {
    lateCount += count;
  }

  /** Notes a series that matches, but whose samples are not what is counted. */
  public void otherSeries() {
    otherSeriesCount++;
  }

  void resets(long count) {
    resetCount += count;
  }

  void gaps(long count, long longestMillis) {
    gapCount += count;
    longestStepMillis = Math.max(longestStepMillis, longestMillis);
  }

  void firstValueLost() {
    firstValueLostCount++;
  }

  /** Notes a bucket of the histogram that is not the one asked for. */
  public void otherBound(double bound, double asked) {
    if (bound < asked) {
      lowerBound = Math.max(lowerBound, bound);
    } else if (bound > asked) {
      upperBound = Math.min(upperBound, bound);
    }
  }

  /** Adds the notes of other series of the same day. */
  public void add(SeriesAudit other) {
    seriesCount += other.seriesCount;
    sampleCount += other.sampleCount;
    unusableCount += other.unusableCount;
    conflictCount += other.conflictCount;
    duplicateCount += other.duplicateCount;
    lateCount += other.lateCount;
    resetCount += other.resetCount;
    gaps(other.gapCount, other.longestStepMillis);
    firstValueLostCount += other.firstValueLostCount;
    otherSeriesCount += other.otherSeriesCount;
    lowerBound = Math.max(lowerBound, other.lowerBound);
    upperBound = Math.min(upperBound, other.upperBound);
  }

  /** How many series have samples on the day. */
  public long seriesCount() {
    return seriesCount;
  }

  /** How many samples they have. */
  public long sampleCount() {
    return sampleCount;
  }

  /** Samples that count nothing: stale markers, NaN, infinities, ratios not from 0 to 1. */
  public long unusableCount() {
    return unusableCount;
  }

  /** Instants at which samples of one series differed. */
  public long conflictCount() {
    return conflictCount;
  }

  /** Samples that repeat another export's at the same value; they count once. */
  public long duplicateCount() {
    return duplicateCount;
  }

  /** Instants that an earlier export passed over. */
  public long lateCount() {
    return lateCount;
  }

  /** How often a counter began anew. */
  public long resetCount() {
    return resetCount;
  }

  /** Neighbouring usable samples between which a whole slice passed without one. */
  public long gapCount() {
    return gapCount;
  }

  /** The longest time between neighbouring usable samples; null when none has a neighbour. */
  public @Nullable Double longestStepSeconds() {
    return longestStepMillis == 0 ? null : longestStepMillis / 1000.0;
  }

  /** Counters that were seen for the first time with a value above 0, which is not counted. */
  public long firstValueLostCount() {
    return firstValueLostCount;
  }

  /**
   * Series that match but cannot be counted: native histograms where numbers are asked for, or
   * numbers where native histograms are.
   */
  public long otherSeriesCount() {
    return otherSeriesCount;
  }

  /** The nearest bucket below the one asked for; null when there is none. */
  public @Nullable Double lowerBound() {
    return Double.isInfinite(lowerBound) ? null : lowerBound;
  }

  /** The nearest finite bucket above the one asked for; null when there is none. */
  public @Nullable Double upperBound() {
    return Double.isInfinite(upperBound) ? null : upperBound;
  }

  /** As bytes, for {@link #decode}. */
  public byte[] encode() {
    return ByteBuffer.allocate(BYTES)
        .putLong(seriesCount)
        .putLong(sampleCount)
        .putLong(unusableCount)
        .putLong(conflictCount)
        .putLong(duplicateCount)
        .putLong(lateCount)
        .putLong(resetCount)
        .putLong(gapCount)
        .putLong(longestStepMillis)
        .putLong(firstValueLostCount)
        .putLong(otherSeriesCount)
        .putDouble(lowerBound)
        .putDouble(upperBound)
        .array();
  }

  /** What was encoded. */
  public static SeriesAudit decode(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    SeriesAudit audit = new SeriesAudit();
    audit.seriesCount = in.getLong();
    audit.sampleCount = in.getLong();
    audit.unusableCount = in.getLong();
    audit.conflictCount = in.getLong();
    audit.duplicateCount = in.getLong();
    audit.lateCount = in.getLong();
    audit.resetCount = in.getLong();
    audit.gapCount = in.getLong();
    audit.longestStepMillis = in.getLong();
    audit.firstValueLostCount = in.getLong();
    audit.otherSeriesCount = in.getLong();
    audit.lowerBound = in.getDouble();
    audit.upperBound = in.getDouble();
    return audit;
  }
}
