package dev.aftermath.jobs.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aftermath.jobs.domain.incident.IncidentField;
import dev.aftermath.jobs.domain.matching.AlertRules;
import dev.aftermath.jobs.domain.matching.MatchingRules;
import dev.aftermath.jobs.domain.matching.Mentions;
import dev.aftermath.jobs.domain.matching.NearbyRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("What conf/matching.yaml says of pages and tickets")
class MatchingSettingsTest {
  @TempDir private Path folder;

  @Test
  @DisplayName("is read whole: where numbers are mentioned, and the rules in their order")
  void whole() throws IOException {
    assertThat(
            read(
                """
                mentions:
                  in_tickets: {fields: [title, description], expression: 'page ([0-9]+)'}
                nearby:
                  - {name: same_check, same: monitoring_id, opened_within_minutes: 30}
                  - {name: same_place, same: [service, tenant], opened_within_minutes: 5}
                """))
        .isEqualTo(
            new MatchingRules(
                new Mentions(
                    List.of(IncidentField.TITLE, IncidentField.DESCRIPTION), "page ([0-9]+)"),
                Mentions.NOWHERE,
                List.of(
                    new NearbyRule(
                        "same_check", List.of(IncidentField.MONITORING_ID), Duration.ofMinutes(30)),
                    new NearbyRule(
                        "same_place",
                        List.of(IncidentField.SERVICE, IncidentField.TENANT),
                        Duration.ofMinutes(5)))));
  }

  @Test
  @DisplayName("is shipped with two rules, and without a file leaves the keys alone to decide")
  void shipped() throws IOException {
    assertThat(MatchingSettings.read(Path.of("../conf/matching.yaml")).nearby())
        .extracting(NearbyRule::name)
        .containsExactly("same_monitoring_id", "same_service");
    assertThat(MatchingSettings.read(folder.resolve("matching.yaml")))
        .isEqualTo(MatchingRules.KEYS_ONLY);
  }

  @Test
  @DisplayName(
      "puts alerts down by keys within an hour, and on the same service within ten minutes")
  void alerts() throws IOException {
    assertThat(MatchingSettings.alerts(Path.of("../conf/matching.yaml")))
        .isEqualTo(
            new AlertRules(
                Duration.ofHours(1),
                List.of(
                    new NearbyRule(
                        "same_service", List.of(IncidentField.SERVICE), Duration.ofMinutes(10)))));
    assertThat(MatchingSettings.alerts(folder.resolve("matching.yaml")))
        .isEqualTo(AlertRules.KEYS_ONLY);
    Path wrong =
        Files.writeString(
            folder.resolve("matching.yaml"),
            """
            alerts:
              key_within_minutes: long
              nearby:
                - {name: a, same: priority, opened_within_minutes: 5}
            """);
    assertThatThrownBy(() -> MatchingSettings.alerts(wrong))
        .isInstanceOf(InvalidSettingsException.class)
        .hasMessageContaining("matching.yaml:2:23: Invalid key_within_minutes: \"long\"")
        .hasMessageContaining("matching.yaml:4:23: Unknown field \"priority\"");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "nearbye: [] | 1:1: Unknown key \"nearbye\"; did you mean \"nearby\"?",
        "nearby: near | 1:9: Invalid nearby: expected a list of rules",
        "nearby: [{name: a, same: servise, opened_within_minutes: 5}] "
            + "| 1:26: Unknown field \"servise\"; did you mean \"service\"?",
        "nearby: [{name: a, opened_within_minutes: 5}] "
            + "| 1:10: Missing same: name at least one of category, monitoring_id",
        "nearby: [{name: a, same: [], opened_within_minutes: 5}] "
            + "| 1:26: Invalid same: expected at least one of",
        "nearby: [{name: A b, same: service, opened_within_minutes: 5}] "
            + "| 1:17: Invalid name: \"A b\" (must be a word of lower-case letters, digits and _)",
        "nearby: [{name: a, same: service, opened_within_minutes: 0}] | 1:58: Invalid"
            + " opened_within_minutes: \"0\" (must be a whole number from 1 to 1440)",
        "mentions: {in_tickets: {fields: title, expression: '#[0-9]+'}} | 1:52: Invalid expression:"
            + " \"#[0-9]+\" (must be a regular expression with one group",
        "mentions: {in_tickets: {fields: team, expression: '(x)'}} "
            + "| 1:33: Unknown field \"team\" (allowed: cause_text, description, title)",
        "mentions: {in_pages: {fields: title}} | 1:22: Missing expression"
      })
  @DisplayName("is refused at its place with the remedy where it is wrong")
  void wrong(String text, String problem) {
    assertThatThrownBy(() -> read(text))
        .isInstanceOf(InvalidSettingsException.class)
        .hasMessageContaining("matching.yaml:" + problem);
  }

  @Test
  @DisplayName("is refused with all problems at once, two rules of one name among them")
  void all() {
    assertThatThrownBy(
            () ->
                read(
                    """
                    nearby:
                      - {name: a, same: service, opened_within_minutes: 5}
                      - {name: a, same: servis, opened_within_minutes: 5}
                    """))
        .hasMessageContaining("matching.yaml:3:12: Invalid name: \"a\" is defined already")
        .hasMessageContaining("matching.yaml:3:21: Unknown field \"servis\"");
  }

  private MatchingRules read(String text) throws IOException {
    return MatchingSettings.read(Files.writeString(folder.resolve("matching.yaml"), text));
  }
}
