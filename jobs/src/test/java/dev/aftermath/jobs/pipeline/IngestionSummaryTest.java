package dev.aftermath.jobs.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The summary of an ingest")
class IngestionSummaryTest {
  @Test
  void saysOnceWhatIsTrueOfManyFiles() {
    assertThat(
            summary(
                List.of(
                    "b.json: holds ids without names",
                    "c.csv: ends at 10,000 rows",
                    "a.json: holds ids without names",
                    "b.json: holds ids without names")))
        .containsExactly(
            "Warning: a.json and 1 more files: holds ids without names",
            "Warning: c.csv: ends at 10,000 rows");
  }

  @Test
  void keepsAWarningThatNamesNoFile() {
    assertThat(summary(List.of("no export received")))
        .containsExactly("Warning: no export received");
  }

  private static List<String> summary(List<String> warnings) {
    return new IngestionSummary(3, 3, 0, 10, 0, 0, List.of(), List.of(), warnings)
        .lines().stream().filter(line -> line.startsWith("Warning")).toList();
  }
}
