package dev.aftermath.jobs.domain.slo;

import java.util.Locale;

/** How a burn-rate episode stands. */
public enum EpisodeState {
  /** The alert still fires. */
  OPEN,
  /** It was measured that the rule no longer burns. */
  ENDED,
  /**
   * Nothing was measured any more over the whole long window: whether it still burns is unknown.
   */
  ENDED_WITHOUT_DATA,
  /** A version of other slices came into force, or one without the objective or the rule. */
  ENDED_BY_DEFINITION;

  /** The word in tables. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
