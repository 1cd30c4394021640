package dev.aftermath.jobs.gold;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import dev.aftermath.jobs.domain.calendar.Days;
import dev.aftermath.jobs.domain.calendar.ReportWeek;
import dev.aftermath.jobs.domain.kpi.KpiDefinition;
import dev.aftermath.jobs.domain.kpi.Subject;
import dev.aftermath.jobs.domain.kpi.Term;
import dev.aftermath.jobs.domain.statistics.Bounds;
import dev.aftermath.jobs.lake.TableSpec;
import java.time.ZoneId;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/**
 * The weeks of one segment that stay as they were told, as far as later ones are compared with
 * them: to read these figures takes less than to tally all cases of thirty weeks again.
 */
final class KpiPast {
  /** A row is a figure of a week. */
  static final StructType SCHEMA =
      StructType.fromDDL(
          "segment_type STRING, segment STRING, subject STRING, kpi_id STRING, kpi_version BIGINT,"
              + " period STRING, n BIGINT, numerator_count BIGINT, median_seconds DOUBLE,"
              + " lower DOUBLE, upper DOUBLE");

  /** By version of a KPI and Monday, as days since the epoch. */
  private final Map<List<Object>, SortedMap<Integer, KpiWeek>> weeks = new HashMap<>();

  private final NavigableSet<Integer> mondays = new TreeSet<>();

  private KpiPast() {}

  /**
   * Whether a version told all that it is compared with in a week and later ones. One that came
   * into force in between is compared with itself over weeks that another version told.
   */
  static boolean isToldBy(KpiDefinition definition, ReportWeek first) {
    Term term = definition.term();
    boolean isOver = term.until() != null && !term.until().isAfter(first.monday());
    return isOver || term.holds(KpiValues.firstCompared(first).monday());
  }

  /** The rows of the weeks before one that this one and later ones are compared with. */
  static Dataset<Row> rows(
      Dataset<Row> values, ReportWeek first, Collection<KpiDefinition> definitions) {
    List<ReportWeek> weeks = first.plusWeeks(-1).lastWeeks(KpiValues.WEEKS_COMPARED);
    Object[] months = weeks.stream().map(week -> Days.monthOf(week.monday())).distinct().toArray();
    Object[] labels = weeks.stream().map(ReportWeek::label).toArray();
    return values
        .where(col(TableSpec.MONTH).isin(months).and(col("period").isin(labels)))
        .withColumn("subject", subject(definitions))
        .where("subject IS NOT NULL")
        .select(Stream.of(SCHEMA.fieldNames()).map(name -> col(name)).toArray(Column[]::new));
  }

  private static Column subject(Collection<KpiDefinition> definitions) {
    Column named = lit(null).cast("string");
    for (Subject subject : Subject.values()) {
      Object[] ids =
          definitions.stream()
              .filter(each -> each.subject() == subject)
              .map(KpiDefinition::id)
              .distinct()
              .toArray();
      named = when(col("kpi_id").isin(ids), subject.name()).otherwise(named);
    }
    return named;
  }

  /** What rows of one segment tell. */
  static KpiPast of(Iterator<Row> rows, ZoneId zone) {
    KpiPast past = new KpiPast();
    Map<String, Integer> labelled = new HashMap<>();
    while (rows.hasNext()) {
      Row row = rows.next();
      int monday = labelled.computeIfAbsent(row.getString(5), label -> monday(label, zone));
      past.mondays.add(monday);
      past.weeks
          .computeIfAbsent(List.of(row.getString(3), row.getLong(4)), kpi -> new TreeMap<>())
          .put(monday, week(row));
    }
    return past;
  }

  private static int monday(String label, ZoneId zone) {
    return Math.toIntExact(ReportWeek.labelled(label, zone).monday().toEpochDay());
  }

  private static KpiWeek week(Row row) {
    return new KpiWeek(
        row.getLong(6),
        row.isNullAt(7) ? 0 : row.getLong(7),
        row.isNullAt(8) ? null : Double.valueOf(row.getDouble(8)),
        row.isNullAt(9) ? null : new Bounds(row.getDouble(9), row.getDouble(10)));
  }

  /** The Mondays of all weeks, as days since the epoch. */
  NavigableSet<Integer> mondays() {
    return mondays;
  }

  /** The weeks of a KPI, oldest first. */
  Collection<KpiWeek> weeks(KpiDefinition definition) {
    return weeks
        .getOrDefault(List.of(definition.id(), definition.version()), new TreeMap<>())
        .values();
  }
}
