package dev.aftermath.jobs.testing;

import dev.aftermath.jobs.config.KpiDefinitions;
import dev.aftermath.jobs.domain.calendar.Interval;
import dev.aftermath.jobs.domain.kpi.Decision;
import dev.aftermath.jobs.domain.kpi.KpiDefinition;
import dev.aftermath.jobs.domain.kpi.KpiFigure;
import dev.aftermath.jobs.gold.Evaluation;
import dev.aftermath.jobs.gold.KpiCases;
import dev.aftermath.jobs.gold.KpiCases.Decided;
import dev.aftermath.jobs.gold.KpiCases.Segment;
import dev.aftermath.jobs.gold.KpiSource;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What the shipped definitions make of the incidents of all weeks together, as reference figures of
 * whole data sets are.
 *
 * @param facts {@link dev.aftermath.jobs.gold.IncidentFacts}
 */
public record KpisOfAllTime(
    List<KpiDefinition> definitions, Dataset<Row> facts, Evaluation evaluation) {

  /** Over the facts of an evaluation. */
  public static KpisOfAllTime of(Dataset<Row> facts, Evaluation evaluation) throws IOException {
    return new KpisOfAllTime(
        KpiDefinitions.read(Path.of("../conf/kpis"), KpiSource.named(), Map.of()),
        facts,
        evaluation);
  }

  /** The figure of a KPI over all incidents. */
  public KpiFigure figure(String id) {
    return figure(id, Segment.ALL);
  }

  /** The figure of a KPI over the incidents of a segment. */
  public KpiFigure figure(String id, Segment segment) {
    KpiDefinition definition =
        definitions.stream().filter(each -> each.id().equals(id)).findFirst().orElseThrow();
    List<Decided> decided =
        KpiCases.of(
                facts,
                List.of(definition),
                new Interval(Instant.EPOCH, evaluation.asOf()),
                segment,
                evaluation)
            .getOrDefault(definition, List.of());
    return KpiFigure.of(definition, decided.stream().flatMap(KpisOfAllTime::value).toList());
  }

  private static Stream<Long> value(Decided each) {
    return each.decision() instanceof Decision.Taken taken
        ? Stream.of(taken.value())
        : Stream.empty();
  }
}
