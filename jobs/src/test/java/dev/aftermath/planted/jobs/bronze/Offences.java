package dev.aftermath.planted.jobs.bronze;

import dev.aftermath.planted.jobs.silver.Normalised;

/** A layer that reads the one after it. */
final class Offences {
  private Offences() {}

  record KnowsSilver(Normalised normalised) {}
}
