package dev.aftermath.jobs.gold;

import dev.aftermath.jobs.domain.kpi.Decision;
import dev.aftermath.jobs.domain.kpi.IncidentColumns;
import dev.aftermath.jobs.domain.kpi.KpiDefinition;
import dev.aftermath.jobs.domain.kpi.KpiDefinition.Cohort;
import dev.aftermath.jobs.domain.kpi.KpiDefinition.Headline;
import dev.aftermath.jobs.domain.kpi.KpiFigure;
import java.io.Serializable;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/** What every definition takes from one incident, side by side in one row. */
final class KpiMeasuring implements Serializable {
  private static final long serialVersionUID = 1L;

  /** What incidents are also told apart by. */
  static final List<String> SEGMENTS = List.of("service", "tenant", "priority", "system");

  /** Before the place of a definition: what it takes; null where it leaves the incident out. */
  static final String MEASURE = "measure_";

  /** Before the place of a definition: the place of its reason to leave the incident out. */
  static final String REASON = "reason_";

  /** Before the place of a definition with a geometric mean: the logarithm of what it takes. */
  static final String LOGARITHM = "logarithm_";

  private final List<KpiDefinition> definitions;
  private final List<List<String>> reasons;
  private final List<String> placing;
  private final List<String> columns;
  private final KpiFacts facts;
  private final StructType schema;

  KpiMeasuring(List<KpiDefinition> definitions) {
    this.definitions = List.copyOf(definitions);
    this.reasons = definitions.stream().map(KpiDefinition::reasons).toList();
    this.placing =
        Stream.concat(SEGMENTS.stream(), Stream.of(Cohort.values()).map(Cohort::column)).toList();
    this.columns = KpiFacts.needed(definitions, placing.toArray(String[]::new));
    this.facts = KpiFacts.of(columns);
    this.schema = schemaOfRows();
  }

  /** The columns of the facts that it reads, instants as microseconds. */
  List<String> columns() {
    return columns;
  }

  /** The columns that place an incident, and those of every definition. */
  StructType schema() {
    return schema;
  }

  private StructType schemaOfRows() {
    StructType rows = new StructType();
    for (String name : placing) {
      rows = rows.add(name, SEGMENTS.contains(name) ? DataTypes.StringType : DataTypes.LongType);
    }
    for (int i = 0; i < definitions.size(); i++) {
      rows = rows.add(MEASURE + i, DataTypes.LongType).add(REASON + i, DataTypes.IntegerType);
      if (hasLogarithm(i)) {
        rows = rows.add(LOGARITHM + i, DataTypes.LongType);
      }
    }
    return rows;
  }

  /** The row of an incident. */
  Row measured(Row row) {
    IncidentColumns incident = facts.read(row);
    @Nullable Object[] cells = new Object[schema.length()];
    int cell = 0;
    for (String name : placing) {
      cells[cell++] = row.get(facts.place(name));
    }
    for (int i = 0; i < definitions.size(); i++) {
      Decision decision = definitions.get(i).decide(incident);
      Long value = decision instanceof Decision.Taken taken ? (Long) taken.value() : null;
      cells[cell++] = value;
      cells[cell++] =
          decision instanceof Decision.LeftOut out
              ? (Integer) reasons.get(i).indexOf(out.reason())
              : null;
      if (hasLogarithm(i)) {
        cells[cell++] = value != null ? (Long) KpiFigure.logarithm(value) : null;
      }
    }
    return RowFactory.create(cells);
  }

  private boolean hasLogarithm(int place) {
    return definitions.get(place).headline() == Headline.GEOMETRIC_MEAN;
  }
}
