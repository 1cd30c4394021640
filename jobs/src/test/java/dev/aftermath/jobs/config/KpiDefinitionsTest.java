package dev.aftermath.jobs.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The definitions of KPIs")
class KpiDefinitionsTest {

  @Test
  @DisplayName("that are shipped can be read")
  void shipped() throws IOException {
    assertThat(KpiDefinitions.read(Path.of("../conf/kpis")))
        .extracting(KpiDefinition::id)
        .contains("mtta", "mttr", "ack_coverage", "incident_count", "sla_met_ratio", "open_count")
        .doesNotHaveDuplicates();
  }

  @Test
  @DisplayName("report everything that is wrong with its place and the allowed words")
  void wrong(@TempDir Path folder) throws IOException {
    Files.writeString(
        folder.resolve("broken.yaml"),
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
        cohort: opened
        start: opened
        end: resolved_at
        """);

    assertThatThrownBy(() -> KpiDefinitions.read(folder))
        .isInstanceOf(InvalidSettingsException.class)
        .hasMessageContaining("broken.yaml:2:10: Invalid version: \"one\"")
        .hasMessageContaining("broken.yaml:5:12: Invalid statistic: \"duratoin\"; did you mean")
        .hasMessageContaining("broken.yaml:7:1: Unknown key \"wher\"")
        .hasMessageContaining("Invalid id: \"broken\" is defined already")
        .hasMessageContaining("broken.yaml:15:8: Invalid start: \"opened\"");
  }
}
