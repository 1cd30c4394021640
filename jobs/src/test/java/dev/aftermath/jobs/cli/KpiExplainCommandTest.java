package dev.aftermath.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aftermath.jobs.config.KpiDefinitions;
import dev.aftermath.jobs.domain.calendar.ReportWeek;
import dev.aftermath.jobs.domain.kpi.KpiDefinition;
import dev.aftermath.jobs.gold.KpiCases.Segment;
import dev.aftermath.jobs.gold.KpiSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The KPI that kpi explain is asked for")
class KpiExplainCommandTest {
  @TempDir private Path folder;
  private List<KpiDefinition> definitions = List.of();

  @BeforeEach
  void define() throws IOException {
    String stock = "name: N\ndefinition: D\nstatistic: stock\n";
    Files.writeString(
        folder.resolve("open.yaml"),
        "id: open\nversion: 1\n"
            + stock
            + "---\nid: open\nversion: 2\nsince: 2026-11-11\n"
            + stock);
    definitions = KpiDefinitions.read(folder, KpiSource.named(), Map.of());
  }

  @Test
  @DisplayName("is the version that was in force when the week began")
  void inForce() {
    List<KpiDefinition> versions = KpiExplainCommand.versions("open", definitions);

    assertThat(KpiExplainCommand.inForce(versions, week("2026-W46")).version()).isEqualTo(1);
    assertThat(KpiExplainCommand.inForce(versions, week("2026-W47")).version()).isEqualTo(2);
  }

  @Test
  @DisplayName("may be named by its version, and is refused for weeks of others")
  void named() {
    List<KpiDefinition> versions = KpiExplainCommand.versions("open@2", definitions);

    assertThat(KpiExplainCommand.inForce(versions, week("2026-W47")).version()).isEqualTo(2);
    assertThatThrownBy(() -> KpiExplainCommand.inForce(versions, week("2026-W46")))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(
            "Cannot explain 2026-W46: open@2 is in force since 2026-11-11. Name a week that begins"
                + " in that time, or no version");
  }

  @Test
  @DisplayName("is refused with the nearest spelling when there is none of that name")
  void unknown() {
    assertThatThrownBy(() -> KpiExplainCommand.versions("opn", definitions))
        .hasMessage("Unknown KPI \"opn\"; did you mean \"open\"? (allowed: open)");
    assertThatThrownBy(() -> KpiExplainCommand.versions("open@3", definitions))
        .hasMessage("Unknown KPI \"open@3\"; did you mean \"open@1\"? (allowed: open@1, open@2)");
  }

  @Test
  @DisplayName("is refused for a segment that what it is about does not have")
  void segments() throws IOException {
    Files.writeString(
        folder.resolve("deployed.yaml"),
        """
        id: deployed
        version: 1
        of: deployments
        name: N
        definition: D
        statistic: count
        cohort: ended
        """);
    KpiDefinition deployed = KpiDefinitions.read(folder, KpiSource.named(), Map.of()).get(0);

    assertThatCode(
            () -> {
              KpiExplainCommand.refuseUnknownSegment(deployed, Segment.ALL);
              KpiExplainCommand.refuseUnknownSegment(deployed, new Segment("service", "cart"));
            })
        .doesNotThrowAnyException();
    assertThatThrownBy(
            () -> KpiExplainCommand.refuseUnknownSegment(deployed, new Segment("team", "ops")))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(
            "Cannot explain deployed@1 by team: deployments are told apart by service. Name one of"
                + " these, or no segment");
  }

  private static ReportWeek week(String label) {
    return ReportWeek.labelled(label, ZoneId.of("Europe/Berlin"));
  }
}
