package dev.aftermath.jobs.gold;

import dev.aftermath.jobs.domain.slo.BudgetPart;
import dev.aftermath.jobs.domain.slo.Exclusion;
import dev.aftermath.jobs.domain.slo.IncidentSpan;
import dev.aftermath.jobs.domain.slo.Ratio;
import dev.aftermath.jobs.domain.slo.SloHistory;
import dev.aftermath.jobs.lake.TableSpec;
import dev.aftermath.jobs.spark.Micros;
import dev.aftermath.jobs.spark.Schemas;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;

/**
 * One row per SLO, group, objective, rule, window and subject: the two 20 percent rules of the SRE
 * workbook's error budget policy (appendix B), for everything that took a part of a budget.
 *
 * <p>{@code incident_four_weeks}: a single incident took more than 20 percent of the budget of the
 * four weeks up to the last evaluated day. {@code cause_quarter}: all incidents of one class of
 * root cause together took more than 20 percent of a quarter's budget; incidents whose cause is not
 * known make no class. {@code subject} is the incident's id or the cause's key. The budget is that
 * of what has happened in the window so far.
 */
public final class BudgetRules {
  /** The table. */
  public static final TableSpec TABLE =
      TableSpec.gold(
          "budget_rules",
          """
          slo STRING NOT NULL,
          service STRING NOT NULL,
          group_key STRING NOT NULL,
          objective STRING NOT NULL,
          rule STRING NOT NULL,
          window_start TIMESTAMP NOT NULL,
          window_end TIMESTAMP NOT NULL,
          evaluated_at TIMESTAMP NOT NULL,
          subject STRING NOT NULL,
          incident_count BIGINT NOT NULL,
          bad DECIMAL(38, 18) NOT NULL,
          share_of_budget DOUBLE,
          is_violated BOOLEAN NOT NULL
          """,
          "slo",
          "group_key",
          "objective",
          "rule",
          "window_start",
          "subject");

  private static final StructType ROWS = Schemas.withNumbersForTimes(TABLE.schema());

  private BudgetRules() {}

  /** Judges what {@link BudgetAttribution#build} splits; the parameters are the same. */
  public static Dataset<Row> build(
      Dataset<Row> sloSliceDays,
      Dataset<Row> incidentFacts,
      List<SloHistory> slos,
      List<Exclusion> exclusions,
      ZoneId reportZone,
      Instant asOf) {
    IncidentSpans incidents = IncidentSpans.of(incidentFacts);
    return SloTimelines.map(
            sloSliceDays,
            slos,
            exclusions,
            ROWS,
            slo -> rows(SplitSlo.objectives(slo, incidents, asOf), reportZone, asOf))
        .transform(rows -> Schemas.fitNumbersForTimes(rows, TABLE.schema()));
  }

  private record Taken(BigDecimal bad, long incidentCount) {
    Taken and(Taken other) {
      return new Taken(bad.add(other.bad), incidentCount + other.incidentCount);
    }
  }

  private static List<Row> rows(List<SplitSlo> objectives, ZoneId reportZone, Instant asOf) {
    List<Row> rows = new ArrayList<>();
    for (SplitSlo objective : objectives) {
      for (SplitSlo.NamedWindow window : objective.windows(reportZone, asOf)) {
        boolean isQuarter = window.name().equals(SplitSlo.QUARTER);
        if (isQuarter || window.name().equals(SplitSlo.FOUR_WEEKS)) {
          Map<String, Taken> subjects = new TreeMap<>();
          for (BudgetPart part : window.parts()) {
            IncidentSpan incident = part.incident();
            String subject =
                incident == null ? null : isQuarter ? incident.causeKey() : incident.id();
            if (subject != null) {
              subjects.merge(subject, new Taken(part.bad(), 1), Taken::and);
            }
          }
          String rule = isQuarter ? "cause_quarter" : "incident_four_weeks";
          subjects.forEach(
              (subject, taken) -> rows.add(row(objective, window, rule, subject, taken)));
        }
      }
    }
    return rows;
  }

  private static Row row(
      SplitSlo objective, SplitSlo.NamedWindow window, String rule, String subject, Taken taken) {
    return RowFactory.create(
        objective.slo().history().name(),
        objective.slo().history().newest().service(),
        objective.slo().group(),
        objective.objective().name(),
        rule,
        Micros.of(window.interval().start()),
        Micros.of(window.interval().end()),
        Micros.of(window.evaluatedAt()),
        subject,
        taken.incidentCount(),
        taken.bad(),
        Ratio.of(taken.bad(), window.budget()),
        SplitSlo.isMoreThanAFifth(taken.bad(), window.budget()));
  }
}
