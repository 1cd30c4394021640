package dev.aftermath.jobs.gold;

import dev.aftermath.jobs.domain.kpi.KpiDefinition;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Row;

/** The tallies of all definitions over the incidents of one segment, cohort and week. */
final class KpiTallies {
  private final List<KpiTally> tallies = new ArrayList<>();
  private long incidentCount;

  KpiTallies(List<KpiDefinition> definitions, List<List<String>> reasons) {
    for (int i = 0; i < definitions.size(); i++) {
      tallies.add(new KpiTally(definitions.get(i), reasons.get(i)));
    }
  }

  /** Counts an incident of the cohort, whatever definitions make of it. */
  void addIncident() {
    incidentCount++;
  }

  /** Adds what was counted elsewhere. */
  void add(KpiTallies other) {
    incidentCount += other.incidentCount;
    for (int i = 0; i < tallies.size(); i++) {
      tallies.get(i).add(other.tallies.get(i));
    }
  }

  /** Adds what was counted elsewhere, as {@link #rows} tells it. */
  void add(long incidents, List<Row> rows) {
    incidentCount += incidents;
    for (int i = 0; i < tallies.size(); i++) {
      tallies.get(i).add(rows.get(i));
    }
  }

  /** How many incidents there are. */
  long incidentCount() {
    return incidentCount;
  }

  /** The tally of the definition at a place. */
  KpiTally of(int definition) {
    return tallies.get(definition);
  }

  /** The tallies as structs. */
  Object[] rows() {
    return tallies.stream().map(KpiTally::row).toArray();
  }
}
