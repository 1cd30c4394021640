package dev.aftermath.jobs.gold;

import dev.aftermath.jobs.config.KpiDefinitions;
import dev.aftermath.jobs.domain.kpi.KpiDefinition;
import dev.aftermath.jobs.domain.kpi.Subject;
import dev.aftermath.jobs.gold.RandomOrganisation.Kind;
import dev.aftermath.jobs.spark.Micros;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.jspecify.annotations.Nullable;

/** In which rows of kpi_values an incident is counted, as production has it. */
final class KpiPlaces {
  private final List<KpiDefinition> definitions;
  private final Map<Instant, KpiMeasuring> evaluations = new HashMap<>();

  KpiPlaces() throws IOException {
    this.definitions =
        KpiDefinitions.read(Path.of("../conf/kpis"), KpiSource.named(), Map.of()).stream()
            .filter(
                definition -> Set.of("incident_count", "resolved_count").contains(definition.id()))
            .toList();
  }

  /** The weeks, by segment type and segment. */
  Set<String> of(Kind kind, @Nullable String team, Instant asOf) {
    KpiMeasuring measuring =
        evaluations.computeIfAbsent(
            asOf,
            at ->
                new KpiMeasuring(
                    Subject.INCIDENTS,
                    KpiSource.of(Subject.INCIDENTS),
                    definitions,
                    new Evaluation(at, ZoneOffset.UTC)));
    Map<String, Object> told = new HashMap<>();
    told.put("incident_id", "any");
    told.put("population", "counted");
    told.put("opened_at", Micros.of(kind.openedAt()));
    told.put("resolved_basis", "recorded");
    if (kind.resolvedAt().isBefore(asOf)) {
      told.put("resolved_at", Micros.of(kind.resolvedAt()));
      told.put("settled_at", Micros.of(kind.resolvedAt()));
    }
    told.put("service", kind.service());
    told.put("tenant", kind.tenant());
    told.put("priority", kind.priority());
    told.put("team", team);
    Row incident = RowFactory.create(measuring.columns().stream().map(told::get).toArray());
    Set<String> places = new HashSet<>();
    for (Iterator<Row> rows = measuring.tallies(List.of(incident).iterator()); rows.hasNext(); ) {
      Row row = rows.next();
      String segment = String.join(" ", row.getString(0), row.getString(1), row.getString(3));
      places.add(segment + " " + row.getInt(4));
    }
    return places;
  }
}
