package dev.aftermath.jobs.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aftermath.jobs.domain.log.LiftRule;
import dev.aftermath.jobs.gold.CauseMembers;
import dev.aftermath.jobs.gold.TemplateLift;
import dev.aftermath.jobs.lake.Lake;
import dev.aftermath.jobs.silver.LogTemplateAliases;
import dev.aftermath.jobs.silver.LogTemplates;
import dev.aftermath.jobs.testing.SparkTest;
import dev.aftermath.jobs.testing.StatedRows;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SparkTest
@DisplayName("The log lines that go with a cause")
class CauseTemplatesTest {
  private static final Instant AS_OF = Instant.parse("2026-06-01T00:00:00Z");

  @Test
  @DisplayName("are those around its own incidents, of what stands out around its service's")
  void ofCause(SparkSession spark, @TempDir Path folder) {
    Lake lake = Lake.at(spark, folder.toString());
    write(lake, spark);
    CauseTemplates templates = new CauseTemplates(lake, LiftRule.USUAL, AS_OF);

    List<KnownCauses.Template> ofDisk = templates.of("disk", "shop", 5);

    assertThat(ofDisk).extracting(KnownCauses.Template::pattern).containsExactly("disk <*> full");
    // Two of two incidents against 7 of 700 quiet windows.
    assertThat(ofDisk.get(0).lift().ratio()).hasValue(100);
    assertThat(templates.of("network", "shop", 5))
        .singleElement()
        .satisfies(
            it -> {
              assertThat(it.pattern()).isEqualTo("timeout");
              assertThat(it.lift().ratio()).isEmpty();
            });
    assertThat(templates.of("disk", "other", 5)).isEmpty();
  }

  /**
   * The shop has two incidents of the disk and one of the network. Both of the disk have "disk
   * full" half an hour around their openings, by one of its two templates each; that of the network
   * has "timeout"; "started" is written before one of the disk, but stands out nowhere.
   */
  private static void write(Lake lake, SparkSession spark) {
    StatedRows.write(
        lake,
        CauseMembers.TABLE,
        spark.sql(
            """
            SELECT cause_id, incident_id, 'shop' AS service, timestamp(opened_at) AS opened_at,
              timestamp(settled_at) AS settled_at
            FROM VALUES
              ('disk', 'I1', '2026-05-10 10:00:00', '2026-05-10 11:00:00'),
              ('disk', 'I2', '2026-05-20 10:00:00', '2026-05-20 11:00:00'),
              ('network', 'I3', '2026-05-25 10:00:00', '2026-05-25 11:00:00')
              AS t(cause_id, incident_id, opened_at, settled_at)
            """),
        AS_OF);
    StatedRows.write(
        lake,
        TemplateLift.TABLE,
        spark.sql(
            """
            SELECT 'shop' AS service, pattern, stands_out, 700L AS quiet_window_count,
              quiet AS quiet_windows_with_count
            FROM VALUES ('disk <*> full', true, 7L), ('timeout', true, 0L), ('started', false, 70L)
              AS t(pattern, stands_out, quiet)
            """),
        AS_OF);
    StatedRows.write(
        lake,
        LogTemplates.TABLE,
        spark.sql(
            """
            SELECT 'loki' AS source, id AS template_id, 'shop' AS service, signature,
              date(day) AS day, minutes, '2026-05' AS month
            FROM VALUES
              ('t1', 'disk a full', '2026-05-10', array(575, 601)),
              ('t2', 'disk b full', '2026-05-20', array(629)),
              ('t3', 'timeout', '2026-05-25', array(600)),
              ('t4', 'started', '2026-05-10', array(590)),
              ('t4', 'started', '2026-05-01', array(0)),
              ('t4', 'started', '2026-05-31', array(0))
              AS t(id, signature, day, minutes)
            """),
        AS_OF);
    StatedRows.write(
        lake,
        LogTemplateAliases.TABLE,
        spark.sql(
            """
            SELECT id AS template_id, 'disk <*> full' AS pattern
            FROM VALUES ('t1'), ('t2') AS t(id)
            """),
        AS_OF);
  }
}
