package dev.aftermath.jobs.lake;

import java.util.Locale;

/** The layers of the lake, in the order in which data flows. */
public enum Layer {
  BRONZE,
  SILVER,
  GOLD,
  /** About the platform itself: its runs. */
  OPERATIONS;

  /** The folder's name. */
  public String folder() {
    return name().toLowerCase(Locale.ROOT);
  }
}
