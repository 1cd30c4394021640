package dev.aftermath.jobs.gold;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_compact;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.countDistinct;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.date_from_unix_date;
import static org.apache.spark.sql.functions.date_trunc;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.inline;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.sequence;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.to_date;
import static org.apache.spark.sql.functions.unix_date;
import static org.apache.spark.sql.functions.when;

import dev.aftermath.jobs.config.OnCallSettings;
import dev.aftermath.jobs.domain.calendar.ReportWeek;
import dev.aftermath.jobs.lake.TableSpec;
import dev.aftermath.jobs.silver.TeamGroups;
import dev.aftermath.jobs.spark.Schemas;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * One row per closed ISO week and group of teams: how much being on call disturbed its people.
 *
 * <p>{@code teams} is a team of at least the configured number of people or, for all smaller ones
 * together, {@code (small teams)}; {@code (none)} is what the paging system puts down to no team. A
 * page counts under the name that held when its incident was opened. Where too few people are
 * known, or fewer were ever interrupted, there is no row: no other row adds them up. {@code
 * people_count} and {@code team_count} count those who were ever interrupted. Weeks run without a
 * gap from the first interruption.
 *
 * <ul>
 *   <li>{@code interruption_count}: messages by push, SMS or phone, those to one person within a
 *       minute as one; {@code business_count}, {@code off_count} and {@code sleep_count} are its
 *       parts by the hours they came in.
 *   <li>{@code disrupted_hour_count}: hours on the clock in which a person was interrupted outside
 *       business hours, each counted once for each person.
 *   <li>{@code disturbed_night_count}: nights in which a person was interrupted in hours of sleep,
 *       likewise; a night belongs to the week of its evening.
 *   <li>{@code paged_incident_count}: incidents by the shift in which they interrupted somebody of
 *       a team, in the week of the shift's start; {@code incidents_per_shift}: per team and shift.
 *       {@code overloaded_shift_count}: shifts of a team with more of them than its budget.
 * </ul>
 */
public final class InterruptionLoad {
  /** The table. */
  public static final TableSpec TABLE =
      TableSpec.gold(
          "interruption_load",
          """
          week STRING NOT NULL,
          week_date DATE NOT NULL,
          teams STRING NOT NULL,
          team_count BIGINT NOT NULL,
          people_count BIGINT NOT NULL,
          interruption_count BIGINT NOT NULL,
          business_count BIGINT NOT NULL,
          off_count BIGINT NOT NULL,
          sleep_count BIGINT NOT NULL,
          disrupted_hour_count BIGINT NOT NULL,
          disturbed_night_count BIGINT NOT NULL,
          shift_count BIGINT NOT NULL,
          paged_incident_count BIGINT NOT NULL,
          incidents_per_shift DOUBLE NOT NULL,
          overloaded_shift_count BIGINT NOT NULL,
          as_of TIMESTAMP NOT NULL
          """,
          "week",
          "teams");

  private static final int DAYS = 7;

  private InterruptionLoad() {}

  /**
   * Builds the table: shuffles of interruptions by what is counted of them, and smaller ones.
   *
   * @param interruptions {@link dev.aftermath.jobs.silver.Interruptions}
   * @param teamGroups {@link TeamGroups}
   */
  public static Dataset<Row> build(
      Dataset<Row> interruptions,
      Dataset<Row> teamGroups,
      OnCallSettings settings,
      Evaluation evaluation) {
    Dataset<Row> told =
        PublishedInterruptions.named(interruptions, teamGroups, evaluation)
            .withColumnRenamed("team", "teams");
    Dataset<Row> groups = groups(told, settings.smallestGroup(), evaluation);
    Dataset<Row> sums = sums(told, settings, evaluation);
    Column shifts = col("team_count").multiply(lit((long) settings.hours().shifts().size() * DAYS));
    return weeks(groups, evaluation)
        .join(
            sums,
            col("teams").equalTo(col("sum_teams")).and(col("week_date").equalTo(col("sum_date"))),
            "left")
        .na()
        .fill(0)
        .withColumn("week", WeekColumns.label(col("week_date")))
        .withColumn("shift_count", shifts)
        .withColumn(
            "incidents_per_shift",
            col("paged_incident_count").cast("double").divide(col("shift_count")))
        .withColumn("as_of", lit(evaluation.asOf()))
        .transform(rows -> Schemas.fit(rows, TABLE.schema()));
  }

