package dev.aftermath.planted.jobs.gold;

import dev.aftermath.jobs.lake.TableSpec;
import dev.aftermath.planted.jobs.silver.Normalised;
import java.time.Instant;
import java.util.Random;

/** A table like all of ours, from the layer before, its moment given and its chance seeded. */
public final class Allowed {
  /** The table. */
  public static final TableSpec TABLE = TableSpec.gold("allowed", "n BIGINT", "n");

  private Allowed() {}

  static String build(Normalised normalised, Instant asOf) {
    return normalised.name()
        + asOf
        + new Random(7).nextInt()
        + Instant.parse("2026-11-09T00:00:00Z");
  }
}
