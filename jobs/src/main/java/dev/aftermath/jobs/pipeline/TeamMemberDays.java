package dev.aftermath.jobs.pipeline;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.unix_micros;
import static org.apache.spark.sql.functions.when;

import dev.aftermath.jobs.lake.Lake;
import dev.aftermath.jobs.lake.TableSpec;
import dev.aftermath.jobs.silver.IncidentAccounts;
import dev.aftermath.jobs.silver.Incidents;
import dev.aftermath.jobs.silver.TeamMembers;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Brings {@link TeamMembers} up to date from the days that changed, since a page and its incident
 * are of one day: who is known from other days stays known. All days are read where somebody may
 * have been known from the changed ones alone, and is not any more.
 */
final class TeamMemberDays implements Step.Work {
  /** What members are made from. */
  static final List<TableSpec> INPUTS = List.of(IncidentAccounts.TABLE, Incidents.TABLE);

  private static final Column[] KEY =
      TeamMembers.TABLE.key().stream().map(name -> col(name)).toArray(Column[]::new);

  @Override
  public void bringUpToDate(Task task) {
    Lake lake = task.lake();
    Optional<Monthly.Change> change = Monthly.change(task);
    Optional<OpenedDays> days = change.map(TeamMemberDays::days).filter(OpenedDays::areFew);
    if (days.isEmpty()) {
      task.replace(all(lake));
      return;
    }
    List<Row> differing = differing(change.get(), days.get()).collectAsList();
    if (differing.stream().anyMatch(row -> row.<Boolean>getAs("is_lost"))) {
      task.replace(all(lake));
    } else if (!differing.isEmpty()) {
      Dataset<Row> found =
          lake.spark().createDataFrame(differing, differing.get(0).schema()).drop("is_lost");
      task.replace(TeamMembers.merged(lake.read(TeamMembers.TABLE).unionByName(found)));
    }
  }

  private static Dataset<Row> all(Lake lake) {
    return TeamMembers.build(lake.read(IncidentAccounts.TABLE), lake.read(Incidents.TABLE));
  }

  private static OpenedDays days(Monthly.Change change) {
    return new OpenedDays(
        change.of(IncidentAccounts.TABLE).days().and(change.of(Incidents.TABLE).days()));
  }

  private static Dataset<Row> of(OpenedDays days, Dataset<Row> accounts, Dataset<Row> incidents) {
    return TeamMembers.build(days.of(accounts), days.of(incidents));
  }

  /**
   * Who is known since earlier than the table says, and who is lost: known first from the days that
   * changed, and from these not any more, or since later.
   */
  private static Dataset<Row> differing(Monthly.Change change, OpenedDays days) {
    Lake lake = change.lake();
    Dataset<Row> before =
        of(days, change.before(IncidentAccounts.TABLE), change.before(Incidents.TABLE));
    Dataset<Row> now = of(days, lake.read(IncidentAccounts.TABLE), lake.read(Incidents.TABLE));
    Column isLost =
        col("before").leq(col("known")).and(col("now").isNull().or(col("now").gt(col("before"))));
    Column isFound = col("known").isNull().or(col("now").lt(col("known")));
    return told(lake.read(TeamMembers.TABLE), "known")
        .union(told(before, "before"))
        .union(told(now, "now"))
        .groupBy(KEY)
        .agg(
            since("known"),
            since("before"),
            since("now"),
            min(when(isOf("now"), col("since_at"))).as("since_at"))
        .withColumn("is_lost", coalesce(isLost, lit(false)))
        .where(col("is_lost").or(coalesce(isFound, lit(false))))
        .drop("known", "before", "now");
  }

  private static Dataset<Row> told(Dataset<Row> members, String version) {
    return members.withColumn("version", lit(version));
  }

  private static Column isOf(String version) {
    return col("version").equalTo(version);
  }

  /** The row that says that there is a team is of no time: it is as early as any. */
  private static Column since(String version) {
    return min(when(isOf(version), coalesce(unix_micros(col("since_at")), lit(Long.MIN_VALUE))))
        .as(version);
  }
}
