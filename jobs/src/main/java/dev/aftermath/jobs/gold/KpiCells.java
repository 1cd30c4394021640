package dev.aftermath.jobs.gold;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Row;

/** The incidents of one segment, cohort and period, and what each KPI takes from them. */
final class KpiCells {
  private final List<KpiCell> cells = new ArrayList<>();
  private long incidentCount;

  KpiCells(int definitionCount) {
    for (int i = 0; i < definitionCount; i++) {
      cells.add(new KpiCell());
    }
  }

  /** Adds the incidents of one priority. */
  void add(String priority, long incidents, List<Row> sums) {
    incidentCount += incidents;
    for (int i = 0; i < cells.size(); i++) {
      cells.get(i).add(priority, sums.get(i));
    }
  }

  long incidentCount() {
    return incidentCount;
  }

  KpiCell of(int definition) {
    return cells.get(definition);
  }
}
