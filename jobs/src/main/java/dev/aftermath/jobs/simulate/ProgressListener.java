package dev.aftermath.jobs.simulate;

/** Hears how far a simulation has come. Calls arrive from several threads. */
@FunctionalInterface
public interface ProgressListener {

  /** A listener that ignores every call. */
  ProgressListener NONE = (part, doneCount, totalCount) -> {};

  /**
   * Reports progress of one part, for example {@code pagerduty} or {@code prometheus}.
   *
   * @param doneCount weeks (of all services, for {@code prometheus}) finished so far
   * @param totalCount weeks to write
   */
  void advanced(String part, long doneCount, long totalCount);
}
