package dev.aftermath.jobs.gold;

import dev.aftermath.jobs.domain.kpi.CaseColumns;
import dev.aftermath.jobs.domain.kpi.KpiDefinition;
import dev.aftermath.jobs.spark.Micros;
import java.io.Serializable;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/** The rows of a {@link KpiSource} as the definitions of KPIs read them. */
final class KpiFacts implements Serializable {
  private static final long serialVersionUID = 1L;

  private final Map<String, Integer> places = new HashMap<>();

  private KpiFacts(List<String> columns) {
    for (int i = 0; i < columns.size(); i++) {
      places.put(columns.get(i), i);
    }
  }

  /** The columns that any of the definitions reads, and some others, in a fixed order. */
  static List<String> needed(List<KpiDefinition> definitions, String... others) {
    Set<String> names = new TreeSet<>(Arrays.asList(others));
    definitions.forEach(definition -> names.addAll(definition.columns()));
    return List.copyOf(names);
  }

  /** Reads rows of selected columns. */
  static KpiFacts of(List<String> columns) {
    return new KpiFacts(columns);
  }

  /** The place of a column in the rows. */
  int place(String column) {
    Integer place = places.get(column);
    if (place == null) {
      throw new IllegalArgumentException("Column " + column + " is not selected");
    }
    return place;
  }

  /** What a row tells of its case. */
  CaseColumns read(Row row) {
    return new OfRow(row);
  }

  /** Many definitions ask for the same instants, which are made once. */
  private final class OfRow implements CaseColumns {
    private final Row row;
    private final @Nullable Instant[] instants = new @Nullable Instant[places.size()];

    private OfRow(Row row) {
      this.row = row;
    }

    @Override
    public @Nullable Instant instant(String column) {
      int place = place(column);
      Instant known = instants[place];
      if (known == null && !row.isNullAt(place)) {
        known = Micros.instant(row.getLong(place));
        instants[place] = known;
      }
      return known;
    }

    @Override
    public @Nullable Long number(String column) {
      return row.get(place(column)) instanceof Number number ? (Long) number.longValue() : null;
    }

    @Override
    public @Nullable String text(String column) {
      Object value = row.get(place(column));
      return value == null ? null : value.toString();
    }
  }
}
