package dev.aftermath.planted.jobs.pipeline;

import dev.aftermath.planted.jobs.bronze.Landed;
import dev.aftermath.planted.jobs.gold.Computed;
import dev.aftermath.planted.jobs.silver.Normalised;

/** The pipeline sees every layer, and may tell how long something took. */
record Allowed(Landed landed, Normalised normalised, Computed computed) {
  static long nanos(long since) {
    return System.nanoTime() - since;
  }
}
