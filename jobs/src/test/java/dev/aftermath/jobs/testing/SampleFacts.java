package dev.aftermath.jobs.testing;

import dev.aftermath.jobs.domain.matching.AlertRules;
import dev.aftermath.jobs.domain.matching.MatchingRules;
import dev.aftermath.jobs.gold.Evaluation;
import dev.aftermath.jobs.gold.IncidentFacts;
import dev.aftermath.jobs.silver.Alerts;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The facts of a test's records, matched by keys alone. */
public final class SampleFacts {
  private SampleFacts() {}

  /** The facts as of an evaluation. */
  public static Dataset<Row> of(Dataset<Row> records, Evaluation evaluation) {
    Dataset<Row> incidents = SampleIncidents.of(records, MatchingRules.KEYS_ONLY).cache();
    return IncidentFacts.build(
        incidents, Alerts.build(records, incidents, AlertRules.KEYS_ONLY), evaluation);
  }
}
