package dev.aftermath.jobs.silver;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.inline;
import static org.apache.spark.sql.functions.inline_outer;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
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
 * <p>{@code kind} is {@code incident} (the team that an incident is put down to) or {@code page}
 * (that of the paging system, by which interruptions are counted). The people of a team are those
 * whom the paging system called for its incidents by push, SMS or phone, and those who acknowledged
 * one. {@code alone_since_at} is null while a team is told of as {@code (small teams)}, which is
 * told of since {@code together_since_at}; before, or where that is null too, what concerns the
 * team is published without a team. {@code (none)} stands for pages of no team: they are told of
 * alone or not at all.
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

  private static final String INCIDENT = "incident";
  private static final String PAGE = "page";
  private static final StructType TOLD = Schemas.withNumbersForTimes(TABLE.schema());

  private TeamGroups() {}

  /**
   * Builds the table: a shuffle of the pages, one of the incidents, and smaller ones.
   *
   * @param accounts {@link IncidentAccounts}
   * @param incidents {@link Incidents} of these accounts
   * @param smallest figures about fewer people than these are not published
   */
  public static Dataset<Row> build(Dataset<Row> accounts, Dataset<Row> incidents, int smallest) {
    Dataset<Row> teams =
        incidents
            .where("team IS NOT NULL")
            .select(
                lit(INCIDENT).as("kind"),
                col("team"),
                lit(null).cast("bigint").as("person"),
                lit(null).cast("bigint").as("at"))
            .distinct();
    return members(accounts, incidents)
        .union(teams)
        .groupBy("kind", "team", "person")
        .agg(min("at").as("at"))
        .agg(collect_list(struct("kind", "team", "person", "at")).as("members"))
        .flatMap(
            (FlatMapFunction<Row, Row>) row -> told(row.getList(0), smallest), Encoders.row(TOLD))
        .transform(rows -> Schemas.fitNumbersForTimes(rows, TABLE.schema()));
  }

  /** Incidents with the names that they are published under in place of their teams. */
  public static Dataset<Row> ofIncidents(Dataset<Row> incidents, Dataset<Row> groups) {
    return named(incidents, groups, INCIDENT, "opened_at");
  }

  /** Interruptions with the names that they are published under in place of their teams. */
  public static Dataset<Row> ofInterruptions(Dataset<Row> interruptions, Dataset<Row> groups) {
    return named(
        interruptions.withColumn("team", coalesce(col("team"), lit(NO_TEAM))),
        groups,
        PAGE,
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

  /**
   * One row per person, team of a page and team of its incident, which is mostly the same: only the
   * ticket may decide on another.
   */
  private static Dataset<Row> members(Dataset<Row> accounts, Dataset<Row> incidents) {
    Dataset<Row> decided =
        incidents
            .where("match_state = 'both'")
            .select(col("pagerduty_key"), col("team").as("decided_team"));
    Column ofPage =
        struct(lit(PAGE).as("kind"), coalesce(col("page_team"), lit(NO_TEAM)).as("team"));
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
        .select(
            inline(array(ofPage, ofIncident)),
            col("person_digest").as("person"),
            unix_micros(col("since_at")).as("at"))
        .where("team IS NOT NULL");
  }

  private static Iterator<Row> told(List<Row> rows, int smallest) {
    Map<String, Set<String>> teams = new TreeMap<>();
    Map<String, List<Member>> members = new HashMap<>();
    List<Member> ofNone = new ArrayList<>();
    for (Row row : rows) {
      String kind = row.getString(0);
      String team = row.getString(1);
      boolean isNone = kind.equals(PAGE) && team.equals(NO_TEAM);
      if (!isNone) {
        teams.computeIfAbsent(kind, it -> new TreeSet<>()).add(team);
      }
      if (!row.isNullAt(2)) {
        (isNone ? ofNone : members.computeIfAbsent(kind, it -> new ArrayList<>()))
            .add(new Member(team, String.valueOf(row.getLong(2)), Micros.instant(row.getLong(3))));
      }
    }
    PublishedTeams incidents = published(members, INCIDENT, smallest);
    PublishedTeams pages = published(members, PAGE, smallest);
    Set<String> ofIncidents = teams.getOrDefault(INCIDENT, Set.of());
    Set<String> ofPages = teams.getOrDefault(PAGE, Set.of());
    List<Row> told = new ArrayList<>();
    addRows(told, INCIDENT, ofIncidents, incidents.and(pages, ofPages));
    addRows(told, PAGE, ofPages, pages.and(incidents, ofIncidents));
    if (!ofNone.isEmpty()) {
      Instant enough = PublishedTeams.of(ofNone, smallest).togetherSince();
      told.add(RowFactory.create(PAGE, NO_TEAM, null, Micros.ofNullable(enough)));
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
