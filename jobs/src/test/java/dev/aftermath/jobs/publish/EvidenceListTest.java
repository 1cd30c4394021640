package dev.aftermath.jobs.publish;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aftermath.jobs.testing.SparkTest;
import dev.aftermath.reports.evidence.PackFile;
import dev.aftermath.reports.model.Header;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@SparkTest
@DisplayName("A list of an evidence pack")
class EvidenceListTest {
  @Test
  @DisplayName("writes the items of an array apart by semicolons and an empty array as nothing")
  void arrays(SparkSession spark) throws IOException {
    EvidenceList list =
        new EvidenceList(
            "slo_breaches",
            "Breaches.",
            "gold.slo_breaches",
            3,
            "bad > 0",
            "slo",
            3,
            spark.sql(
                "SELECT * FROM VALUES ('a', array('acme', 'globex'), 1.5BD, TIMESTAMP '2026-11-16"
                    + " 10:00:00Z'), ('b', CAST(array() AS ARRAY<STRING>), 2BD, NULL) AS"
                    + " t(slo, tenants, bad, end_at) ORDER BY slo"),
            List.of("bad"),
            List.of());
    List<PackFile> files = list.files(header());
    assertThat(text(files.get(0)).lines())
        .containsExactly(
            "slo,tenants,bad,end_at", "a,acme; globex,1.5,2026-11-16T10:00:00Z", "b,,2.0,");
    assertThat(text(files.get(1))).contains("3.5").contains("VERSION AS OF 3");
  }

  private static String text(PackFile file) throws IOException {
    try (var in = file.content().open()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static Header header() {
    Instant monday = Instant.parse("2026-11-16T00:00:00Z");
    return new Header(
        "Weekly operations report",
        "Example",
        "2026-W47",
        monday,
        monday.plusSeconds(604_800),
        ZoneId.of("UTC"),
        monday.plusSeconds(700_000),
        monday.plusSeconds(690_000),
        List.of());
  }
}
