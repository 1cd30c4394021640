package dev.aftermath.jobs.bronze;

/** Collects the samples of one series and UTC day until they are encoded. */
sealed interface DaySamples permits ChunkBuilder, HistogramChunkBuilder {
  /** How many there are. */
  int count();

  /** How much memory they take, in samples that are numbers. */
  int weight();

  /** Puts the samples into ascending order and leaves out exact repetitions. */
  void settle();

  /** How many exact repetitions {@link #settle} left out. */
  int repeated();

  /** The first instant in milliseconds since 1970, once settled. */
  long firstAt();

  /** The last instant in milliseconds since 1970, once settled. */
  long lastAt();

  /** The samples as a chunk. */
  byte[] encode();
}
