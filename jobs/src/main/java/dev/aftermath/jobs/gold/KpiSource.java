package dev.aftermath.jobs.gold;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.unix_micros;

import dev.aftermath.jobs.domain.kpi.ColumnKind;
import dev.aftermath.jobs.domain.kpi.FactColumns;
import dev.aftermath.jobs.domain.kpi.Subject;
import dev.aftermath.jobs.lake.TableSpec;
import dev.aftermath.jobs.silver.Interruptions;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * The table in which the definitions of KPIs find the cases of a subject.
 *
 * @param table has one row per case
 * @param id the column that tells cases apart
 * @param segments columns by which cases are also told apart; what the table does not have, its
 *     cases have no segments of
 * @param columns what definitions may name of the table, and what is worked out for them
 * @param view the rows of the table with these columns, as of an evaluation
 */
public record KpiSource(
    TableSpec table, String id, List<String> segments, StructType columns, View view) {
  /** The column of what decides how urgent a case is. */
  static final String PRIORITY = "priority";

  /** Works out further columns. */
  @FunctionalInterface
  public interface View {
    /** The rows with further columns. */
    Dataset<Row> of(Dataset<Row> rows, Evaluation evaluation);
  }

  /** Takes a copy of the list. */
  public KpiSource {
    segments = List.copyOf(segments);
  }

  /** Where the cases of a subject are. */
  public static KpiSource of(Subject subject) {
    return switch (subject) {
      case INCIDENTS ->
          of(
              IncidentFacts.TABLE,
              "incident_id",
              List.of("service", "tenant", "team", PRIORITY, "system"));
      case SLAS ->
          new KpiSource(
              SlaOutcomes.TABLE,
              "sla_id",
              List.of("service", "tenant", "team", PRIORITY),
              with(SlaOutcomes.TABLE, KpiViews.OF_SLAS),
              KpiViews::ofSlas);
      case DEPLOYMENTS -> of(DeploymentOutcomes.TABLE, "deployment_key", List.of("service"));
      case UPDATES ->
          of(
              IncidentUpdates.TABLE,
              "incident_id",
              List.of("service", "tenant", PRIORITY, "system"));
      case INTERRUPTIONS ->
          new KpiSource(
              Interruptions.TABLE,
              "interruption_id",
              List.of("team", "system"),
              StructType.fromDDL(KpiViews.OF_INTERRUPTIONS),
              (rows, evaluation) -> KpiViews.ofInterruptions(rows));
      case POSTMORTEM_DUTIES ->
          of(PostmortemDuties.TABLE, "incident_id", List.of("service", "tenant", PRIORITY));
      case ACTION_ITEMS ->
          new KpiSource(
              ActionItemStatus.TABLE,
              "action_item_id",
              List.of("service", "tenant"),
              with(ActionItemStatus.TABLE, KpiViews.OF_ACTION_ITEMS),
              (rows, evaluation) -> KpiViews.ofActionItems(rows));
    };
  }

  private static KpiSource of(TableSpec table, String id, List<String> segments) {
    return new KpiSource(table, id, segments, table.schema(), (rows, evaluation) -> rows);
  }

  private static StructType with(TableSpec table, String added) {
    return new StructType(
        Stream.of(table.schema(), StructType.fromDDL(added))
            .flatMap(part -> Stream.of(part.fields()))
            .toArray(StructField[]::new));
  }

  /** Whether cases say something else at a later evaluation, though the table is the same. */
  public boolean hangsOnEvaluation() {
    return table.equals(SlaOutcomes.TABLE);
  }

  /** What definitions may name, by what they are about. */
  public static Map<Subject, FactColumns> named() {
    Map<Subject, FactColumns> columns = new EnumMap<>(Subject.class);
    for (Subject subject : Subject.values()) {
      columns.put(subject, of(subject).factColumns());
    }
    return columns;
  }

  /** Every column but lists and days, which other columns tell too. */
  private FactColumns factColumns() {
    Map<String, ColumnKind> kinds = new TreeMap<>();
    for (StructField field : columns.fields()) {
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
   * The columns that definitions and others need, instants as microseconds. A version of the table
   * from before there was a column knows nothing of it.
   *
   * @param rows of the view
   */
  Dataset<Row> select(Dataset<Row> rows, Collection<String> names) {
    Set<String> there = Set.of(rows.columns());
    return rows.select(
        names.stream()
            .map(
                name ->
                    (there.contains(name)
                            ? number(col(name), columns.apply(name))
                            : lit(null).cast(number(columns.apply(name))))
                        .as(name))
            .toArray(Column[]::new));
  }

  private static Column number(Column column, StructField field) {
    return field.dataType().equals(DataTypes.TimestampType) ? unix_micros(column) : column;
  }

  private static DataType number(StructField field) {
    return field.dataType().equals(DataTypes.TimestampType) ? DataTypes.LongType : field.dataType();
  }
}
