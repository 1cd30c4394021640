package dev.aftermath.jobs.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aftermath.jobs.domain.cause.label.CauseColumn;
import dev.aftermath.jobs.domain.cause.label.CauseScheme;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("What conf/causes says of words and other classifications")
class CauseLabelSettingsTest {
  private static final Path SHIPPED = Path.of("../conf/causes");

  @TempDir private Path folder;

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "The rollout of a new version leaked connections | deployment | software_defect",
        "Disk full of old files | unknown | capacity",
        "A firewall rule was changed and blocked the port | config_change | misconfiguration",
        "The TLS certificate had expired | expiry | misconfiguration",
        "Engineer deleted the table by mistake | unknown | human_operation",
        "Stromausfall im Rechenzentrum | hardware | infrastructure",
        "Ausfall beim Zahlungsanbieter, einem Drittanbieter | external | dependency",
        "Versehentlich gelöschte Tabelle | unknown | human_operation",
        "Hohe Last nach Lastspitze, Speicher voll | traffic | capacity",
        "We do not know | unknown | unknown",
      })
  @DisplayName("is shipped with words in English and German")
  void shipped(String sentence, String trigger, String rootCause) throws IOException {
    var labels = CauseLabelSettings.read(SHIPPED).dictionary().labels(sentence);

    assertThat(labels.get(CauseColumn.TRIGGER).primary()).isEqualTo(trigger);
    assertThat(labels.get(CauseColumn.ROOT_CAUSE).primary()).isEqualTo(rootCause);
  }

  @Test
  @DisplayName("is shipped with what Google, DORA, GitLab and ServiceNow make of our values")
  void schemes() throws IOException {
    assertThat(CauseLabelSettings.read(SHIPPED).schemes())
        .extracting(CauseScheme::id)
        .containsExactly("dora", "gitlab", "google", "servicenow");
    CauseScheme dora = CauseLabelSettings.read(SHIPPED).schemes().get(0);
    Map<CauseColumn, String> change =
        Map.of(CauseColumn.TRIGGER, "config_change", CauseColumn.ROOT_CAUSE, "process");

    assertThat(dora.value("4.1", change)).isEqualTo("process failure");
    assertThat(dora.value("4.3", change)).isEqualTo("change management");
    assertThat(
            dora.value(
                "4.1", Map.of(CauseColumn.TRIGGER, "unknown", CauseColumn.ROOT_CAUSE, "unknown")))
        .isEmpty();
  }

  @Test
  @DisplayName("is nothing without the folder: every cause is unknown")
  void absent() throws IOException {
    CauseLabelSettings settings = CauseLabelSettings.read(folder.resolve("causes"));

    assertThat(settings.schemes()).isEmpty();
    assertThat(settings.dictionary().labels("Deployment").get(CauseColumn.TRIGGER).primary())
        .isEqualTo("unknown");
  }

  @Test
  @DisplayName("is refused with everything that is wrong in all files, and where it stands")
  void problems() throws IOException {
    write(
        "labels.yaml",
        """
        version: 0
        trigger: {deployment: A release, Traffic: Load}
        root_cause: {capacity: Too little}
        margin: 2
        """);
    write(
        "english.yaml",
        """
        language: xx
        trigger:
          deploymnt:
            - {include: [release]}
          deployment:
            - {wheight: 2, include: [new-version]}
            - {exclude: [release]}
        """);
    write(
        "schemes/other.yaml",
        """
        id: other
        version: 1
        title: Another
        source: Nowhere
        fields:
          class:
            values: [CHANGE]
            rules:
              - {trigger: deploy, value: CHANGE}
              - {root_cause: capacity, value: LOAD}
              - {value: CHANGE}
        """);

    assertThatThrownBy(() -> CauseLabelSettings.read(folder))
        .isInstanceOf(InvalidSettingsException.class)
        .hasMessageContainingAll(
            "labels.yaml:1:10: Invalid version: \"0\" (must be a whole number from 1 up)",
            "labels.yaml:2:34: Invalid value \"Traffic\"",
            "labels.yaml:4:9: Invalid margin: \"2\" (must be a number from 0 to 1)",
            "english.yaml:1:11: Invalid language: \"xx\" (must be an ISO 639-1 code such as en)",
            "english.yaml:3:3: Unknown key \"deploymnt\"; did you mean \"deployment\"?",
            "english.yaml:6:8: Unknown key \"wheight\"; did you mean \"weight\"?",
            "english.yaml:6:30: Invalid phrase \"new-version\"",
            "english.yaml:7:7: Missing include: name the phrases that speak for deployment",
            "other.yaml:9:19: Invalid trigger: \"deploy\"",
            "other.yaml:10:39: Invalid value: \"LOAD\"",
            "other.yaml:11:9: Missing trigger or root_cause");
  }

  private void write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