  /** One row per group of enough people. */
  private static Dataset<Row> groups(Dataset<Row> told, int smallest, Evaluation evaluation) {
    return told.groupBy("teams")
        .agg(
            countDistinct(coalesce(col("own_team"), lit(TeamGroups.NO_TEAM))).as("team_count"),
            countDistinct("person").as("people_count"),
            min(unix_date(firstWeek(evaluation))).as("first_day"))
        .where(col("people_count").geq(smallest));
  }

  private static Column firstWeek(Evaluation evaluation) {
    return least(
        WeekColumns.mondayOf(col("interrupted_at"), evaluation.zone()),
        WeekColumns.mondayOf(col("shift_at"), evaluation.zone()),
        to_date(date_trunc("week", col("night"))));
  }

  /** One row per group and week, those without an interruption too. */
  private static Dataset<Row> weeks(Dataset<Row> groups, Evaluation evaluation) {
    ReportWeek last = ReportWeek.lastClosedAt(evaluation.asOf(), evaluation.zone());
    Column lastDay = lit(Math.toIntExact(last.monday().toEpochDay()));
    return groups
        .where(col("first_day").leq(lastDay))
        .withColumn("day", explode(sequence(col("first_day"), lastDay, lit(DAYS))))
        .withColumn("week_date", date_from_unix_date(col("day")));
  }

  private static Dataset<Row> sums(
      Dataset<Row> told, OnCallSettings settings, Evaluation evaluation) {
    Dataset<Row> counted =
        told.select(col("teams"), inline(array_compact(array(counted(evaluation)))))
            .distinct()
            .groupBy("teams", "monday", "measure", "owner", "slot")
            .agg(count(lit(1)).as("number"));
    Column number = col("number");
    Column paged = col("measure").equalTo("paged");
    return counted
        .groupBy(col("teams").as("sum_teams"), col("monday").as("sum_date"))
        .agg(
            of("interruption", "business").as("business_count"),
            of("interruption", "off").as("off_count"),
            of("interruption", "sleep").as("sleep_count"),
            sum(when(col("measure").equalTo("interruption"), number)).as("interruption_count"),
            sum(when(col("measure").equalTo("hour"), number)).as("disrupted_hour_count"),
            sum(when(col("measure").equalTo("night"), number)).as("disturbed_night_count"),
            sum(when(paged, number)).as("paged_incident_count"),
            count_if(paged.and(number.gt(settings.incidentsPerShift())))
                .as("overloaded_shift_count"));
  }

  private static Column of(String measure, String slot) {
    return sum(when(col("measure").equalTo(measure).and(col("slot").equalTo(slot)), col("number")));
  }

  /** What one interruption counts for; the same thing of the same owner and slot counts once. */
  private static Column[] counted(Evaluation evaluation) {
    Column week = WeekColumns.mondayOf(col("interrupted_at"), evaluation.zone());
    Column night = to_date(date_trunc("week", col("night")));
    Column shift = WeekColumns.mondayOf(col("shift_at"), evaluation.zone());
    Column person = col("person").cast("string");
    Column at = col("interrupted_at").cast("string");
    Column awake = col("band").notEqual("business");
    return new Column[] {
      counted("interruption", week, person, col("band"), at),
      when(awake, counted("hour", week, person, lit("hour"), col("clock_hour_at").cast("string"))),
      when(
          col("night").isNotNull(),
          counted("night", night, person, lit("night"), col("night").cast("string"))),
      counted(
          "paged",
          shift,
          coalesce(col("own_team"), lit(TeamGroups.NO_TEAM)),
          col("shift_at").cast("string"),
          col("incident_key"))
    };
  }

  private static Column counted(
      String measure, Column monday, Column owner, Column slot, Column thing) {
    return struct(
        lit(measure).as("measure"),
        monday.as("monday"),
        owner.as("owner"),
        slot.as("slot"),
        thing.as("thing"));
  }
}
