package dev.aftermath.jobs.publish;

import java.time.Instant;
import java.util.Map;

/**
 * How a run went, for those who watch the platform itself.
 *
 * @param startedAt when it began
 * @param endedAt when the figures were ready to be published
 * @param asOf the instant its figures are computed for
 * @param stepSeconds how long each step took, by a monotonic clock
 */
public record RunHealth(
    Instant startedAt, Instant endedAt, Instant asOf, Map<String, Double> stepSeconds) {

  /** Takes a copy. */
  public RunHealth {
    stepSeconds = Map.copyOf(stepSeconds);
  }
}
