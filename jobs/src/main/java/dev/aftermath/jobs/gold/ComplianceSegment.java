package dev.aftermath.jobs.gold;

import dev.aftermath.jobs.domain.calendar.ReportWeek;
import dev.aftermath.jobs.domain.contract.ContractRule;
import dev.aftermath.jobs.spark.Micros;
import dev.aftermath.jobs.spark.Schemas;
import java.io.Serializable;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/** Turns the weekly counts of one rule and segment into its rows: every week, and all together. */
final class ComplianceSegment implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Twenty years: a date from a broken clock must not make rows for a thousand empty years. */
  private static final int EMPTY_WEEK_LIMIT = 1_044;

  /** The table's columns, instants as microseconds. */
  static final StructType SCHEMA = Schemas.withNumbersForTimes(ContractCompliance.TABLE.schema());

  private final List<ContractRule> rules;
  private final Evaluation evaluation;

  ComplianceSegment(List<ContractRule> rules, Evaluation evaluation) {
    this.rules = List.copyOf(rules);
    this.evaluation = evaluation;
  }

  private record Count(long met, long broken, long notApplicable) {
    static final Count NOTHING = new Count(0, 0, 0);

    Count plus(Count other) {
      return new Count(met + other.met, broken + other.broken, notApplicable + other.notApplicable);
    }
  }

  /** The rows from the counts in any order. */
  Iterator<Row> rows(Row segment, Iterator<Row> counts) {
    NavigableMap<Integer, Count> weeks = new TreeMap<>();
    Count all = Count.NOTHING;
    while (counts.hasNext()) {
      Row row = counts.next();
      Count count = new Count(row.getLong(4), row.getLong(5), row.getLong(6));
      all = all.plus(count);
      if (!row.isNullAt(3)) {
        weeks.put(row.getInt(3), count);
      }
    }
    addEmptyWeeks(weeks);
    List<Row> rows = new ArrayList<>();
    weeks.forEach(
        (monday, count) ->
            rows.add(
                row(
                    segment,
                    new ReportWeek(LocalDate.ofEpochDay(monday), evaluation.zone()),
                    count)));
    rows.add(row(segment, null, all));
    return rows.iterator();
  }

  private void addEmptyWeeks(NavigableMap<Integer, Count> weeks) {
    ReportWeek lastWeek = ReportWeek.holding(evaluation.asOf().minusNanos(1), evaluation.zone());
    int last = Math.toIntExact(lastWeek.monday().toEpochDay());
    int first =
        weeks.isEmpty() ? last + 1 : Math.max(weeks.firstKey(), last - 7 * EMPTY_WEEK_LIMIT);
    for (int monday = last; monday > first; monday -= 7) {
      weeks.putIfAbsent(monday, Count.NOTHING);
    }
  }

  private Row row(Row segment, @Nullable ReportWeek week, Count count) {
    ContractRule rule = rules.get(segment.getInt(0));
    Instant end = week == null ? evaluation.asOf() : week.end();
    long checked = count.met + count.broken;
    return RowFactory.create(
        rule.id(),
        rule.version(),
        rule.severity().name().toLowerCase(Locale.ROOT),
        rule.subject().word(),
        week == null ? "all" : "week",
        week == null ? "all" : week.label(),
        segment.getString(1),
        segment.getString(2),
        week == null ? null : Micros.of(week.start()),
        Micros.of(end),
        !end.isAfter(evaluation.asOf()),
        checked,
        count.met,
        count.broken,
        count.notApplicable,
        checked == 0 ? null : Double.valueOf((double) count.met / checked),
        Micros.of(evaluation.asOf()));
  }
}
