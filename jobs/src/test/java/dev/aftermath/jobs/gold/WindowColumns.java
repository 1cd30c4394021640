package dev.aftermath.jobs.gold;

import dev.aftermath.jobs.domain.slo.DailyEvaluations;
import dev.aftermath.jobs.domain.slo.MeasuredSlo;
import dev.aftermath.jobs.spark.Micros;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructField;

/** The rows of {@link SloWindows} of one SLO by their columns, without a Spark session. */
public final class WindowColumns {
  private WindowColumns() {}

  /** Those of all days; a null is left out. */
  public static List<Map<String, Object>> of(MeasuredSlo slo, DailyEvaluations days) {
    return days.of(slo).stream().map(day -> columns(SloWindows.row(slo, day))).toList();
  }

  private static Map<String, Object> columns(Row row) {
    Map<String, Object> columns = new HashMap<>();
    StructField[] fields = SloWindows.TABLE.schema().fields();
    for (int i = 0; i < fields.length; i++) {
      if (!row.isNullAt(i)) {
        boolean isTime = fields[i].dataType().typeName().equals("timestamp");
        Object value = isTime ? Micros.instant(row.getLong(i)) : row.get(i);
        columns.put(fields[i].name(), value);
      }
    }
    return columns;
  }
}
