package dev.aftermath.jobs.endtoend;

import static dev.aftermath.jobs.testing.BronzeRecord.page;
import static dev.aftermath.jobs.testing.BronzeRecord.table;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.aftermath.jobs.bronze.Records;
import dev.aftermath.jobs.config.KpiDefinitions;
import dev.aftermath.jobs.domain.calendar.Interval;
import dev.aftermath.jobs.domain.calendar.ReportWeek;
import dev.aftermath.jobs.domain.incident.ActorKind;
import dev.aftermath.jobs.domain.incident.EventKind;
import dev.aftermath.jobs.domain.incident.IncidentField;
import dev.aftermath.jobs.domain.kpi.Decision;
import dev.aftermath.jobs.domain.kpi.KpiComparison;
import dev.aftermath.jobs.domain.kpi.KpiDefinition;
import dev.aftermath.jobs.domain.kpi.KpiFigure;
import dev.aftermath.jobs.domain.kpi.Subject;
import dev.aftermath.jobs.gold.Evaluation;
import dev.aftermath.jobs.gold.IncidentFacts;
import dev.aftermath.jobs.gold.KpiCases;
import dev.aftermath.jobs.gold.KpiCases.Segment;
import dev.aftermath.jobs.gold.KpiInput;
import dev.aftermath.jobs.gold.KpiRestatements;
import dev.aftermath.jobs.gold.KpiSource;
import dev.aftermath.jobs.gold.KpiValues;
import dev.aftermath.jobs.lake.Note;
import dev.aftermath.jobs.pipeline.Computation;
import dev.aftermath.jobs.pipeline.FrozenFigure;
import dev.aftermath.jobs.pipeline.FrozenFigureText;
import dev.aftermath.jobs.pipeline.KpiExplanation;
import dev.aftermath.jobs.pipeline.KpiExplanationText;
import dev.aftermath.jobs.pipeline.KpiRosetta;
import dev.aftermath.jobs.pipeline.KpiRosettaText;
import dev.aftermath.jobs.pipeline.Pipeline;
import dev.aftermath.jobs.pipeline.Progress;
import dev.aftermath.jobs.silver.IncidentAccounts;
import dev.aftermath.jobs.silver.IncidentRelations;
import dev.aftermath.jobs.silver.Incidents;
import dev.aftermath.jobs.testing.BronzeRecord;
import dev.aftermath.jobs.testing.SparkTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@SparkTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayName("A KPI that is added as a file")
class KpiExplanationTest {
  private static final Instant AS_OF = Instant.parse("2026-11-18T11:00:00Z");
  private static final ReportWeek WEEK =
      ReportWeek.labelled("2026-W46", ZoneId.of("Europe/Berlin"));

  private TestPlatform platform;
  private List<KpiDefinition> definitions;
  private Instant published = Instant.EPOCH;

  /**
   * Of the week, P1 is acknowledged after 600 s, P2 never, but resolved after 7,200 s, P4 only by a
   * timeout after 3,599 s, P5 is acknowledged after 300 s and still open, and P3 is merged. Once
   * the week is frozen it is told that P1 was acknowledged after 500 s already; then one KPI has a
   * second version for the weeks to come, and another was edited.
   */
  @BeforeAll
  void compute(SparkSession spark, @TempDir Path folder) throws IOException {
    Path conf = folder.resolve("conf");
    for (String file :
        List.of(
            "aftermath.yaml",
            "burn-rates/workbook.yaml",
            "slos/search.yaml",
            "kpis/mttr.yaml",
            "kpis/mtta.yaml",
            "kpis/rosetta/opsgenie_mtta.yaml")) {
      RealData.copy(TestPlatform.CONF.resolve(file), conf.resolve(file));
    }
    Files.writeString(conf.resolve("kpis/answered.yaml"), answered(1, "") + "---\n");
    Files.writeString(conf.resolve("kpis/edited.yaml"), edited(answered(1, "")));
    platform = TestPlatform.in(folder, conf, spark);
    take(spark, 600, "run-1");
    published = platform.lake().newest(KpiValues.TABLE).orElseThrow().writtenAt();
    Files.writeString(conf.resolve("kpis/answered-2.yaml"), answered(2, "since: 2026-11-16\n"));
    Files.writeString(
        conf.resolve("kpis/edited.yaml"),
        edited(answered(1, ""))
            .replace("[first_human_acknowledged_at, resolved_at]", "resolved_at"));
    definitions = Computation.kpis(platform.settings());
    take(spark, 500, "run-2");
  }

