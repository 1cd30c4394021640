package dev.aftermath.jobs.endtoend;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aftermath.jobs.domain.draft.DraftMarkdown;
import dev.aftermath.jobs.domain.draft.DraftSection;
import dev.aftermath.jobs.domain.draft.DraftTable;
import dev.aftermath.jobs.domain.draft.PostmortemDraft;
import dev.aftermath.jobs.gold.ActionItemStatus;
import dev.aftermath.jobs.gold.BudgetAttribution;
import dev.aftermath.jobs.gold.ContractFindings;
import dev.aftermath.jobs.gold.IncidentFacts;
import dev.aftermath.jobs.gold.PostmortemDuties;
import dev.aftermath.jobs.pipeline.NotPublishedException;
import dev.aftermath.jobs.pipeline.PostmortemDrafting;
import dev.aftermath.jobs.pipeline.UnknownIncidentException;
import dev.aftermath.jobs.silver.ActionItems;
import dev.aftermath.jobs.silver.Postmortems;
import dev.aftermath.jobs.testing.SparkTest;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@SparkTest
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayName("The draft of a simulated incident's postmortem")
class PostmortemDraftTest {
  private static final Set<String> OF_POSTMORTEMS =
      Set.of(
          Postmortems.TABLE.name(),
          ActionItems.TABLE.name(),
          PostmortemDuties.TABLE.name(),
          ActionItemStatus.TABLE.name(),
          ContractFindings.TABLE.name());

  private TestPlatform platform;
  private Path exports;
  private Row incident;

  /** The incident is the one that both systems know of and that took parts of most budgets. */
  @BeforeAll
  void compute(SparkSession spark, @TempDir Path folder) {
    platform = TestPlatform.in(folder, spark);
    exports = TinyWorld.write(folder.resolve("world"), 2, 2, 8);
    platform.ingest(exports);
    platform.compute(TinyWorld.AS_OF);
    incident =
        platform
            .read(IncidentFacts.TABLE)
            .where("match_state = 'both' AND population = 'counted' AND priority <= '2'")
            .join(
                platform
                    .read(BudgetAttribution.TABLE)
                    .where("incident_id IS NOT NULL")
                    .groupBy("incident_id")
                    .count(),
                "incident_id")
            .orderBy(col("count").desc(), col("incident_id"))
            .first();
  }

  @Test
  @DisplayName(
      "is read back as a draft of that incident, in which the contract misses what people write")
  void roundTrip() throws IOException {
    String duty = duty();
    Path file = exports.resolve("postmortems/drafts/incident.md");
    Files.createDirectories(file.getParent());
    Files.writeString(file, DraftMarkdown.of(draft(id(), null)));

    platform.ingest(exports);
    platform.compute(TinyWorld.AS_OF, step -> OF_POSTMORTEMS.contains(step.output().name()));

    Row read =
        platform
            .read(Postmortems.TABLE)
            .where(col("path").contains("drafts/incident.md"))
            .collectAsList()
            .get(0);
    assertThat(read.<String>getAs("incident_id")).isEqualTo(id());
    assertThat(read.<String>getAs("match_rule")).isEqualTo("stated_reference");
    assertThat(read.<String>getAs("status")).isEqualTo("draft");
    assertThat(read.<String>getAs("cause_text")).isNull();
    assertThat(read.getList(read.fieldIndex("action_items"))).isEmpty();
    assertThat(read.<Row>getList(read.fieldIndex("timeline")))
        .isNotEmpty()
        .allSatisfy(entry -> assertThat(entry.<String>getAs("flaw")).isNull());
    assertThat(duty()).isEqualTo(duty);
    assertThat(
            platform
                .read(ContractFindings.TABLE)
                .where(col("subject").equalTo("postmortem"))
                .where(col("place").contains("drafts/incident.md"))
                .select("rule")
                .orderBy("rule")
                .as(Encoders.STRING())
                .collectAsList())
        .containsExactly(
            "postmortem_action_items",
            "postmortem_approver",
            "postmortem_cause",
            "postmortem_dated");
  }

  @Test
  @DisplayName("tells exactly the parts of budgets that the table has")
  void budgets() {
    DraftTable told =
        Objects.requireNonNull(section(draft(id(), null), "Error budget burnt").table());
    int bad = told.columns().indexOf("Bad");
    List<Row> table =
        platform
            .read(BudgetAttribution.TABLE)
            .where(col("incident_id").equalTo(id()))
            .collectAsList();

    assertThat(told.rows()).hasSameSizeAs(table).isNotEmpty();
    assertThat(
            told.rows().stream()
                .map(row -> new BigDecimal(row.get(bad)))
                .reduce(BigDecimal.ZERO, BigDecimal::add))
        .isEqualByComparingTo(
            table.stream()
                .map(row -> row.<BigDecimal>getAs("bad"))
                .reduce(BigDecimal.ZERO, BigDecimal::add));
  }

  @Test
  @DisplayName("is found by every name that people have for the incident")
  void names() {
    String ticket = incident.getAs("servicenow_number");
    String page = incident.getAs("pagerduty_key");

    for (String name :
        List.of(
            id(),
            ticket,
            ticket.toLowerCase(Locale.ROOT),
            page,
            "https://example.pagerduty.com/incidents/" + page,
            "https://example.service-now.com/incident.do?number=" + ticket)) {
      assertThat(draft(name, null).incidentId()).as(name).isEqualTo(id());
    }
  }

  @Test
  @DisplayName("is refused for what nobody knows, with what to name instead")
  void unknown() {
    String ticket = incident.getAs("servicenow_number");

    assertThatThrownBy(() -> draft("INC9999999", null))
        .isInstanceOf(UnknownIncidentException.class)
        .hasMessageStartingWith(
            "Unknown incident \"INC9999999\". Name an incident_id, the number or key of its ticket"
                + " or page, or a link to it.");
    assertThatThrownBy(() -> draft(ticket.replaceFirst("INC0+", "INC"), null))
        .hasMessageContaining("did you mean " + id() + "?");
    assertThatThrownBy(() -> draft(id(), Instant.parse("2001-01-01T00:00:00Z")))
        .isInstanceOf(NotPublishedException.class);
  }

  @Test
  @DisplayName("costs five Spark jobs")
  void jobs(SparkSession spark) {
    spark.sparkContext().setJobGroup("drafting", "a draft", false);
    draft(id(), null);
    spark.sparkContext().clearJobGroup();

    assertThat(spark.sparkContext().statusTracker().getJobIdsForGroup("drafting"))
        .hasSizeLessThanOrEqualTo(5);
  }

  private PostmortemDraft draft(String name, @Nullable Instant publishedBy) {
    return PostmortemDrafting.of(platform.lake(), platform.settings(), name, publishedBy);
  }

  private String id() {
    return incident.getAs("incident_id");
  }

  private String duty() {
    return platform
        .read(PostmortemDuties.TABLE)
        .where(col("incident_id").equalTo(id()))
        .select("state", "postmortem_key")
        .collectAsList()
        .toString();
  }

  private static DraftSection section(PostmortemDraft draft, String heading) {
    return draft.sections().stream()
        .filter(section -> section.heading().equals(heading))
        .findFirst()
        .orElseThrow();
  }
}
