package dev.aftermath.planted.jobs.simulate;

import dev.aftermath.planted.jobs.sources.Export;

/** A simulation that asks the reader how to write. */
final class Offences {
  private Offences() {}

  record KnowsASource(Export export) {}
}
