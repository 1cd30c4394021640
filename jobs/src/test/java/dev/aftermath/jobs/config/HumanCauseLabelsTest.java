package dev.aftermath.jobs.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aftermath.jobs.domain.cause.label.CauseColumn;
import dev.aftermath.jobs.domain.cause.label.CauseScale;
import dev.aftermath.jobs.domain.cause.label.HumanLabel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("What people said of causes")
class HumanCauseLabelsTest {
  private static final CauseScale SCALE =
      new CauseScale(
          1,
          Map.of(
              CauseColumn.TRIGGER, Map.of("deployment", "A release"),
              CauseColumn.ROOT_CAUSE, Map.of("capacity", "Too little")),
          1,
          0);

  @TempDir private Path folder;

  @Test
  @DisplayName("is read in the order of the lines; that nobody can tell is said too")
  void lines() throws IOException {
    assertThat(
            read(
                """
                incident,column,value,labelled_at
                INC0001,trigger,deployment,2026-03-02T09:30:00Z
                INC0001,root_cause,unknown,2026-03-03T09:30:00Z
                """))
        .containsExactly(
            new HumanLabel(
                "INC0001",
                CauseColumn.TRIGGER,
                "deployment",
                Instant.parse("2026-03-02T09:30:00Z")),
            new HumanLabel(
                "INC0001",
                CauseColumn.ROOT_CAUSE,
                "unknown",
                Instant.parse("2026-03-03T09:30:00Z")));
  }

  @Test
  @DisplayName("is shipped empty, and none without the file")
  void empty() throws IOException {
    assertThat(HumanCauseLabels.read(Path.of("../conf/causes/human-labels.csv"), SCALE)).isEmpty();
    assertThat(HumanCauseLabels.read(folder.resolve("none.csv"), SCALE)).isEmpty();
  }

  @Test
  @DisplayName("is refused with everything that is wrong in it, and the line")
  void problems() {
    assertThatThrownBy(
            () ->
                read(
                    """
                    incident,column,value,labelled_at
                    INC0001,trigger,deploymnt,2026-03-02T09:30:00Z
                    INC0002,cause,deployment,yesterday
                    ,trigger,deployment,2026-03-02T09:30:00Z
                    INC0003,trigger
                    """))
        .isInstanceOf(InvalidSettingsException.class)
        .hasMessageContainingAll(
            "labels.csv:2:1: Invalid value: \"deploymnt\"; did you mean \"deployment\"?",
            "labels.csv:3:1: Invalid column: \"cause\"",
            "labels.csv:3:1: Invalid labelled_at: \"yesterday\"",
            "labels.csv:4:1: Missing incident",
            "labels.csv:5:1: Expected 4 fields, found 2");
    assertThatThrownBy(() -> read("number,column,value,labelled_at\n"))
        .hasMessageContaining(
            "labels.csv:1:1: Expected the header incident,column,value,labelled_at");
  }

  private List<HumanLabel> read(String text) throws IOException {
    return HumanCauseLabels.read(Files.writeString(folder.resolve("labels.csv"), text), SCALE);
  }
}
