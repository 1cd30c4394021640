package dev.aftermath.jobs.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.aftermath.jobs.domain.calendar.Clock;
import dev.aftermath.jobs.domain.kpi.Cohort;
import dev.aftermath.jobs.domain.kpi.ColumnKind;
import dev.aftermath.jobs.domain.kpi.FactColumns;
import dev.aftermath.jobs.domain.kpi.Hours;
import dev.aftermath.jobs.domain.kpi.KpiDefinition;
import dev.aftermath.jobs.domain.kpi.Measure;
import dev.aftermath.jobs.domain.kpi.Subject;
import dev.aftermath.jobs.domain.kpi.Term;
import dev.aftermath.jobs.gold.KpiSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The definitions of KPIs")
class KpiDefinitionsTest {
  private static final Map<Subject, FactColumns> COLUMNS =
      Map.of(
          Subject.INCIDENTS,
          new FactColumns(
              new TreeMap<>(
                  Map.of(
                      "opened_at", ColumnKind.INSTANT,
                      "declared_at", ColumnKind.INSTANT,
                      "resolved_at", ColumnKind.INSTANT,
                      "escalation_count", ColumnKind.NUMBER,
                      "major", ColumnKind.FLAG,
                      "population", ColumnKind.WORD))),
          Subject.SLAS,
          new FactColumns(new TreeMap<>(Map.of("outcome", ColumnKind.WORD))));

  private static final String HEAD = "name: N\ndefinition: D\n";

  @TempDir private Path folder;

  @Test
  @DisplayName("that are shipped can be read, those of other products too")
  void shipped() throws IOException {
    List<KpiDefinition> shipped =
        KpiDefinitions.read(Path.of("../conf/kpis"), KpiSource.named(), Map.of());

    assertThat(shipped)
        .extracting(KpiDefinition::id)
        .contains("mtta", "mttr", "ack_coverage", "incident_count", "sla_met_ratio", "open_count")
        .doesNotHaveDuplicates();
    assertThat(shipped)
        .extracting(KpiDefinition::dialect)
        .contains("PagerDuty", "ServiceNow", "Opsgenie", "GitLab", "DORA");
  }

  @Test
  @DisplayName("may name any column of the facts, several starts and ends, and a calendar's hours")
  void fallbacks() throws IOException {
    write(
        "restore.yaml",
        "id: restore\nversion: 2\n"
            + HEAD
            + """
            statistic: duration
            headline: median
            cohort: opened
            start: [declared_at, opened_at]
            end: resolved_at
            clock: offices
            """);
    Clock always = (start, end) -> 1;

    List<KpiDefinition> read = KpiDefinitions.read(folder, COLUMNS, Map.of("offices", always));

    assertThat(read).hasSize(1);
    assertThat(read.get(0).measure())
        .isEqualTo(
            new Measure.Elapsed(
                List.of("declared_at", "opened_at"),
                List.of("resolved_at"),
                new Hours("offices", always),
                Measure.Impossible.EXCLUDED));
  }

  @Test
  @DisplayName("of one id are in force by turns, wherever their versions stand")
  void versions() throws IOException {
    String count = HEAD + "statistic: stock\n";
    write(
        "b.yaml",
        "id: open\nversion: 3\nsince: 2026-11-09\n"
            + count
            + "---\nid: open\nversion: 1\n"
            + count);
    write("a.yaml", "id: open\nversion: 2\nsince: 2026-01-05\n" + count);

    assertThat(KpiDefinitions.read(folder, COLUMNS, Map.of()))
        .extracting(KpiDefinition::label, KpiDefinition::term)
        .containsExactly(
            tuple("open@1", new Term(null, LocalDate.of(2026, 1, 5))),
            tuple("open@2", new Term(LocalDate.of(2026, 1, 5), LocalDate.of(2026, 11, 9))),
            tuple("open@3", new Term(LocalDate.of(2026, 11, 9), null)));
  }

  @Test
  @DisplayName("report a version that stands twice, and one without a day to begin on")
  void versionsWithoutOrder() throws IOException {
    String count = HEAD + "statistic: stock\n";
    write(
        "a.yaml",
        "id: open\nversion: 1\n"
            + count
            + "---\nid: open\nversion: 2\n"
            + count
            + "---\nid: open\nversion: 1\n"
            + count);

    assertThatThrownBy(() -> KpiDefinitions.read(folder, COLUMNS, Map.of()))
        .isInstanceOf(InvalidSettingsException.class)
        .hasMessageContaining("a.yaml:14:10: Invalid version: open@1 stands in")
        .hasMessageContaining(
            "a.yaml:7:1: Missing since: open@2 follows another version; name its first day");
  }

