package dev.aftermath.planted.jobs.spark;

import org.apache.spark.sql.SparkSession;

/** The one place where sessions begin. */
final class Allowed {
  private Allowed() {}

  static SparkSession session() {
    return SparkSession.builder().getOrCreate();
  }
}
