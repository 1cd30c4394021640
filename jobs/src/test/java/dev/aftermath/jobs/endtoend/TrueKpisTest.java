package dev.aftermath.jobs.endtoend;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aftermath.jobs.domain.kpi.KpiDefinition;
import dev.aftermath.jobs.domain.kpi.Subject;
import dev.aftermath.jobs.gold.ActionItemStatus;
import dev.aftermath.jobs.gold.ActionItemWeeks;
import dev.aftermath.jobs.gold.AlertQuality;
import dev.aftermath.jobs.gold.DeploymentOutcomes;
import dev.aftermath.jobs.gold.Evaluation;
import dev.aftermath.jobs.gold.IncidentAttributions;
import dev.aftermath.jobs.gold.IncidentFacts;
import dev.aftermath.jobs.gold.IncidentUpdates;
import dev.aftermath.jobs.gold.InterruptionLoad;
import dev.aftermath.jobs.gold.KpiValues;
import dev.aftermath.jobs.gold.PostmortemCoverage;
import dev.aftermath.jobs.gold.PostmortemDuties;
import dev.aftermath.jobs.gold.ServiceDelivery;
import dev.aftermath.jobs.gold.SlaCompliance;
import dev.aftermath.jobs.gold.SlaOutcomes;
import dev.aftermath.jobs.lake.TableSpec;
import dev.aftermath.jobs.pipeline.Computation;
import dev.aftermath.jobs.silver.ActionItems;
import dev.aftermath.jobs.silver.Alerts;
import dev.aftermath.jobs.silver.Changes;
import dev.aftermath.jobs.silver.CustomerNotices;
import dev.aftermath.jobs.silver.IncidentAccounts;
import dev.aftermath.jobs.silver.IncidentRelations;
import dev.aftermath.jobs.silver.Incidents;
import dev.aftermath.jobs.silver.Interruptions;
import dev.aftermath.jobs.silver.Postmortems;
import dev.aftermath.jobs.silver.SlaClocks;
import dev.aftermath.jobs.silver.StakeholderUpdates;
import dev.aftermath.jobs.silver.TeamGroups;
import dev.aftermath.jobs.silver.TeamMembers;
import dev.aftermath.jobs.testing.SparkTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@SparkTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayName("In 200 simulated worlds, half of whose exports came late")
class TrueKpisTest {
  private static final int WORLDS = 200;

  /** A week in which nothing came any more has begun. */
  private static final Instant AS_OF = Instant.parse("2026-10-28T11:00:00Z");

  /**
   * What is kept from one run to the next where nothing late touches it, and what that hangs on.
   */
  private static final Set<TableSpec> KEPT =
      Set.of(
          IncidentAccounts.TABLE,
          IncidentRelations.TABLE,
          Incidents.TABLE,
          Alerts.TABLE,
          TeamMembers.TABLE,
          TeamGroups.TABLE,
          IncidentFacts.TABLE,
          KpiValues.TABLE);

  /** What is built anew from all there is. */
  private static final Set<TableSpec> ANEW =
      Set.of(
          AlertQuality.TABLE,
          SlaClocks.TABLE,
          SlaOutcomes.TABLE,
          SlaCompliance.TABLE,
          Interruptions.TABLE,
          InterruptionLoad.TABLE,
          Changes.TABLE,
          DeploymentOutcomes.TABLE,
          IncidentAttributions.TABLE,
          ServiceDelivery.TABLE,
          CustomerNotices.TABLE,
          StakeholderUpdates.TABLE,
          IncidentUpdates.TABLE,
          Postmortems.TABLE,
          ActionItems.TABLE,
          PostmortemDuties.TABLE,
          PostmortemCoverage.TABLE,
          ActionItemStatus.TABLE,
          ActionItemWeeks.TABLE);

  private ManyWorlds worlds;
  private TestPlatform platform;
  private TrueWeeks weeks;