  @Test
  @DisplayName("is computed, under the version in force, and every incident behind it is told")
  void added() {
    KpiExplanation explanation = explain("answered@1", null);

    assertThat(explanation.stored()).isEqualTo((500 + 3_599) / 2.0);
    assertThat(explanation.isAsStored()).isTrue();
    assertThat(explanation.taken())
        .extracting(
            taken -> taken.id() + " " + taken.decision().value(),
            taken -> taken.decision().stretch().endSource())
        .containsExactly(
            tuple("pagerduty:P1 500", "first_human_acknowledged_at"),
            tuple("pagerduty:P2 7200", "resolved_at"),
            tuple("pagerduty:P4 3599", "resolved_at"),
            tuple("pagerduty:P5 300", "first_human_acknowledged_at"));
    assertThat(explanation.leftOut()).isEqualTo(Map.of("merged", List.of("pagerduty:P3")));
    assertThat(new KpiExplanationText(explanation).head())
        .contains(
            "population         population is counted, otherwise merged",
            "end                first_human_acknowledged_at, else resolved_at",
            "taken              4 incidents");
    assertThat(new KpiExplanationText(explanation).arithmetic())
        .contains(
            "left out           merged, 1 incident: pagerduty:P3",
            "sum                500 + 7200 + 3599 + 300 = 11599",
            "median             between number 2 and 3 of 4 ascending, 500 and 3599 = 2049.5",
            "value              median = 2049.5 seconds, about 34 min 10 s",
            "stored             2049.5 in kpi_values, version 1, computed from incident_facts,"
                + " version 1: the same");
  }

  @Test
  @DisplayName("has a row per period, told by the version that was in force when the week began")
  void versions() {
    assertThat(
            platform
                .read(KpiValues.TABLE)
                .where("kpi_id = 'answered' AND segment_type = 'all'")
                .collectAsList())
        .extracting(
            row -> row.getAs("period") + " by version " + row.getAs("kpi_version"),
            row -> row.<Double>getAs("target_value"),
            row -> row.<Boolean>getAs("is_target_met"))
        .containsExactlyInAnyOrder(
            tuple("2026-W46 by version 1", 1_800.0, false),
            tuple("2026-W47 by version 2", 1_800.0, null));
  }

  @Test
  @DisplayName("is explained as it was published, from the facts of that time")
  void published() {
    KpiExplanation explanation = explain("answered", published);

    assertThat(explanation.stored()).isEqualTo((600 + 3_599) / 2.0);
    assertThat(explanation.isAsStored()).isTrue();
    assertThat(explanation.tableVersion()).isZero();
  }

  @Test
  @DisplayName("is restated when data comes after the freeze, and not by a version for later weeks")
  void restated() {
    // 300, 600, 3,599 and 7,200 s are 11,699 s, and 100 s less afterwards.
    assertThat(restatements("kpi_id = 'answered' AND figure <> 'geometric_mean_seconds'"))
        .containsExactly(
            "all late_data changed mean_seconds 2924.75 -> 2899.75",
            "all late_data changed median_seconds 2099.5 -> 2049.5",
            "all late_data changed value 2099.5 -> 2049.5");
    FrozenFigure frozen =
        FrozenFigure.of(platform.lake(), platform.settings(), subject("answered@1", null));
    String runOne = frozen.first().writtenAt().toString();
    String runTwo = frozen.restatements().get(0).writtenAt().toString();
    assertThat(runOne).isEqualTo(published.toString());
    assertThat(new FrozenFigureText(frozen, 1).lines())
        .filteredOn(line -> !line.contains("geometric"))
        .containsExactly(
            "frozen             since 2026-11-17T11:00:00Z",
            "                   first published as 2099.5, in version 0 by run-1: --as-published "
                + runOne,
            "restated           late_data, by run-2 in version 1, at " + runTwo,
            "                   mean_seconds from 2924.75 to 2899.75",
            "                   median_seconds from 2099.5 to 2049.5",
            "                   value from 2099.5 to 2049.5",
            "                   incident pagerduty:P1 from 600 to 500");
    assertThat(new FrozenFigureText(frozen, 0).lines())
        .contains("restated later     late_data, by run-2 in version 1, at " + runTwo);
  }

