package dev.aftermath.jobs.domain.kpi;

import org.jspecify.annotations.Nullable;

/** What a definition makes of one case. */
public sealed interface Decision {

  /**
   * The case is behind the figure.
   *
   * @param value what it brings: seconds, a number, or for what is counted 1 or 0
   * @param stretch the time that was measured; null when none was
   */
  record Taken(long value, @Nullable Stretch stretch) implements Decision {}

  /** The case is not behind the figure, for one of {@link KpiDefinition#reasons()}. */
  record LeftOut(String reason) implements Decision {}
}