  @Test
  @DisplayName("report everything that is wrong with its place and the allowed words")
  void wrong() throws IOException {
    write(
        "broken.yaml",
        """
        id: broken
        version: one
        name: Broken
        definition: nothing
        statistic: duratoin
        cohort: opened
        wher: {}
        ---
        id: broken
        version: 1
        name: Twice
        definition: nothing
        statistic: duration
        headline: average
        cohort: opened
        start: [opened, declared_at]
        end: major
        clock: berlin
        within_seconds: 5
        population:
          - {column: majr, is: true, otherwise: minor}
          - {column: major, is: yes, otherwise: Minor}
          - {column: escalation_count, is: 3, otherwise: calm}
          - {column: escalation_count, otherwise: calm}
        target: {at_least: 1, at_most: 2}
        """);

    assertThatThrownBy(() -> KpiDefinitions.read(folder, COLUMNS, Map.of()))
        .isInstanceOf(InvalidSettingsException.class)
        .hasMessageContaining("broken.yaml:2:10: Invalid version: \"one\"")
        .hasMessageContaining(
            "broken.yaml:5:12: Invalid statistic: \"duratoin\"; did you mean \"duration\"?")
        .hasMessageContaining("broken.yaml:7:1: Unknown key \"wher\"")
        .hasMessageContaining(
            "broken.yaml:14:11: Invalid headline: \"average\" (allowed: geometric_mean, mean,"
                + " median, p90)")
        .hasMessageContaining("broken.yaml:16:9: Invalid start: \"opened\"; did you mean")
        .hasMessageContaining(
            "broken.yaml:17:6: Invalid end: \"major\" (allowed: declared_at, opened_at,"
                + " resolved_at)")
        .hasMessageContaining("broken.yaml:18:8: Invalid clock: \"berlin\" (allowed: 24x7)")
        .hasMessageContaining(
            "broken.yaml:19:1: Invalid within_seconds: statistic duration has none")
        .hasMessageContaining(
            "broken.yaml:21:14: Invalid column: \"majr\"; did you mean \"major\"?")
        .hasMessageContaining("broken.yaml:22:25: Invalid is: \"yes\" (allowed: false, true)")
        .hasMessageContaining("broken.yaml:22:41: Invalid otherwise: \"Minor\"")
        .hasMessageContaining(
            "broken.yaml:23:14: Invalid column: \"escalation_count\" (allowed: major, population)")
        .hasMessageContaining(
            "broken.yaml:24:5: Invalid condition: give one of at_least, at_most, is, is_known,"
                + " is_not, not_after")
        .hasMessageContaining("broken.yaml:25:9: Invalid target: give one bound");
  }

  @Test
  @DisplayName("are about incidents unless they say of what, which has columns of its own")
  void subjects() throws IOException {
    write(
        "a.yaml",
        "id: a\nversion: 1\nof: slas\n"
            + HEAD
            + "statistic: count\ncohort: ended\nmeets: {column: outcome, is: met}\n");
    write("b.yaml", "id: b\nversion: 1\n" + HEAD + "statistic: stock\n");

    assertThat(KpiDefinitions.read(folder, COLUMNS, Map.of()))
        .extracting(KpiDefinition::subject, KpiDefinition::unit, KpiDefinition::cohort)
        .containsExactly(
            tuple(Subject.SLAS, "SLAs", Cohort.ENDED),
            tuple(Subject.INCIDENTS, "incidents", Cohort.OPENED));
  }

  @Test
  @DisplayName("report what their subject does not have, and a subject that nobody knows")
  void wrongSubject() throws IOException {
    String ratio = HEAD + "statistic: ratio\ncohort: resolved\n";
    write(
        "a.yaml",
        "id: a\nversion: 1\nof: slaz\n"
            + ratio
            + "---\nid: b\nversion: 1\nof: slas\n"
            + ratio
            + "meets: {column: major, is: true}\n"
            + "---\nid: c\nversion: 1\nof: deployments\n"
            + HEAD
            + "statistic: stock\n");

    assertThatThrownBy(() -> KpiDefinitions.read(folder, KpiSource.named(), Map.of()))
        .isInstanceOf(InvalidSettingsException.class)
        .hasMessageContaining("a.yaml:3:5: Invalid of: \"slaz\"; did you mean \"slas\"?")
        .hasMessageContaining(
            "a.yaml:15:9: Invalid cohort: \"resolved\" (allowed: decided, ended, started)")
        .hasMessageContaining("a.yaml:16:17: Invalid column: \"major\"")
        .hasMessageContaining(
            "a.yaml:23:12: Invalid statistic: deployments do not last, so that none is open when a"
                + " period ends; count them");
  }

  private void write(String file, String text) throws IOException {
    Files.writeString(folder.resolve(file), text);
  }
}
