package dev.aftermath.jobs.domain.slo;

import java.time.Instant;

/**
 * A version of an SLO and the time in which it is in force.
 *
 * @param after evaluations go by the version that are later; {@link Instant#MIN} for all before
 * @param until the last evaluation that goes by it; {@link Instant#MAX} when it is still in force
 */
public record Reign(SloDefinition version, Instant after, Instant until) {

  /** Whether an evaluation goes by the version. */
  public boolean judges(Instant evaluation) {
    return evaluation.isAfter(after) && !evaluation.isAfter(until);
  }
}