  @Test
  @DisplayName("is restated by its definition when that was edited, whatever came besides")
  void edited() {
    // P1 and P2 are resolved after 7,200 s, P4 after 3,599 s; P5 is open.
    assertThat(
            restatements(
                "kpi_id = 'edited' AND figure IN ('n', 'excluded_count', 'excluded',"
                    + " 'median_seconds')"))
        .containsExactly(
            "all definition_changed changed excluded {\"merged\":1} ->"
                + " {\"end_not_known\":1,\"merged\":1}",
            "all definition_changed changed excluded_count 1 -> 2",
            "all definition_changed changed median_seconds 2099.5 -> 7200.0",
            "all definition_changed changed n 4 -> 3");
    FrozenFigure frozen =
        FrozenFigure.of(platform.lake(), platform.settings(), subject("edited", null));
    assertThat(frozen.restatements())
        .singleElement()
        .satisfies(restatement -> assertThat(restatement.cases()).isEmpty());
  }

  @Test
  @DisplayName("stands beside another product's, whose difference is told by incidents")
  void rosetta() {
    KpiRosetta rosetta =
        KpiRosetta.of(
                platform.lake(),
                platform.settings(),
                definitions,
                new KpiRosetta.Subject(WEEK, Segment.ALL, null))
            .orElseThrow();

    // Ours takes P1 and P5, (500 + 300) / 2 = 400; Opsgenie P1, P2 and P4, 11,299 / 3.
    KpiRosetta.Concept concept = rosetta.concepts().get(0);
    assertThat(concept.figures())
        .extracting(figure -> figure.definition().label() + " " + figure.n())
        .containsExactly("mtta@1 2", "opsgenie_mtta@1 3");
    KpiComparison comparison = concept.comparisons().get(0);
    KpiRosettaText text = new KpiRosettaText(comparison);
    // P2 (7,200 - 400) / 3, P4 (3,599 - 400) / 3, P5 -(300 - 400) / 3; over 2 x 3.
    assertThat(comparison.parts())
        .extracting(part -> part.incidentId() + " " + part.numerator() + ": " + text.why(part))
        .containsExactly(
            "pagerduty:P2 13600: ours leaves it out: end_not_known",
            "pagerduty:P4 6398: ours leaves it out: end_not_known",
            "pagerduty:P5 200: theirs leaves it out: still_open");
    assertThat(text.sum())
        .containsExactly(
            "Parts: 20198 / 6 = +3366.333 seconds.", "Together +3366.333: 400 becomes 3766.333.");
  }

  @Test
  @DisplayName("and all that are shipped come out of the incidents exactly as the table has them")
  void parity() throws IOException {
    List<KpiDefinition> shipped =
        KpiDefinitions.read(TestPlatform.CONF.resolve("kpis"), KpiSource.named(), Map.of()).stream()
            .filter(definition -> definition.subject() == Subject.INCIDENTS)
            .toList();
    Dataset<Row> facts = platform.read(IncidentFacts.TABLE).cache();
    Map<String, Row> stored = new HashMap<>();
    Evaluation evaluation = new Evaluation(WEEK.end(), WEEK.zone());
    KpiValues.build(Map.of(Subject.INCIDENTS, KpiInput.ofIncidents(facts)), shipped, evaluation)
        .where("period = '2026-W46'")
        .collectAsList()
        .forEach(row -> stored.put(row.getAs("kpi_id") + " " + row.getAs("segment"), row));

    for (Segment segment : List.of(Segment.ALL, new Segment("service", "checkout"))) {
      Map<KpiDefinition, List<KpiCases.Decided>> incidents =
          KpiCases.of(facts, shipped, new Interval(WEEK.start(), WEEK.end()), segment, evaluation);
      assertThat(incidents).hasSameSizeAs(shipped);
      incidents.forEach(
          (definition, decided) -> {
            Row row = stored.get(definition.id() + " " + segment.name());
            KpiFigure figure = figure(definition, decided);
            assertThat(row.<Double>getAs("value")).as(definition.id()).isEqualTo(figure.value());
            assertThat(row.<Long>getAs("n")).as(definition.id()).isEqualTo(figure.n());
            Map<String, Long> told = row.getJavaMap(row.fieldIndex("excluded"));
            assertThat(told).as(definition.id()).isEqualTo(excluded(decided));
          });
    }
  }

