package dev.aftermath.jobs.gold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.aftermath.jobs.bronze.Records;
import dev.aftermath.jobs.config.KpiDefinitions;
import dev.aftermath.jobs.domain.kpi.KpiFigure;
import dev.aftermath.jobs.domain.kpi.Subject;
import dev.aftermath.jobs.gold.KpiCases.Segment;
import dev.aftermath.jobs.testing.KpisOfAllTime;
import dev.aftermath.jobs.testing.SampleFacts;
import dev.aftermath.jobs.testing.SparkTest;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.zip.ZipFile;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import scala.jdk.javaapi.CollectionConverters;

@Tag("real")
@SparkTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayName("The real ServiceNow event log of 24,918 incidents")
class ServiceNowEventLogTest {
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("d/M/yyyy HH:mm", Locale.ROOT);
  private static final Evaluation EVALUATION =
      new Evaluation(Instant.parse("2017-03-06T00:00:00Z"), ZoneId.of("UTC"));

  private Dataset<Row> facts;
  private Dataset<Row> kpis;
  private KpisOfAllTime whole;

  @BeforeAll
  void compute(SparkSession spark) throws IOException {
    Path log =
        Path.of(System.getProperty("aftermath.shared", "../../shared"))
            .resolve("data/servicenow/uci498_incident_event_log.zip");
    assumeTrue(Files.exists(log), "no real exports beside the project: " + log);
    // As an RDD: rows that are part of a plan are walked through by every rule of the planner.
    Dataset<Row> records =
        spark.createDataFrame(
            JavaSparkContext.fromSparkContext(spark.sparkContext()).parallelize(rows(log), 4),
            Records.TABLE.schema());
    facts = SampleFacts.of(records, EVALUATION).cache();
    kpis =
        KpiValues.build(
                Map.of(Subject.INCIDENTS, KpiInput.ofIncidents(facts)),
                KpiDefinitions.read(Path.of("../conf/kpis"), KpiSource.named(), Map.of()),
                EVALUATION)
            .cache();
    whole = KpisOfAllTime.of(facts, EVALUATION);
  }

  /** What is cached holds all rows that it was made of, for all tests that come after. */
  @AfterAll
  void forget() {
    if (facts != null) {
      kpis.unpersist();
      facts.unpersist();
    }
  }

  @Test
  @DisplayName("gives one fact per incident")
  void count() {
    assertThat(facts.count()).isEqualTo(24_918);
    assertThat(facts.where("is_open").count()).isZero();
  }

  @Test
  @DisplayName("gives the resolutions on record and recovers 1,543 of the 1,556 that are missing")
  void resolutions() {
    assertThat(facts.where("resolved_basis = 'recorded'").count()).isEqualTo(23_362);
    assertThat(facts.where("resolved_basis = 'event_log'").count()).isEqualTo(1_543);
    assertThat(facts.where("resolved_at IS NULL").count()).isEqualTo(13);
  }

  @Test
  @DisplayName("gives its time to resolve, reopened incidents and SLA")
  void figures() {
    KpiFigure mttr = whole.figure("mttr");
    assertThat(mttr.n()).isEqualTo(23_362);
    assertThat(minutes(mttr.mean())).isEqualTo(10_690.294923379848, offset(1e-9));
    assertThat(minutes(mttr.median())).isEqualTo(1_326.0);
    assertThat(whole.figure("mttr_with_recovered").n()).isEqualTo(24_905);
    assertThat(whole.figure("reopened_count").n()).isEqualTo(275);
    assertThat(whole.figure("sla_met_ratio").total()).isEqualTo(15_803);
    assertThat(whole.figure("sla_met_ratio").n()).isEqualTo(24_918);
    assertThat(whole.figure("open_count").n()).isZero();
  }

  @Test
  @DisplayName("gives the time to its first change of state, two of them flagged and not dropped")
  void firstTouch() {
    KpiFigure touch = whole.figure("first_touch");
    assertThat(touch.n()).isEqualTo(24_918);
    assertThat(touch.median()).isEqualTo(21 * 60.0);
    assertThat(minutes(touch.mean())).isEqualTo(2_616.35067019825, offset(1e-9));
    assertThat(facts.where("array_contains(flags, 'touched_before_opened')").count()).isEqualTo(2);
  }

  @Test
  @DisplayName("gives the time to resolve by priority")
  void byPriority() {
    KpiFigure critical = whole.figure("mttr", new Segment("priority", "1"));
    assertThat(critical.n()).isEqualTo(270);
    assertThat(minutes(critical.mean())).isEqualTo(15_965.040741, offset(1e-6));
    assertThat(minutes(critical.median())).isEqualTo(4_814.5);
  }

  @Test
  @DisplayName("adds up over its weeks to the whole, without a gap between them")
  void weeks() {
    Dataset<Row> weeks =
        kpis.where("period_type = 'week' AND segment_type = 'all' AND kpi_id = 'incident_count'");
    assertThat(weeks.selectExpr("sum(n)").first().getLong(0)).isEqualTo(24_918);
    Row span =
        weeks
            .selectExpr("count(1)", "datediff(max(period_end_at), min(period_start_at)) AS days")
            .first();
    assertThat(span.getLong(0) * 7).isEqualTo(span.getInt(1));
  }

  private static double minutes(@Nullable Double seconds) {
    return Objects.requireNonNull(seconds) / 60;
  }

  private static List<Row> rows(Path log) throws IOException {
    List<Row> rows = new ArrayList<>();
    try (ZipFile zip = new ZipFile(log.toFile());
        InputStreamReader text =
            new InputStreamReader(
                zip.getInputStream(zip.getEntry("incident_event_log.csv")),
                StandardCharsets.UTF_8)) {
      CSVFormat format = CSVFormat.RFC4180.builder().setHeader().setNullString("?").get();
      for (CSVRecord line : format.parse(text)) {
        rows.add(
            RowFactory.create(
                "log",
                "log",
                "servicenow",
                "incident",
                line.get("number"),
                instant(line.get("sys_updated_at")),
                Long.valueOf(line.get("sys_mod_count")),
                line.getRecordNumber(),
                Long.toHexString(line.getRecordNumber()),
                CollectionConverters.asScala(fields(line)),
                new Object[0],
                "{}"));
      }
    }
    return rows;
  }

  private static Map<String, String> fields(CSVRecord line) {
    Map<String, String> fields = new HashMap<>();
    fields.put("number", line.get("number"));
    fields.put("state_as_written", line.get("incident_state"));
    fields.put("state", state(line.get("incident_state")));
    fields.put("priority", line.get("priority").substring(0, 1));
    fields.put("impact", line.get("impact"));
    fields.put("reopen_count", line.get("reopen_count"));
    fields.put("made_sla", line.get("made_sla"));
    fields.put("opened_at", instant(line.get("opened_at")).toString());
    String category = line.get("category");
    if (category != null) {
      fields.put("service", category);
    }
    for (String name : List.of("resolved_at", "closed_at")) {
      String stated = line.get(name);
      if (stated != null) {
        fields.put(name, instant(stated).toString());
      }
    }
    return fields;
  }

  private static String state(String word) {
    return switch (word) {
      case "New" -> "OPEN";
      case "Active" -> "IN_PROGRESS";
      case "Resolved" -> "RESOLVED";
      case "Closed" -> "CLOSED";
      case "-100" -> "UNKNOWN";
      default -> "ON_HOLD";
    };
  }

  private static Instant instant(String date) {
    return LocalDateTime.parse(date, DATE).toInstant(ZoneOffset.UTC);
  }
}
