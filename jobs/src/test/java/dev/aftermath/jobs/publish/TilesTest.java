package dev.aftermath.jobs.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.aftermath.jobs.config.KpiDefinitions;
import dev.aftermath.jobs.domain.calendar.ReportWeek;
import dev.aftermath.jobs.domain.kpi.KpiDefinition;
import dev.aftermath.jobs.gold.KpiSource;
import dev.aftermath.jobs.gold.KpiValues;
import dev.aftermath.jobs.testing.SparkTest;
import dev.aftermath.jobs.testing.StatedRows;
import dev.aftermath.reports.model.KpiTile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@SparkTest
@DisplayName("The tiles of a report")
class TilesTest {
  private static final ReportWeek WEEK = ReportWeek.labelled("2026-W47", ZoneId.of("UTC"));
  private static final Set<String> OF_SLAS = Set.of("sla_met_ratio", "resolution_sla_met_ratio");

  @Test
  @DisplayName("show the SLAs on record, not what tickets say of themselves")
  void slas(SparkSession spark) throws IOException {
    assertThat(
            tiles(
                spark,
                "('sla_met_ratio', '2026-W47', 20L, 1.0D)",
                "('resolution_sla_met_ratio', '2026-W47', 20L, 0.9D)"))
        .extracting(KpiTile::id, KpiTile::mean)
        .containsExactly(tuple("resolution_sla_met_ratio", 0.9));
  }

  @Test
  @DisplayName("show what tickets say of their SLAs where none is on record in any week shown")
  void flags(SparkSession spark) throws IOException {
    assertThat(
            tiles(
                spark,
                "('sla_met_ratio', '2026-W47', 20L, 1.0D)",
                "('resolution_sla_met_ratio', '2026-W47', 0L, CAST(NULL AS DOUBLE))",
                "('resolution_sla_met_ratio', '2026-W20', 20L, 0.9D)"))
        .extracting(KpiTile::id, KpiTile::mean)
        .containsExactly(tuple("sla_met_ratio", 1.0));
  }

  private static List<KpiTile> tiles(SparkSession spark, String... values) throws IOException {
    List<Row> rows =
        StatedRows.of(
                KpiValues.TABLE,
                spark.sql(
                    "SELECT *, CAST(map() AS MAP<STRING, BIGINT>) AS excluded FROM VALUES "
                        + String.join(", ", values)
                        + " AS t(kpi_id, period, n, value)"),
                Instant.EPOCH)
            .collectAsList();
    List<KpiDefinition> definitions =
        KpiDefinitions.read(Path.of("../conf/kpis"), KpiSource.named(), Map.of()).stream()
            .filter(each -> OF_SLAS.contains(each.id()))
            .toList();
    return new Tiles(
            rows, definitions, WEEK, new Incidents(List.of(), List.of(), Map.of(), Map.of()))
        .tiles();
  }
}
