package dev.aftermath.jobs.pipeline;

/**
 * What a step did.
 *
 * @param step its table or task
 * @param outcome what came of it
 * @param version the table's version after it; -1 when there is none
 * @param rowCount the rows it wrote; -1 when it wrote none
 * @param durationMillis by a monotonic clock
 */
public record StepResult(
    String step, Outcome outcome, long version, long rowCount, long durationMillis) {

  /** What came of a step. */
  public enum Outcome {
    /** It wrote. */
    WRITTEN,
    /** Its inputs and definition were those of the last time. */
    UNCHANGED
  }
}
