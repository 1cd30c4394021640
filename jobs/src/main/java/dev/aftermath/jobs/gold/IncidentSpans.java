package dev.aftermath.jobs.gold;

import dev.aftermath.jobs.domain.slo.IncidentSpan;
import dev.aftermath.jobs.domain.slo.MeasuredSlo;
import dev.aftermath.jobs.spark.Micros;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/** The incidents of the population by their services: few columns of few rows, sent everywhere. */
final class IncidentSpans implements Serializable {
  private static final long serialVersionUID = 1;

  private final HashMap<String, ArrayList<IncidentSpan>> byService = new HashMap<>();

  private IncidentSpans() {}

  /**
   * Collects those that are counted and whose service and opening are known.
   *
   * @param incidentFacts rows of {@link IncidentFacts}
   */
  static IncidentSpans of(Dataset<Row> incidentFacts) {
    IncidentSpans spans = new IncidentSpans();
    for (Row row :
        incidentFacts
            .where("population = 'counted' AND service IS NOT NULL AND opened_at IS NOT NULL")
            .select(
                functions.col("incident_id"),
                functions.col("cause_key"),
                functions.col("service"),
                functions.col("tenant"),
                functions.unix_micros(functions.col("opened_at")),
                functions.unix_micros(functions.col("settled_at")))
            .collectAsList()) {
      IncidentSpan span =
          new IncidentSpan(
              row.getString(0),
              row.getString(1),
              row.getString(2),
              row.getString(3),
              Micros.instant(row.getLong(4)),
              row.isNullAt(5) ? null : Micros.instant(row.getLong(5)));
      spans.byService.computeIfAbsent(span.service(), service -> new ArrayList<>()).add(span);
    }
    return spans;
  }

  /** Those that concern the group and the service of the SLO's newest version. */
  List<IncidentSpan> concerning(MeasuredSlo slo) {
    String service = slo.history().newest().service();
    Map<String, ArrayList<IncidentSpan>> all = byService;
    return all.getOrDefault(service, new ArrayList<>()).stream()
        .filter(span -> span.concerns(service, slo.tenant()))
        .toList();
  }
}
