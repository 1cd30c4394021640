package dev.aftermath.jobs.pipeline;

import dev.aftermath.jobs.lake.Lake;
import dev.aftermath.jobs.lake.TableSpec;
import dev.aftermath.jobs.silver.Incidents;
import dev.aftermath.jobs.silver.TeamGroups;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The incidents as everything that is published by team reads them: small teams have no name. */
final class PublishedIncidents {
  /** The tables they are read from. */
  static final List<TableSpec> INPUTS = List.of(Incidents.TABLE, TeamGroups.TABLE);

  private PublishedIncidents() {}

  /** As they are. */
  static Dataset<Row> read(Lake lake) {
    return TeamGroups.ofIncidents(lake.read(Incidents.TABLE), lake.read(TeamGroups.TABLE));
  }

  /** As they were when a figure was made of them. */
  static Dataset<Row> read(ExplanationInputs inputs) {
    return TeamGroups.ofIncidents(inputs.read(Incidents.TABLE), inputs.read(TeamGroups.TABLE));
  }
}
