package dev.aftermath.jobs.gold;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aftermath.jobs.config.KpiDefinitions;
import dev.aftermath.jobs.domain.kpi.KpiDefinition;
import dev.aftermath.jobs.domain.kpi.Subject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** What the shipped definitions of one subject make of its table. */
record KpiRows(List<KpiDefinition> definitions, List<Row> rows) {

  static KpiRows of(Subject subject, Dataset<Row> table, Evaluation evaluation) throws IOException {
    List<KpiDefinition> definitions =
        KpiDefinitions.read(Path.of("../conf/kpis"), KpiSource.named(), Map.of()).stream()
            .filter(definition -> definition.subject() == subject)
            .toList();
    return new KpiRows(
        definitions,
        KpiValues.build(Map.of(subject, new KpiInput(table, "")), definitions, evaluation)
            .collectAsList());
  }

  KpiDefinition definition(String id) {
    return definitions.stream().filter(each -> each.id().equals(id)).findFirst().orElseThrow();
  }

  /** The row of a period over all cases. */
  Row row(String id, String period) {
    return row(id, period, "all", "all");
  }

  Row row(String id, String period, String segmentType, String segment) {
    List<Row> found =
        rows.stream()
            .filter(row -> row.getAs("kpi_id").equals(id) && row.getAs("period").equals(period))
            .filter(row -> row.getAs("segment_type").equals(segmentType))
            .filter(row -> row.getAs("segment").equals(segment))
            .toList();
    assertThat(found).as(id + " " + period + " " + segment).hasSize(1);
    return found.get(0);
  }

  /** A part of a whole with what is in neither, over all cases. */
  String told(String id, String period) {
    Row row = row(id, period);
    return row.getAs("numerator_count")
        + " of "
        + row.getAs("n")
        + ", excluded "
        + row.getAs("excluded_count")
        + " "
        + new TreeMap<>(row.<String, Long>getJavaMap(row.fieldIndex("excluded")));
  }

  List<String> segmentTypes() {
    return rows.stream().map(row -> row.<String>getAs("segment_type")).distinct().sorted().toList();
  }
}
