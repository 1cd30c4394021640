package dev.aftermath.planted.jobs.spark;

import dev.aftermath.planted.jobs.lake.Files;

/** The other half of a cycle, and looks into Spark. */
final class Offences {
  private Offences() {}

  record KnowsTheLake(Files files) {}

  record KnowsCatalyst(org.apache.spark.sql.catalyst.InternalRow row) {}

  record KnowsClassic(org.apache.spark.sql.classic.SparkSession session) {}
}
