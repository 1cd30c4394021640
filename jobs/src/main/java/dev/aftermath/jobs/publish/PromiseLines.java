package dev.aftermath.jobs.publish;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import dev.aftermath.jobs.domain.calendar.ReportWeek;
import dev.aftermath.jobs.domain.contract.ContractRule;
import dev.aftermath.jobs.gold.ContractCompliance;
import dev.aftermath.jobs.gold.ContractFindings;
import dev.aftermath.jobs.gold.IncidentUpdates;
import dev.aftermath.jobs.gold.InterruptionLoad;
import dev.aftermath.jobs.gold.OnCallGaps;
import dev.aftermath.jobs.gold.ServiceDelivery;
import dev.aftermath.jobs.gold.SlaCompliance;
import dev.aftermath.jobs.lake.Lake;
import dev.aftermath.jobs.lake.TableSpec;
import dev.aftermath.reports.model.ContractFindingLine;
import dev.aftermath.reports.model.Promises;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;

/**
 * What a week's report says of promises and rules, one look at each table. A table that no run has
 * made yet has nothing to say.
 */
final class PromiseLines {
  /** The gold tables looked at. */
  static final List<TableSpec> TABLES =
      List.of(
          SlaCompliance.TABLE,
          ContractCompliance.TABLE,
          ContractFindings.TABLE,
          IncidentUpdates.TABLE,
          InterruptionLoad.TABLE,
          OnCallGaps.TABLE,
          ServiceDelivery.TABLE);

  private final Lake lake;
  private final List<ContractRule> contract;
  private final ReportWeek week;

  PromiseLines(Lake lake, List<ContractRule> contract, ReportWeek week) {
    this.lake = lake;
    this.contract = contract;
    this.week = week;
  }

  /**
   * All of it.
   *
   * @param incidents those that the report names
   */
  Promises all(Incidents incidents) {
    Column compared = col("segment_type").equalTo("all").and(past(col("period")));
    List<ContractFindingLine> findings =
        ContractLines.findings(
            rows(
                ContractFindings.TABLE,
                before("at").and(col("is_open").or(col("week").equalTo(week.label())))),
            incidents);
    return new Promises(
        AgreementLines.of(
            rows(SlaCompliance.TABLE, compared.or(col("period").equalTo(week.label()))), week),
        ContractLines.rules(contract, rows(ContractCompliance.TABLE, compared), findings, week),
        findings,
        UpdateLines.of(
            rows(
                IncidentUpdates.TABLE,
                before("opened_at")
                    .and(col("opened_at").geq(lit(week.start())))
                    .and(col("population").equalTo("counted")))),
        OnCallLines.loads(rows(InterruptionLoad.TABLE, past(col("week"))), week),
        OnCallLines.gaps(
            rows(OnCallGaps.TABLE, before("start_at").and(col("end_at").gt(lit(week.start()))))),
        DeliveryLines.of(rows(ServiceDelivery.TABLE, col("week").equalTo(week.label()))));
  }

  private Column before(String at) {
    Instant end = week.end();
    // What has no time is as it is now.
    return coalesce(col(at), lit(Instant.EPOCH)).lt(lit(end));
  }

  /** The weeks that figures are compared with, the report's own and all of them together. */
  private Column past(Column period) {
    return period.isin(
        Stream.concat(WeeklyHistory.labels(week).stream(), Stream.of("all")).toArray());
  }

  private List<Cells> rows(TableSpec table, Column where) {
    return lake.read(table).where(where).collectAsList().stream().map(Cells::new).toList();
  }
}
