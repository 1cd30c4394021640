package dev.aftermath.jobs.silver;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.unix_micros;
import static org.apache.spark.sql.functions.when;

import dev.aftermath.jobs.domain.people.PublishedTeams;
import dev.aftermath.jobs.domain.people.PublishedTeams.Member;
import dev.aftermath.jobs.lake.TableSpec;
import dev.aftermath.jobs.spark.Micros;
import dev.aftermath.jobs.spark.Schemas;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;

/**
 * One row per team and kind of figure: since when figures tell of it alone, and since when together
 * with others.
 *
 * <p>{@code kind} and the people of a team are those of {@link TeamMembers}. {@code alone_since_at}
 * is null while a team is told of as {@code (small teams)}, which is told of since {@code
 * together_since_at}; before, or where that is null too, what concerns the team is published
 * without a team. {@code (none)} stands for pages of no team: they are told of alone or not at all.
 */
public final class TeamGroups {
  /** The table. */
  public static final TableSpec TABLE =
      TableSpec.silver(
          "team_groups",
          """
          kind STRING NOT NULL,
          team STRING NOT NULL,
          together_since_at TIMESTAMP,
          alone_since_at TIMESTAMP
          """,
          "kind",
          "team");

  /** The team of what names none. */
  public static final String NO_TEAM = "(none)";

  private static final StructType TOLD = Schemas.withNumbersForTimes(TABLE.schema());

  private TeamGroups() {}

  /**
   * Builds the table from few rows.
   *
   * @param members {@link TeamMembers}
   * @param smallest figures about fewer people than these are not published
   */
  public static Dataset<Row> build(Dataset<Row> members, int smallest) {
    return members
        .select(
            collect_list(
                struct(
                    col("kind"), col("team"), col("person_digest"), unix_micros(col("since_at")))))
        .flatMap(
            (FlatMapFunction<Row, Row>) row -> told(row.getList(0), smallest), Encoders.row(TOLD))
        .transform(rows -> Schemas.fitNumbersForTimes(rows, TABLE.schema()));
  }

  /** Incidents with the names that they are published under in place of their teams. */
  public static Dataset<Row> ofIncidents(Dataset<Row> incidents, Dataset<Row> groups) {
    return named(incidents, groups, TeamMembers.INCIDENT, "opened_at");
  }

  /** Interruptions with the names that they are published under in place of their teams. */
  public static Dataset<Row> ofInterruptions(Dataset<Row> interruptions, Dataset<Row> groups) {
    return named(
        interruptions.withColumn("team", coalesce(col("team"), lit(NO_TEAM))),
        groups,
        TeamMembers.PAGE,
        "incident_opened_at");
  }

  private static Dataset<Row> named(
      Dataset<Row> rows, Dataset<Row> groups, String kind, String openedAt) {
    Column opened = col(openedAt);
    Column isAlone = coalesce(opened.geq(col("alone_since_at")), lit(false));
    Column isTogether =
        col("together_since_at")
            .isNotNull()
            .and(coalesce(opened.geq(col("together_since_at")), lit(true)));
    Column name =
        when(isAlone, col("team")).when(isTogether, lit(PublishedTeams.TOGETHER)).as("team");
    Dataset<Row> ofKind =
        groups
            .where(col("kind").equalTo(kind))
            .select(
                col("team").as("grouped_team"), col("together_since_at"), col("alone_since_at"));
    List<Column> columns = new ArrayList<>();
    for (String column : rows.columns()) {
      columns.add(column.equals("team") ? name : col(column));
    }
    return rows.join(broadcast(ofKind), col("team").equalTo(col("grouped_team")), "left")
        .select(columns.toArray(Column[]::new));
  }

  private static Iterator<Row> told(List<Row> rows, int smallest) {
    Map<String, Set<String>> teams = new TreeMap<>();
    Map<String, List<Member>> members = new HashMap<>();
    List<Member> ofNone = new ArrayList<>();
    for (Row row : rows) {
      String kind = row.getString(0);
      String team = row.getString(1);
      boolean isNone = kind.equals(TeamMembers.PAGE) && team.equals(NO_TEAM);
      if (!isNone) {
        teams.computeIfAbsent(kind, it -> new TreeSet<>()).add(team);
      }
      if (!row.isNullAt(2)) {
        (isNone ? ofNone : members.computeIfAbsent(kind, it -> new ArrayList<>()))
            .add(new Member(team, String.valueOf(row.getLong(2)), Micros.instant(row.getLong(3))));
      }
    }
    PublishedTeams incidents = published(members, TeamMembers.INCIDENT, smallest);
    PublishedTeams pages = published(members, TeamMembers.PAGE, smallest);
    Set<String> ofIncidents = teams.getOrDefault(TeamMembers.INCIDENT, Set.of());
    Set<String> ofPages = teams.getOrDefault(TeamMembers.PAGE, Set.of());
    List<Row> told = new ArrayList<>();
    addRows(told, TeamMembers.INCIDENT, ofIncidents, incidents.and(pages, ofPages));
    addRows(told, TeamMembers.PAGE, ofPages, pages.and(incidents, ofIncidents));
    if (!ofNone.isEmpty()) {
      Instant enough = PublishedTeams.of(ofNone, smallest).togetherSince();
      told.add(RowFactory.create(TeamMembers.PAGE, NO_TEAM, null, Micros.ofNullable(enough)));
    }
    return told.iterator();
  }

  private static PublishedTeams published(
      Map<String, List<Member>> members, String kind, int smallest) {
    return PublishedTeams.of(members.getOrDefault(kind, List.of()), smallest);
  }

  private static void addRows(
      List<Row> rows, String kind, Set<String> teams, PublishedTeams published) {
    Long together = Micros.ofNullable(published.togetherSince());
    for (String team : teams) {
      rows.add(
          RowFactory.create(
              kind, team, together, Micros.ofNullable(published.aloneSince().get(team))));
    }
  }
}
