package dev.aftermath.jobs.gold;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_min;
import static org.apache.spark.sql.functions.bit_xor;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.xxhash64;

import dev.aftermath.jobs.domain.kpi.KpiDefinition;
import dev.aftermath.jobs.domain.kpi.Subject;
import dev.aftermath.jobs.spark.Micros;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/**
 * From when on the cases of KPIs are not what they were: those of two versions of their tables are
 * compared week by week, by digests of all that definitions read of them, in one action.
 */
public final class KpiChanges {
  private final List<KpiDefinition> definitions;
  private final List<Dataset<Row>> weeks = new ArrayList<>();

  /** Of what the definitions read. */
  public KpiChanges(List<KpiDefinition> definitions) {
    this.definitions = List.copyOf(definitions);
  }

  /** Compares the cases of a subject as they were at an evaluation with those of a later one. */
  public void add(
      Subject subject,
      Dataset<Row> before,
      Evaluation then,
      Dataset<Row> after,
      Evaluation evaluation) {
    weeks.add(weeks(subject, before, then));
    weeks.add(weeks(subject, after, evaluation));
  }

  private Dataset<Row> weeks(Subject subject, Dataset<Row> table, Evaluation evaluation) {
    KpiSource source = KpiSource.of(subject);
    KpiMeasuring measuring =
        new KpiMeasuring(
            subject,
            source,
            definitions.stream().filter(each -> each.subject() == subject).toList(),
            evaluation);
    Column[] read = measuring.columns().stream().map(functions::col).toArray(Column[]::new);
    Column[] instants =
        subject.cohorts().values().stream().map(functions::col).toArray(Column[]::new);
    return source
        .select(source.view().of(table, evaluation), measuring.columns())
        .groupBy(
            lit(subject.name()).as("subject"),
            expr(subject.column(subject.begin()) + " div 604800000000").as("week"))
        .agg(
            // Cases have ids, so that no two are the same and take each other out.
            bit_xor(xxhash64(read)).as("digest"),
            count(lit(1)).as("case_count"),
            min(array_min(array(instants))).as("earliest"));
  }

  /** The earliest instant of a week's cases that are not what they were; empty when all are. */
  public Optional<Instant> earliest() {
    if (weeks.isEmpty()) {
      return Optional.empty();
    }
    Map<List<Object>, List<Row>> sides = new HashMap<>();
    weeks.stream()
        .reduce(Dataset::union)
        .orElseThrow()
        .collectAsList()
        .forEach(
            row ->
                sides
                    .computeIfAbsent(
                        List.of(row.getString(0), row.isNullAt(1) ? "" : row.getLong(1)),
                        week -> new ArrayList<>())
                    .add(row));
    return sides.values().stream()
        .filter(rows -> !areSame(rows))
        .flatMap(List::stream)
        .filter(row -> !row.isNullAt(4))
        .map(row -> Micros.instant(row.getLong(4)))
        .min(Instant::compareTo);
  }

  private static boolean areSame(List<Row> sides) {
    return sides.size() == 2 && sides.get(0).equals(sides.get(1));
  }
}
