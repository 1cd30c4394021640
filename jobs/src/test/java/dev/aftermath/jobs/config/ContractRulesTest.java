package dev.aftermath.jobs.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aftermath.jobs.domain.contract.Condition;
import dev.aftermath.jobs.domain.contract.ContractRule;
import dev.aftermath.jobs.domain.contract.SubjectKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The rules of the operations contract")
class ContractRulesTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  private static final String BROKEN =
      """
      id: tenant
      version: 0
      subject: incident
      severity: hig
      owner: Operations
      text: A ticket names its tenant.
      wher: {}
      condition:
        required_field: tennant
      ---
      id: tenant
      version: 1
      subject: chnage
      severity: low
      owner: Operations
      since: yesterday
      text: Twice
      ---
      id: late
      version: 1
      subject: change
      severity: low
      owner: Operations
      text: Not late
      where:
        change_typ: [normal]
      condition:
        not_after: {field: approved_at, othr: start_at}
      ---
      id: two
      version: 1
      subject: change
      severity: low
      owner: Operations
      text: Two conditions
      condition:
        required_field: team
        required_reference: team
      ---
      id: limit
      version: 1
      subject: update
      severity: low
      owner: Operations
      text: No limit
      condition:
        within: {start: opened_at, end: resolved_at, at_most: 1M}
      """;

  @Test
  @DisplayName("that are shipped can be read")
  void shipped() throws IOException {
    assertThat(ContractRules.read(Path.of("../conf/contracts"), BERLIN))
        .extracting(ContractRule::id)
        .contains(
            "incident_monitoring_id",
            "incident_runbook",
            "change_governance_policy",
            "change_approved_by_another",
            "change_approved_before_start",
            "customers_told_in_time",
            "runbook_rollback")
        .doesNotHaveDuplicates();
  }

  @Test
  @DisplayName("are for no single team: their findings would be figures about it")
  void noTeam(@TempDir Path folder) throws IOException {
    Files.writeString(
        folder.resolve("team.yaml"),
        """
        id: team_tenant
        version: 1
        subject: incident
        severity: low
        owner: Operations
        text: Tenant
        where: {team: [search]}
        condition: {required_field: tenant}
        """);

    assertThatThrownBy(() -> ContractRules.read(folder, BERLIN))
        .hasMessageContaining("team.yaml:7:9: Unknown key \"team\"");
  }

  @Test
  @DisplayName("hold from the beginning of a day in the report zone on")
  void read(@TempDir Path folder) throws IOException {
    Files.writeString(
        folder.resolve("told.yaml"),
        """
        id: told
        version: 3
        subject: update
        severity: high
        owner: Communications
        since: 2026-07-01
        text: Customers are told within half an hour.
        where: {priority: ["1", "2"]}
        condition:
          within: {start: opened_at, end: first_customer_update_at, at_most: 30m}
        """);

    assertThat(ContractRules.read(folder, BERLIN))
        .containsExactly(
            new ContractRule(
                "told",
                3,
                SubjectKind.UPDATE,
                new Condition.Within(
                    "opened_at", "first_customer_update_at", Duration.ofMinutes(30)),
                Map.of("priority", List.of("1", "2")),
                ContractRule.Severity.HIGH,
                Instant.parse("2026-06-30T22:00:00Z"),
                "Customers are told within half an hour.",
                "Communications"));
  }

  @Test
  @DisplayName("report everything that is wrong with its place and the allowed words")
  void wrong(@TempDir Path folder) throws IOException {
    Files.writeString(folder.resolve("broken.yaml"), BROKEN);

    assertThatThrownBy(() -> ContractRules.read(folder, BERLIN))
        .isInstanceOf(InvalidSettingsException.class)
        .hasMessageContaining("broken.yaml:2:10: Invalid version: \"0\"")
        .hasMessageContaining("broken.yaml:4:11: Invalid severity: \"hig\"; did you mean \"high\"")
        .hasMessageContaining("broken.yaml:7:1: Unknown key \"wher\"; did you mean \"where\"")
        .hasMessageContaining(
            "broken.yaml:9:19: Unknown field \"tennant\" of incidents; did you mean \"tenant\"")
        .hasMessageContaining("broken.yaml:11:5: Invalid id: \"tenant\" is defined already")
        .hasMessageContaining("broken.yaml:13:10: Invalid subject: \"chnage\"; did you mean")
        .hasMessageContaining("broken.yaml:16:8: Invalid since: \"yesterday\"")
        .hasMessageContaining("broken.yaml:26:3: Unknown key \"change_typ\"; did you mean")
        .hasMessageContaining("broken.yaml:28:35: Unknown key \"othr\"; did you mean \"other\"")
        .hasMessageContaining("broken.yaml:37:3: Invalid condition: expected is exactly one of")
        .hasMessageContaining("broken.yaml:47:57: Invalid at_most: \"1M\" (must be a length");
  }
}
