package dev.aftermath.jobs.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aftermath.jobs.config.MatchingSettings;
import dev.aftermath.jobs.domain.calendar.Days;
import dev.aftermath.jobs.domain.incident.ActorKind;
import dev.aftermath.jobs.domain.incident.EventKind;
import dev.aftermath.jobs.domain.incident.IncidentField;
import dev.aftermath.jobs.domain.matching.MatchingRules;
import dev.aftermath.jobs.lake.Lake;
import dev.aftermath.jobs.silver.IncidentAccounts;
import dev.aftermath.jobs.silver.IncidentRelations;
import dev.aftermath.jobs.testing.BronzeExports;
import dev.aftermath.jobs.testing.BronzeRecord;
import dev.aftermath.jobs.testing.SparkTest;
import dev.aftermath.jobs.testing.Timestamps;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SparkTest
@DisplayName("What incidents have to do with each other, matched again around what changed")
class RelationMonthsTest {
  @TempDir Path folder;
  private int exports;

  @Test
  @DisplayName("is that of all, however long ago those were opened that a week hangs together with")
  void longAgo(SparkSession spark) throws IOException {
    Lake lake = Lake.at(spark, folder.resolve("lake").toString());
    List<BronzeRecord> before = new ArrayList<>();
    for (int i = 1; i <= 20; i++) {
      String day = LocalDate.parse("2026-01-05").plusDays(5L * i).toString();
      before.add(page("P" + i, day).with(IncidentField.NUMBER, String.valueOf(i)));
    }
    before.add(
        page("P21", "2026-02-01")
            .with(IncidentField.DEDUPLICATION_KEY, "disk")
            .event("2026-05-10T10:00:00Z", EventKind.RESOLVED, ActorKind.HUMAN));
    before.add(acknowledged(page("P22", "2026-02-15"), "2026-05-10T12:00:00Z"));
    before.add(ticket("T1", "2026-01-20", "P3"));
    before.add(ticket("T2", "2026-03-01", "P99"));
    add(lake, before);

    add(
        lake,
        List.of(
            page("P30", "2026-05-11").with(IncidentField.DEDUPLICATION_KEY, "disk"),
            acknowledged(page("P31", "2026-05-10"), "2026-05-10T12:00:08Z"),
            acknowledged(page("P32", "2026-05-10"), "2026-05-10T12:00:16Z"),
            page("P99", "2026-05-10"),
            ticket("T3", "2026-05-10", "P5"),
            ticket("T4", "2026-05-10", "P3")));

    assertThat(rows(lake.read(IncidentRelations.TABLE)))
        .isEqualTo(rows(IncidentRelations.build(lake.read(IncidentAccounts.TABLE), rules())))
        .hasSize(11);
    // Returned to, acknowledged at one go, named, and named by one that waited; T4 comes too late.
    assertThat(lake.newest(IncidentRelations.TABLE).orElseThrow().note().days())
        .isEqualTo(Days.parse("2026-01-30,2026-02-01,2026-02-15,2026-03-01,2026-05-10"));
  }

  private static BronzeRecord page(String key, String day) {
    return BronzeRecord.page(key)
        .version(day + "T09:00:00Z")
        .with(IncidentField.OPENED_AT, day + "T09:00:00Z");
  }

  private static BronzeRecord ticket(String key, String day, String page) {
    return BronzeRecord.ticket(key)
        .version(day + "T09:00:00Z")
        .with(IncidentField.OPENED_AT, day + "T09:00:00Z")
        .with(IncidentField.EXTERNAL_REFERENCE, page);
  }

  private static BronzeRecord acknowledged(BronzeRecord page, String at) {
    return page.event(at, EventKind.ACKNOWLEDGED, ActorKind.HUMAN);
  }

  private void add(Lake lake, List<BronzeRecord> records) throws IOException {
    exports++;
    BronzeExports.append(lake, exports, records);
    new Pipeline(lake, "run", Progress.silent())
        .run(IncidentSteps.incidents(rules(), FoldedStories.apart()).subList(0, 2));
  }

  private static List<Row> rows(Dataset<Row> relations) {
    return Timestamps.asText(relations).orderBy("system", "record_key").collectAsList();
  }

  private static MatchingRules rules() throws IOException {
    return MatchingSettings.read(Path.of("../conf/matching.yaml"));
  }
}
