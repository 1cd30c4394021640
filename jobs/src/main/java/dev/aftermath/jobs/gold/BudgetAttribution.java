package dev.aftermath.jobs.gold;

import dev.aftermath.jobs.domain.slo.BudgetPart;
import dev.aftermath.jobs.domain.slo.IncidentSpan;
import dev.aftermath.jobs.domain.slo.Ratio;
import dev.aftermath.jobs.domain.slo.SplitSlo;
import dev.aftermath.jobs.lake.TableSpec;
import dev.aftermath.jobs.spark.Micros;
import dev.aftermath.jobs.spark.Schemas;
import java.math.BigDecimal;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * One row per SLO, group, objective, window and part of what was bad in it.
 *
 * <p>{@code window} is {@code declared}, {@code month}, {@code quarter} or {@code four_weeks}; of
 * calendar windows every period is there, the running one as of the last evaluated day, of rolling
 * windows the one that ends then; each by the version in force at {@code evaluated_at}, whose
 * digest is {@code definition_digest}, as in {@link SloWindows}. {@code part_kind} is {@code
 * incident}, {@code exclusion}, {@code baseline} or {@code unexplained}, {@link
 * dev.aftermath.jobs.domain.slo.BudgetSplit} says which is which; {@code part} is the incident's id
 * or the kind. {@code bad} is in events, slices or missing ratio, as the budgeting method counts,
 * {@code budget_total} the window's budget so far; over the parts of a window it adds up to the
 * gross figure exactly. {@code share_of_consumed} is the part of all that was bad, {@code
 * share_of_budget} of the window's budget so far; null where there is none. {@code
 * exceeds_20_percent}: more than a fifth of the budget.
 */
public final class BudgetAttribution {
  /** The table. */
  public static final TableSpec TABLE =
      TableSpec.gold(
          "budget_attribution",
          """
          slo STRING NOT NULL,
          service STRING NOT NULL,
          group_key STRING NOT NULL,
          objective STRING NOT NULL,
          window STRING NOT NULL,
          window_start TIMESTAMP NOT NULL,
          window_end TIMESTAMP NOT NULL,
          evaluated_at TIMESTAMP NOT NULL,
          part STRING NOT NULL,
          part_kind STRING NOT NULL,
          incident_id STRING,
          cause_key STRING,
          bad DECIMAL(38, 18) NOT NULL,
          budget_total DECIMAL(38, 18) NOT NULL,
          share_of_consumed DOUBLE,
          share_of_budget DOUBLE,
          exceeds_20_percent BOOLEAN NOT NULL,
          definition_digest STRING NOT NULL
          """,
          "slo",
          "group_key",
          "objective",
          "window",
          "window_start",
          "window_end",
          "part");

  static final StructType ROWS = Schemas.withNumbersForTimes(TABLE.schema());

  private BudgetAttribution() {}

  /** The windows of every SLO that has slices, split. */
  public static Dataset<Row> build(SloFindings findings) {
    return findings.of(SloFindings.Kind.BUDGET_PART, TABLE.schema());
  }

  static List<Row> rows(SplitSlo objective, ZoneId reportZone) {
    List<Row> rows = new ArrayList<>();
    for (SplitSlo.NamedWindow window : objective.windows(reportZone)) {
      for (BudgetPart part : window.parts()) {
        rows.add(row(objective, window, part));
      }
    }
    return rows;
  }

  private static Row row(SplitSlo objective, SplitSlo.NamedWindow window, BudgetPart part) {
    @Nullable IncidentSpan incident = part.incident();
    BigDecimal budget = window.budget();
    return RowFactory.create(
        objective.version().name(),
        objective.version().service(),
        objective.group(),
        objective.objective().name(),
        window.name(),
        Micros.of(window.interval().start()),
        Micros.of(window.interval().end()),
        Micros.of(window.evaluatedAt()),
        incident == null ? part.kind().word() : incident.id(),
        part.kind().word(),
        incident == null ? null : incident.id(),
        incident == null ? null : incident.causeKey(),
        part.bad(),
        budget,
        Ratio.of(part.bad(), window.bad()),
        Ratio.of(part.bad(), budget),
        SplitSlo.isMoreThanAFifth(part.bad(), budget),
        objective.digest());
  }
}