  @BeforeAll
  void compute(SparkSession spark, @TempDir Path folder) throws IOException {
    worlds = ManyWorlds.write(folder.resolve("worlds"), WORLDS);
    platform = TestPlatform.in(folder, conf(folder.resolve("conf")), spark);
    platform.ingest(worlds.firstInbox());
    platform.compute(AS_OF, step -> KEPT.contains(step.output()));
    platform.ingest(worlds.secondInbox());
    platform.compute(AS_OF, step -> KEPT.contains(step.output()) || ANEW.contains(step.output()));
    ZoneId zone = platform.settings().reportZone();
    weeks = new TrueWeeks(zone, Computation.endOfLastClosedDay(AS_OF, zone));
  }

  /** The settings that the project ships, with what the worlds call a release and a repair. */
  private static Path conf(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(TestPlatform.CONF)) {
      files
          .filter(Files::isRegularFile)
          .filter(file -> !file.endsWith("deployments.yaml"))
          .forEach(file -> RealData.copy(file, folder.resolve(TestPlatform.CONF.relativize(file))));
    }
    Files.writeString(
        folder.resolve("deployments.yaml"),
        """
        categories: [deployment, deployment to PROD]
        rework_change_types: [emergency, redeployTrigger]
        attribution_window: 4h
        """);
    return folder;
  }

  @Test
  @DisplayName("every KPI of every week and segment is what the truth gives")
  void figures() {
    assertHoldEverything();
    TrueSubject<KnownIncident> incidents =
        TrueKpis.of(worlds.incidents(), TrueKpis.all(alertsSince()));
    assertThat(incidents.ids())
        .containsExactlyInAnyOrderElementsOf(
            shipped(subject -> subject == Subject.INCIDENTS)
                .filter(id -> !id.equals(TrueKpis.UNTOLD))
                .toList());
    Map<String, String> expected = incidents.figures(weeks);
    assertThat(expected).hasSizeGreaterThan(140_000);
    Lines.assertSame(KpiValues.TABLE.name(), expected, computed(incidents.ids().toArray()));
  }

  @Test
  @DisplayName("every KPI about anything else is what the truth gives, week by week and segment")
  void figuresOfOtherSubjects() {
    List<TrueSubject<?>> subjects = TrueSubjects.all(worlds, platform, weeks);
    List<String> ids = subjects.stream().flatMap(TrueSubject::ids).toList();
    assertThat(ids)
        .containsExactlyInAnyOrderElementsOf(
            shipped(subject -> subject != Subject.INCIDENTS).toList());
    Map<String, String> expected = new HashMap<>();
    subjects.forEach(subject -> expected.putAll(subject.figures(weeks)));
    assertThat(expected).hasSizeGreaterThan(50_000);
    assertThat(ids)
        .allSatisfy(
            id -> assertThat(expected).matches(figures -> isTold(figures, id), "tells anything"));
    Lines.assertSame(KpiValues.TABLE.name(), expected, computed(ids.toArray()));
  }

  private static boolean isTold(Map<String, String> figures, String id) {
    return figures.entrySet().stream()
        .anyMatch(
            each -> each.getKey().startsWith(id + "\t") && !each.getValue().startsWith("n 0 "));
  }

  private Stream<String> shipped(Predicate<Subject> isAbout) {
    return Computation.kpis(platform.settings()).stream()
        .filter(definition -> isAbout.test(definition.subject()))
        .map(KpiDefinition::id);
  }

  private Instant alertsSince() {
    return worlds.worlds().stream()
        .flatMap(world -> world.alerts().stream())
        .map(KnownAlert::startedAt)
        .min(Comparator.naturalOrder())
        .orElseThrow();
  }

  @Test
  @DisplayName("every alert led to what it led to, and was worth what it was worth")
  void alerts() {
    TrueQuality.assertAreThoseOf(worlds, platform, weeks);
    TrueQuality.assertDetected(worlds, platform);
  }

  @Test
  @DisplayName("every SLA took as long as it took, and is counted by both denominators")
  void slas() {
    TrueSlas.assertOutcomes(worlds, platform);
    TrueSlas.assertCompliance(worlds, platform, weeks);
  }

  @Test
  @DisplayName("every interruption, disturbed night and overloaded shift is counted")
  void load() throws IOException {
    List<JsonNode> interruptions = worlds.truth("interruptions.json");
    Lines.assertSame(
        "interruptions by team",
        TrueLoad.sums(interruptions),
        TrueLoad.computed(platform, new Evaluation(weeks.asOf(), weeks.zone())));
    TrueLoad.assertTogether(interruptions, platform, "2026-W39");
  }

  @Test
  @DisplayName("every deployment has its failures, and every service DORA's five figures")
  void deliveries() {
    TrueDeliveries.assertAreThoseOf(worlds, platform, weeks);
  }

  @Test
  @DisplayName("stakeholders and customers were told of every incident when they were told")
  void updates() {
    TrueUpdates.assertAreThoseOf(worlds, platform);
  }

  @Test
  @DisplayName("every postmortem that is owed stands as it does")
  void postmortems() {
    TrueDuties.assertAreThoseOf(worlds, platform, weeks);
  }

  @Test
  @DisplayName("every action item is open, overdue or done as it is")
  void actionItems() {
    TrueActions.assertAreThoseOf(worlds, platform, weeks);
  }

  private void assertHoldEverything() {
    Map<String, Long> seen = new TreeMap<>();
    Map<String, Predicate<KnownIncident>> kinds = new HashMap<>();
    kinds.put("merged", KnownIncident::isMerged);
    kinds.put("drill", KnownIncident::isPractice);
    kinds.put("reopened", KnownIncident::isReopened);
    kinds.put("by timeout", it -> it.isResolvedBy("timeout"));
    kinds.put("never acknowledged", it -> it.isPaged() && it.acknowledgedAt() == null);
    kinds.put("no page", it -> !it.isPaged());
    kinds.put("no ticket", it -> !it.isTicketed());
    kinds.put("escalated", it -> it.escalationCount() > 0);
    kinds.put("several responders", it -> it.lastResponderAt() != null);
    kinds.put("open", KnownIncident::isOpen);
    kinds.put("major", it -> Boolean.TRUE.equals(it.isMajor()));
    kinds.put("handed on", it -> Objects.requireNonNullElse(it.reassignmentCount(), 0L) > 0);
    kinds.put("SLA missed", it -> Boolean.FALSE.equals(it.isWithinSla()));
    kinds.put("caused by a change", KnownIncident::isCausedByChange);
    kinds.put("leaving NEW seen", it -> it.leftNewAt() != null);
    kinds.put("paired by chance", KnownIncident::isPairedByChance);
    kinds.put("detected by an alert", it -> it.detectedAt() != null);
    kinds.put("detected by nobody", it -> it.firstAlertAt() == null);
    kinds.forEach((kind, is) -> seen.put(kind, worlds.incidents().stream().filter(is).count()));
    List<JsonNode> truth = worlds.truth("incidents.jsonl");
    Set<String> mergedPages = new TreeSet<>();
    truth.stream()
        .filter(line -> line.path("merged_into").isTextual())
        .forEach(line -> mergedPages.add(line.path("page").asText()));
    seen.put(
        "merged in two steps",
        truth.stream()
            .filter(line -> mergedPages.contains(line.path("merged_into").asText()))
            .count());
    assertThat(seen).allSatisfy((kind, count) -> assertThat(count).as(kind).isPositive());
  }

  private Map<String, String> computed(Object... ids) {
    Map<String, String> figures = new HashMap<>();
    // Under which name a team is told of hangs on who was known when, which no truth tells.
    Iterator<Row> rows =
        platform
            .read(KpiValues.TABLE)
            .where(col("segment_type").notEqual("team"))
            .where(col("kpi_id").isin(ids))
            .toLocalIterator();
    while (rows.hasNext()) {
      Row row = rows.next();
      String key =
          String.join(
              "\t",
              Stream.of("kpi_id", "period", "segment_type", "segment")
                  .map(row::<String>getAs)
                  .toList());
      String figure =
          TrueFigures.shown(
              row.<Long>getAs("n"),
              row.getAs("numerator_count"),
              row.getAs("mean_seconds"),
              row.getAs("median_seconds"),
              row.getAs("p90_seconds"),
              row.getAs("geometric_mean_seconds"),
              row.getAs("value"),
              row.<Long>getAs("excluded_count"),
              new TreeMap<>(row.<String, Long>getJavaMap(row.fieldIndex("excluded"))));
      assertThat(figures.put(key, figure)).as(key).isNull();
    }
    return figures;
  }
}
