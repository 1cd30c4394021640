package dev.aftermath.reports.model;

/**
 * Why the mean of a duration changed since the week before; the parts sum to the change.
 *
 * @param changeSeconds the change
 * @param longestSeconds what the longest incident alone did
 * @param mixSeconds what another mix of priorities did
 * @param withinSeconds what other times within the priorities did
 * @param withoutLongestSeconds the mean without the longest incident
 * @param longestIncident its identifier
 */
public record MeanChange(
    long changeSeconds,
    long longestSeconds,
    long mixSeconds,
    long withinSeconds,
    long withoutLongestSeconds,
    String longestIncident) {
  /** Refuses parts that are not the whole. */
  public MeanChange {
    if (longestSeconds + mixSeconds + withinSeconds != changeSeconds) {
      throw new IllegalArgumentException(
          "Invalid parts of a change of %d s: %d, %d and %d s"
              .formatted(changeSeconds, longestSeconds, mixSeconds, withinSeconds));
    }
  }
}
