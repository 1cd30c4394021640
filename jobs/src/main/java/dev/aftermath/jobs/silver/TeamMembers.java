package dev.aftermath.jobs.silver;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.inline;
import static org.apache.spark.sql.functions.inline_outer;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.struct;

import dev.aftermath.jobs.lake.TableSpec;
import dev.aftermath.jobs.spark.Schemas;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * One row per kind of figure, team and person of it, and one more per team: since when the person
 * is known to be of it.
 *
 * <p>{@code kind} is {@code incident} (the team that an incident is put down to) or {@code page}
 * (that of the paging system, by which interruptions are counted). The people of a team are those
 * whom the paging system called for its incidents by push, SMS or phone, and those who acknowledged
 * one; {@code person_digest} tells them apart and names none. It is null, as is {@code since_at},
 * in the row that says that there is a team.
 */
public final class TeamMembers {
  /** The table. */
  public static final TableSpec TABLE =
      TableSpec.silver(
          "team_members",
          """
          kind STRING NOT NULL,
          team STRING NOT NULL,
          person_digest BIGINT,
          since_at TIMESTAMP
          """,
          "kind",
          "team",
          "person_digest");

  static final String INCIDENT = "incident";
  static final String PAGE = "page";

  private TeamMembers() {}

  /**
   * Builds the table: a shuffle of the pages, one of the incidents, and smaller ones.
   *
   * @param accounts {@link IncidentAccounts}
   * @param incidents {@link Incidents} of these accounts
   */
  public static Dataset<Row> build(Dataset<Row> accounts, Dataset<Row> incidents) {
    Dataset<Row> teams =
        incidents
            .where("team IS NOT NULL")
            .select(
                lit(INCIDENT).as("kind"),
                col("team"),
                lit(null).cast("bigint").as("person_digest"),
                lit(null).cast("timestamp").as("since_at"))
            .distinct();
    return merged(people(accounts, incidents).union(teams));
  }

  /** One row of several that are about the same: who was known first is known since then. */
  public static Dataset<Row> merged(Dataset<Row> members) {
    return members
        .groupBy("kind", "team", "person_digest")
        .agg(min("since_at").as("since_at"))
        .transform(rows -> Schemas.fit(rows, TABLE.schema()));
  }

  /** Mostly the team of a page is that of its incident: only the ticket may decide on another. */
  private static Dataset<Row> people(Dataset<Row> accounts, Dataset<Row> incidents) {
    Dataset<Row> decided =
        incidents
            .where("match_state = 'both'")
            .select(col("pagerduty_key"), col("team").as("decided_team"));
    Column ofPage =
        struct(
            lit(PAGE).as("kind"), coalesce(col("page_team"), lit(TeamGroups.NO_TEAM)).as("team"));
    Column ofIncident = struct(lit(INCIDENT).as("kind"), col("incident_team").as("team"));
    return accounts
        .where(Incidents.IS_PAGE)
        .select(col("record_key"), col("team").as("page_team"), col("people"))
        .join(decided, col("record_key").equalTo(col("pagerduty_key")), "left")
        .select(
            col("page_team"),
            coalesce(col("decided_team"), col("page_team")).as("incident_team"),
            inline_outer(col("people")))
        .groupBy("page_team", "incident_team", "person_digest")
        .agg(min("since_at").as("since_at"))
        .select(inline(array(ofPage, ofIncident)), col("person_digest"), col("since_at"))
        .where("team IS NOT NULL");
  }
}
