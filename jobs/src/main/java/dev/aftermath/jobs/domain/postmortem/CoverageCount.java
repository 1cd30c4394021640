package dev.aftermath.jobs.domain.postmortem;

import dev.aftermath.jobs.domain.postmortem.PostmortemDuty.State;
import java.util.EnumMap;
import java.util.Map;

/** How it stands with the postmortems of some incidents that ask for one. */
public final class CoverageCount {
  private final Map<State, Long> counts = new EnumMap<>(State.class);

  /** None yet. */
  public CoverageCount() {}

  /** Counts one more. */
  public void add(State state) {
    counts.merge(state, 1L, Long::sum);
  }

  /** Those in a state. */
  public long in(State state) {
    return counts.getOrDefault(state, 0L);
  }

  /** All that ask for one. */
  public long required() {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }

  /** Those that have one. */
  public long written() {
    return in(State.IN_TIME) + in(State.LATE) + in(State.UNDATED);
  }

  /** Those that have one, or should. */
  public long decided() {
    return written() + in(State.MISSING);
  }

  /** Those of which it is known whether theirs came in time. */
  public long timed() {
    return in(State.IN_TIME) + in(State.LATE) + in(State.MISSING);
  }
}
