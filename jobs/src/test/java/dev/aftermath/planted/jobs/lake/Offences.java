package dev.aftermath.planted.jobs.lake;

import dev.aftermath.planted.jobs.spark.Session;

/** Half of a cycle. */
final class Offences {
  private Offences() {}

  record KnowsSparkPackage(Session session) {}
}
