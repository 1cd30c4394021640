package dev.aftermath.jobs.gold;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.unix_micros;

import dev.aftermath.jobs.domain.kpi.ColumnKind;
import dev.aftermath.jobs.domain.kpi.FactColumns;
import dev.aftermath.jobs.domain.kpi.IncidentColumns;
import dev.aftermath.jobs.domain.kpi.KpiDefinition;
import dev.aftermath.jobs.spark.Micros;
import java.io.Serializable;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/** {@link IncidentFacts} as the definitions of KPIs read them. */
public final class KpiFacts implements Serializable {
  private static final long serialVersionUID = 1L;

  private final Map<String, Integer> places = new HashMap<>();

  private KpiFacts(List<String> columns) {
    for (int i = 0; i < columns.size(); i++) {
      places.put(columns.get(i), i);
    }
  }

  /** What definitions may name: every column but lists and days, which other columns tell too. */
  public static FactColumns columns() {
    Map<String, ColumnKind> kinds = new TreeMap<>();
    for (StructField field : IncidentFacts.TABLE.schema().fields()) {
      kind(field).ifPresent(kind -> kinds.put(field.name(), kind));
    }
    return new FactColumns(new TreeMap<>(kinds));
  }

  private static Optional<ColumnKind> kind(StructField field) {
    return switch (field.dataType().typeName()) {
      case "timestamp" -> Optional.of(ColumnKind.INSTANT);
      case "long", "integer" -> Optional.of(ColumnKind.NUMBER);
      case "boolean" -> Optional.of(ColumnKind.FLAG);
      case "string" -> Optional.of(ColumnKind.WORD);
      default -> Optional.empty();
    };
  }

  /**
   * The columns that definitions and others need, instants as microseconds. A version of the facts
   * from before there was a column knows nothing of it.
   */
  static Dataset<Row> select(Dataset<Row> facts, Collection<String> names) {
    Set<String> there = Set.of(facts.columns());
    StructType schema = IncidentFacts.TABLE.schema();
    return facts.select(
        names.stream()
            .map(
                name ->
                    (there.contains(name)
                            ? number(col(name), schema.apply(name))
                            : lit(null).cast(number(schema.apply(name))))
                        .as(name))
            .toArray(Column[]::new));
  }

  private static Column number(Column column, StructField field) {
    return field.dataType().equals(DataTypes.TimestampType) ? unix_micros(column) : column;
  }

  private static org.apache.spark.sql.types.DataType number(StructField field) {
    return field.dataType().equals(DataTypes.TimestampType) ? DataTypes.LongType : field.dataType();
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

  /** What a row tells of its incident. */
  IncidentColumns read(Row row) {
    return new OfRow(row);
  }

  /** Many definitions ask for the same instants, which are made once. */
  private final class OfRow implements IncidentColumns {
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
