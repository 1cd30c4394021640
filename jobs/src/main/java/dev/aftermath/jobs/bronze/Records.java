package dev.aftermath.jobs.bronze;

import dev.aftermath.jobs.lake.TableSpec;

/**
 * One row per distinct record of an export about an incident, a change, an SLA, a shift, a notice,
 * an update, a runbook, an alert or a postmortem.
 *
 * <p>{@code fields} and {@code events} say it in our words (the keys are names of {@link
 * dev.aftermath.jobs.domain.incident.IncidentField} in lower case), {@code body} is the record as
 * received. Rows of one {@code source}, {@code kind} and {@code record_key} describe one thing; the
 * highest {@code version_at}, {@code sequence}, {@code position} has the last word.
 */
public final class Records {
  /** The table. */
  public static final TableSpec TABLE =
      TableSpec.bronze(
          "records",
          """
          export_id STRING NOT NULL,
          source STRING NOT NULL,
          system STRING NOT NULL,
          kind STRING NOT NULL,
          record_key STRING NOT NULL,
          version_at TIMESTAMP,
          sequence BIGINT NOT NULL,
          position BIGINT NOT NULL,
          record_digest STRING NOT NULL,
          fields MAP<STRING, STRING> NOT NULL,
          events ARRAY<STRUCT<at: TIMESTAMP, kind: STRING, actor_kind: STRING, actor: STRING,
            detail: STRING>> NOT NULL,
          body STRING NOT NULL
          """,
          "export_id",
          "position");

  private Records() {}
}
