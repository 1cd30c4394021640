package dev.aftermath.jobs.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aftermath.jobs.bronze.Exports;
import dev.aftermath.jobs.bronze.Records;
import dev.aftermath.jobs.domain.matching.MatchingRules;
import dev.aftermath.jobs.domain.postmortem.PostmortemRules;
import dev.aftermath.jobs.silver.ActionItems;
import dev.aftermath.jobs.silver.Incidents;
import dev.aftermath.jobs.silver.Postmortems;
import dev.aftermath.jobs.testing.SparkTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SparkTest
@Tag("real")
@DisplayName("The postmortems of a real company")
class RealPostmortemsTest {
  /** Counted by hand. */
  private static final long ACTION_ITEMS = 127;

  @Test
  @DisplayName("are all read, with their timelines and action items; their template is held back")
  void all(SparkSession spark, @TempDir Path folder) throws IOException {
    Path real = RealData.at("postmortems/dfds");
    Path exports = folder.resolve("exports");
    try (Stream<Path> files = Files.list(real)) {
      for (Path file : files.toList()) {
        RealData.copy(file, exports.resolve("postmortems").resolve(file.getFileName().toString()));
      }
    }
    TestPlatform platform = TestPlatform.in(folder, spark);
    platform.ingest(exports);

    platform.assertAccountsBalance();
    assertThat(
            platform.read(Exports.TABLE).where("quarantined_count > 0").select("file_name").first())
        .hasToString("[postmortems/PMyyyy-nnn - Postmortem template.md]");
    Dataset<Row> records = platform.read(Records.TABLE);
    Dataset<Row> postmortems =
        Postmortems.build(
                records,
                platform.read(Exports.TABLE),
                Incidents.build(records, MatchingRules.KEYS_ONLY),
                PostmortemRules.NONE)
            .cache();
    assertThat(postmortems.count()).isEqualTo(39);
    assertThat(postmortems.where("summary IS NULL OR size(action_items) = 0").count()).isZero();
    assertThat(postmortems.where("cause_text IS NULL").select("title").collectAsList())
        .extracting(row -> row.getString(0))
        .containsExactly("Log4Shell investigations");
    Row entries =
        postmortems
            .selectExpr("explode(timeline) AS entry")
            .selectExpr("count(*)", "count(entry.at)", "count(entry.flaw)")
            .first();
    assertThat(List.of(entries.getLong(0), entries.getLong(1), entries.getLong(2)))
        .containsExactly(378L, 355L, 23L);
    assertThat(postmortems.where("started_at = '2021-03-31 12:06:00'").count()).isOne();
    assertThat(ActionItems.build(postmortems).count()).isEqualTo(ACTION_ITEMS);
  }
}