  private static KpiFigure figure(KpiDefinition definition, List<KpiCases.Decided> decided) {
    return KpiFigure.of(
        definition,
        decided.stream()
            .filter(each -> each.decision() instanceof Decision.Taken)
            .map(each -> ((Decision.Taken) each.decision()).value())
            .toList());
  }

  private static Map<String, Long> excluded(List<KpiCases.Decided> decided) {
    Map<String, Long> excluded = new HashMap<>();
    for (KpiCases.Decided each : decided) {
      if (each.decision() instanceof Decision.LeftOut out) {
        excluded.merge(out.reason(), 1L, Long::sum);
      }
    }
    return excluded;
  }

  private KpiExplanation explain(String kpi, @Nullable Instant publishedBy) {
    return KpiExplanation.of(platform.lake(), platform.settings(), subject(kpi, publishedBy))
        .orElseThrow();
  }

  private KpiExplanation.Subject subject(String kpi, @Nullable Instant publishedBy) {
    KpiDefinition definition =
        definitions.stream()
            .filter(each -> kpi.equals(each.id()) || kpi.equals(each.label()))
            .findFirst()
            .orElseThrow();
    return new KpiExplanation.Subject(definition, WEEK, Segment.ALL, publishedBy);
  }

  private List<String> restatements(String condition) {
    return platform
        .read(KpiRestatements.TABLE)
        .where(condition)
        .where("segment_type = 'all'")
        .selectExpr(
            "concat_ws(' ', segment, reason, change, figure, old_value, '->', new_value) AS line")
        .orderBy("line")
        .as(Encoders.STRING())
        .collectAsList();
  }

  private void take(SparkSession spark, int acknowledgedAfter, String run) {
    platform
        .lake()
        .replace(
            Records.TABLE,
            table(
                spark,
                opened("P1")
                    .event(after(acknowledgedAfter), EventKind.ACKNOWLEDGED, ActorKind.HUMAN)
                    .with(IncidentField.STATE, "RESOLVED")
                    .event(after(7_200), EventKind.RESOLVED, ActorKind.HUMAN),
                opened("P2")
                    .with(IncidentField.STATE, "RESOLVED")
                    .event(after(7_200), EventKind.RESOLVED, ActorKind.AUTOMATION),
                opened("P3").with(IncidentField.MERGED_INTO, "P1"),
                opened("P4")
                    .with(IncidentField.STATE, "RESOLVED")
                    .event(after(3_599), EventKind.RESOLVED, ActorKind.TIMEOUT),
                opened("P5")
                    .with(IncidentField.STATE, "IN_PROGRESS")
                    .event(after(300), EventKind.ACKNOWLEDGED, ActorKind.HUMAN)),
            Note.of(run));
    List<String> wanted =
        List.of(
            IncidentAccounts.TABLE.name(),
            IncidentRelations.TABLE.name(),
            Incidents.TABLE.name(),
            IncidentFacts.TABLE.name(),
            KpiValues.TABLE.name(),
            KpiRestatements.TABLE.name());
    new Pipeline(platform.lake(), run, Progress.silent())
        .run(
            Computation.steps(platform.settings(), AS_OF).stream()
                .filter(step -> wanted.contains(step.output().name()))
                .toList());
  }

  private static BronzeRecord opened(String key) {
    return page(key)
        .version("2026-11-10T14:00:00Z")
        .with(IncidentField.SERVICE, "checkout")
        .with(IncidentField.OPENED_AT, after(0));
  }

  private static String after(long seconds) {
    return Instant.parse("2026-11-10T12:00:00Z").plusSeconds(seconds).toString();
  }

  private static String edited(String definition) {
    return definition.replace("id: answered", "id: edited");
  }

  private static String answered(int version, String since) {
    return "id: answered\nversion: "
        + version
        + "\n"
        + since
        + """
        name: Time to an answer
        definition: From opening to the first sign of somebody.
        population:
          - {column: population, is: counted, otherwise: merged}
        statistic: duration
        headline: median
        cohort: opened
        start: opened_at
        end: [first_human_acknowledged_at, resolved_at]
        target: {at_most: 1800}
        direction: lower_is_better
        """;
  }
}
