package dev.aftermath.jobs.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aftermath.jobs.domain.slo.MaintenanceRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("What conf/exclusions.yaml says of approved maintenance")
class MaintenanceRulesTest {
  @TempDir private Path folder;

  @Test
  @DisplayName("is read list by list, and a list that is left out takes every word")
  void lists() throws IOException {
    MaintenanceRule rule = read("approvals: [approved, not required]\ncategories: [maintenance]\n");

    assertThat(rule)
        .isEqualTo(
            new MaintenanceRule(
                List.of("approved", "not required"), List.of(), List.of("maintenance"), List.of()));
    assertThat(rule.takes(" Not Required", "emergency", "Maintenance", null)).isTrue();
    assertThat(rule.takes("requested", "normal", "maintenance", null)).isFalse();
    assertThat(rule.takes(null, "normal", "maintenance", null)).isFalse();
    assertThat(rule.takes("approved", "normal", null, null)).isFalse();
  }

  @Test
  @DisplayName("takes maintenance and no release as it is shipped")
  void shipped() throws IOException {
    MaintenanceRule rule = MaintenanceRules.read(Path.of("../conf/exclusions.yaml"));

    assertThat(rule.takes("Approved", "Normal", "Maintenance", null)).isTrue();
    assertThat(rule.takes("Approved", "Normal", "Deployment", null)).isFalse();
    assertThat(rule.takes("Approved", "Emergency", "Maintenance", null)).isFalse();
  }

  @Test
  @DisplayName("is nothing where the file is not there")
  void absent() throws IOException {
    assertThat(MaintenanceRules.read(folder.resolve("exclusions.yaml")))
        .isEqualTo(MaintenanceRule.NONE);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "approval: [approved] | 1:1: Unknown key \"approval\"; did you mean \"approvals\"?",
        "categories: [maintenance] | 1:1: Missing approvals: name the words that mean approved",
        "approvals: [] | 1:12: Invalid approvals: expected words, such as [approved]",
        "approvals: {yes: 1} | 1:12: Invalid approvals: expected words, such as [approved]",
        "approvals: [[approved]] | 1:13: Invalid approvals: expected a word, such as approved",
        "'approvals: yes\ncategories: [ok, {a: b}]' | 2:18: Invalid categories: expected a word",
        "'approvals: yes\nchange_types: {a: b}' | 2:15: Invalid change_types: expected words",
        "approvals: [approved | 1:",
        "approvals | 1:1: ",
        "'approvals: [approved]\n---\napprovals: [approved]' | 1:1: Expected one YAML document, found 2",
        "'approvals: [approved]\napprovals: [requested]' | 2:1: "
      })
  @DisplayName("is refused at its place with the remedy where it is wrong")
  void wrong(String text, String problem) {
    assertThatThrownBy(() -> read(text))
        .isInstanceOf(InvalidSettingsException.class)
        .hasMessageContaining("exclusions.yaml:" + problem);
  }

  private MaintenanceRule read(String text) throws IOException {
    return MaintenanceRules.read(Files.writeString(folder.resolve("exclusions.yaml"), text));
  }
}
