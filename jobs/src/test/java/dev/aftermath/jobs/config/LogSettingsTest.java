package dev.aftermath.jobs.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aftermath.jobs.domain.log.LiftRule;
import dev.aftermath.jobs.domain.log.LogRules;
import dev.aftermath.jobs.domain.log.MessageFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("How log lines are read and compared")
class LogSettingsTest {
  @Test
  @DisplayName("is shipped as usual, which holds without a file too")
  void shipped(@TempDir Path folder) throws IOException {
    assertThat(LogSettings.read(Path.of("../conf/logs.yaml")))
        .isEqualTo(new LogSettings(LogRules.USUAL, LiftRule.USUAL))
        .isEqualTo(LogSettings.read(folder.resolve("logs.yaml")));
  }

  @Test
  @DisplayName("is what the file says of it")
  void all(@TempDir Path folder) throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("logs.yaml"),
            """
            service_labels: [unit]
            tenant_labels: customer
            formats:
              - labels: {job: syslog, host: north}
                expression: '^\\S+ (?<message>.*)$'
            most_new_templates: 500
            lift: {before: 15m, during: 1h, history: 4w}
            """);

    LogSettings settings = LogSettings.read(file);

    assertThat(settings.lift()).isEqualTo(new LiftRule(15, 60, 28));
    LogRules rules = settings.rules();
    assertThat(rules.serviceLabels()).containsExactly("unit");
    assertThat(rules.tenantLabels()).containsExactly("customer");
    assertThat(rules.mostNewTemplates()).isEqualTo(500);
    assertThat(rules.formats())
        .extracting(MessageFormat::labels)
        .isEqualTo(List.of(Map.of("host", "north", "job", "syslog")));
    assertThat(rules.stream(Map.of("job", "syslog", "host", "north")).message("12:00 up"))
        .isEqualTo("up");
    // Digested as text, so the order is that of the names.
    assertThat(rules.toString()).contains("{host=north, job=syslog}");
  }

  @Test
  @DisplayName("is refused with all that is wrong in it, each at its place")
  void wrong(@TempDir Path folder) throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("logs.yaml"),
            """
            service_label: app
            formats:
              - labels: {job: syslog}
                expression: '^(.*)$'
              - expression: '(?<message>'
            most_new_templates: 0
            lift: {before: 90s, during: 2d, history: 36h}
            """);

    assertThatThrownBy(() -> LogSettings.read(file))
        .isInstanceOf(InvalidSettingsException.class)
        .hasMessageContaining("logs.yaml:1:1: Unknown key \"service_label\"; did you mean")
        .hasMessageContaining("logs.yaml:4:17: Invalid expression: \"^(.*)$\" (must be a regular")
        .hasMessageContaining("logs.yaml:5:5: Missing labels: say which streams it is for")
        .hasMessageContaining("logs.yaml:5:17: Invalid expression: \"(?<message>\"")
        .hasMessageContaining("logs.yaml:6:21: Invalid most_new_templates: \"0\"")
        .hasMessageContaining("logs.yaml:7:16: Invalid before: \"90s\" (must be whole minutes")
        .hasMessageContaining("logs.yaml:7:29: Invalid during: \"2d\"")
        .hasMessageContaining("logs.yaml:7:42: Invalid history: \"36h\" (must be whole days");
  }
}
