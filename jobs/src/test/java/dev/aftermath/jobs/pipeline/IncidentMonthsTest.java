package dev.aftermath.jobs.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aftermath.jobs.bronze.Records;
import dev.aftermath.jobs.config.MatchingSettings;
import dev.aftermath.jobs.domain.incident.ActorKind;
import dev.aftermath.jobs.domain.incident.EventKind;
import dev.aftermath.jobs.domain.incident.IncidentField;
import dev.aftermath.jobs.domain.matching.MatchingRules;
import dev.aftermath.jobs.lake.Commit;
import dev.aftermath.jobs.lake.Lake;
import dev.aftermath.jobs.silver.Incidents;
import dev.aftermath.jobs.testing.BronzeExports;
import dev.aftermath.jobs.testing.BronzeRecord;
import dev.aftermath.jobs.testing.SampleIncidents;
import dev.aftermath.jobs.testing.SparkTest;
import dev.aftermath.jobs.testing.Timestamps;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@SparkTest
@DisplayName("The incidents, built again where records came")
class IncidentMonthsTest {
  private static final Instant START = Instant.parse("2026-01-10T00:00:00Z");
  private static final int FIRST = 160;
  private static final int MORE = 5;

  @TempDir Path folder;
  private int exports;

  @ParameterizedTest(name = "drawn by {0}")
  @ValueSource(longs = {4, 9})
  @DisplayName("are, row by row, those of all records at once, whatever came late of whom")
  void anyRecords(long seed, SparkSession spark) throws IOException {
    Lake lake = Lake.at(spark, folder.resolve("lake").toString());
    Random random = new Random(seed);
    int untouched = 0;
    for (int batch = 0; batch < 5; batch++) {
      Set<String> before = files(lake);
      add(lake, drawn(random, batch));
      assertThat(rows(lake)).isEqualTo(wholeRows(lake));
      before.retainAll(files(lake));
      untouched += before.size();
    }
    // Otherwise nothing would have been seen but tables that are made anew.
    assertThat(untouched).isPositive();
  }

  @Test
  @DisplayName("are left alone when the records that came are about other things")
  void others(SparkSession spark) throws IOException {
    Lake lake = Lake.at(spark, folder.resolve("lake").toString());
    add(lake, List.of(page(1, new Random(1))));
    long version = lake.newest(Incidents.TABLE).map(Commit::version).orElseThrow();

    add(lake, List.of(BronzeRecord.change("CHG1").with(IncidentField.TITLE, "a change")));

    assertThat(lake.newest(Incidents.TABLE).map(Commit::version)).contains(version);
  }

  @Test
  @DisplayName("are right where a page is known by number alone, and its key comes later")
  void numbered(SparkSession spark) throws IOException {
    Lake lake = Lake.at(spark, folder.resolve("lake").toString());
    add(
        lake,
        List.of(
            page(1, new Random(1)), BronzeRecord.page("#77").with(IncidentField.TITLE, "short")));
    add(lake, List.of(page(77, new Random(2))));

    assertThat(rows(lake)).isEqualTo(wholeRows(lake)).hasSize(2);
  }

  private List<BronzeRecord> drawn(Random random, int batch) {
    List<BronzeRecord> records = new ArrayList<>();
    for (int i = 0; i < (batch == 0 ? FIRST : MORE); i++) {
      int place = batch == 0 ? i : random.nextInt(FIRST + 20);
      records.add(random.nextInt(5) < 3 ? page(place, random) : ticket(place, random));
    }
    return records;
  }

  private static BronzeRecord page(int place, Random random) {
    Instant opened = opened(place, random);
    BronzeRecord page =
        told(BronzeRecord.page("P" + place), place, opened, random)
            .with(IncidentField.NUMBER, String.valueOf(place))
            .with(IncidentField.DEDUPLICATION_KEY, "check-" + random.nextInt(12));
    if (random.nextInt(8) == 0) {
      page.with(IncidentField.MERGED_INTO, "P" + random.nextInt(FIRST));
    }
    if (random.nextInt(3) > 0) {
      page.event(opened.plusSeconds(60).toString(), EventKind.ACKNOWLEDGED, ActorKind.HUMAN);
    }
    if (random.nextBoolean()) {
      page.event(opened.plusSeconds(900).toString(), EventKind.RESOLVED, ActorKind.HUMAN);
    }
    return page;
  }

  private static BronzeRecord ticket(int place, Random random) {
    BronzeRecord ticket =
        told(BronzeRecord.ticket("T" + place), place, opened(place, random), random)
            .with(IncidentField.NUMBER, "INC000000" + place);
    switch (random.nextInt(6)) {
      case 0, 1 -> ticket.with(IncidentField.EXTERNAL_REFERENCE, "P" + random.nextInt(FIRST));
      case 2 -> ticket.with(IncidentField.EXTERNAL_REFERENCE, "check-" + random.nextInt(12));
      case 3 -> ticket.with(IncidentField.DESCRIPTION, "see PagerDuty incident #" + place);
      case 4 -> ticket.with(IncidentField.PARENT, "INC000000" + random.nextInt(FIRST));
      default -> {}
    }
    return ticket;
  }

  private static BronzeRecord told(BronzeRecord record, int place, Instant opened, Random random) {
    record
        .version(opened.plusSeconds(random.nextInt(100_000)).toString())
        .with(IncidentField.SERVICE, "service-" + place % 4)
        .with(IncidentField.TENANT, "tenant-" + place % 2)
        .with(IncidentField.TITLE, random.nextInt(4) == 0 ? "INC0000001 again" : "errors");
    return random.nextInt(15) == 0
        ? record
        : record.with(IncidentField.OPENED_AT, opened.toString());
  }

  /** Two neighbours are near to each other, and five months are full of them. */
  private static Instant opened(int place, Random random) {
    return START
        .plus(place % 10 * 15L, ChronoUnit.DAYS)
        .plusSeconds(place / 10 / 2 * 3_600L)
        .plusSeconds(random.nextInt(400));
  }

  private void add(Lake lake, List<BronzeRecord> records) throws IOException {
    exports++;
    BronzeExports.append(lake, exports, records);
    new Pipeline(lake, "run", Progress.silent())
        .run(IncidentSteps.incidents(rules(), FoldedStories.apart()));
  }

  private static List<Row> rows(Lake lake) {
    return Timestamps.asText(lake.read(Incidents.TABLE)).orderBy("incident_id").collectAsList();
  }

  private static List<Row> wholeRows(Lake lake) throws IOException {
    return Timestamps.asText(SampleIncidents.of(lake.read(Records.TABLE), rules()))
        .orderBy("incident_id")
        .collectAsList();
  }

  private static MatchingRules rules() throws IOException {
    return MatchingSettings.read(Path.of("../conf/matching.yaml"));
  }

  private static Set<String> files(Lake lake) {
    return new TreeSet<>(Stream.of(lake.read(Incidents.TABLE).inputFiles()).toList());
  }
}
