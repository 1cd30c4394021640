package dev.aftermath.jobs.gold;

/** What the sums of one day are to a measure. */
enum SlicePart {
  /** All events. */
  TOTAL,
  /** The good or bad ones; of bucketed requests those that were surely fast enough. */
  COUNTED,
  /** The requests in a bucket with another bound than the one that is asked for. */
  OTHER_BUCKET,
  /** Of native histograms the requests that may have been fast enough. */
  POSSIBLE
}
