package dev.aftermath.reports.model;

/** How a breach or an alert stands: what its end, if it has one, tells. */
public enum Ending {
  /** It goes on. */
  OPEN,
  /** It was seen to be over. */
  ENDED,
  /** A new calendar period began before it was over. */
  ENDED_BY_PERIOD,
  /** Before it was over a version of the definition came into force that judges otherwise. */
  ENDED_BY_DEFINITION,
  /** Nothing was measured any more: whether it was over is unknown. */
  ENDED_WITHOUT_DATA
}
