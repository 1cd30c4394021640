package dev.aftermath.jobs.testing;

import dev.aftermath.jobs.domain.matching.MatchingRules;
import dev.aftermath.jobs.silver.IncidentAccounts;
import dev.aftermath.jobs.silver.IncidentRelations;
import dev.aftermath.jobs.silver.Incidents;
import dev.aftermath.jobs.silver.Stories;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The incidents of a test's records, from all of them at once. */
public final class SampleIncidents {
  private SampleIncidents() {}

  /** The incidents as rules match them. */
  public static Dataset<Row> of(Dataset<Row> records, MatchingRules rules) {
    Dataset<Row> stories = Stories.fold(records).localCheckpoint();
    return Incidents.build(
        stories, IncidentRelations.build(IncidentAccounts.build(stories, rules), rules));
  }
}
