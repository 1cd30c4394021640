package dev.aftermath.jobs.publish;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aftermath.jobs.domain.calendar.ReportWeek;
import dev.aftermath.jobs.lake.LakeFiles;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PublicationsTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final Instant TUESDAY = Instant.parse("2026-11-24T11:05:00Z");

  @TempDir Path folder;
  private LakeFiles output;

  @BeforeEach
  void open() {
    output = LakeFiles.below(folder.toString(), new Configuration());
  }

  @Test
  @DisplayName("A new output begins with the last closed week alone")
  void firstRun() {
    assertThat(due("tables-1")).containsExactly("2026-W47");
  }

  @Test
  @DisplayName("Weeks that were missed since the newest published one are caught up, oldest first")
  void missedWeeks() {
    publish("2026-W44", "tables-1");

    assertThat(due("tables-1")).containsExactly("2026-W45", "2026-W46", "2026-W47");
  }

  @Test
  @DisplayName("The newest published week is due again when its tables have changed")
  void changedTables() {
    publish("2026-W46", "tables-1");
    publish("2026-W47", "tables-1");

    assertThat(due("tables-2")).containsExactly("2026-W47");
    assertThat(due("tables-1")).isEmpty();
  }

  @Test
  @DisplayName("A week whose files were written but not stamped was not published")
  void interrupted() {
    publish("2026-W46", "tables-1");
    output.write("reports/2026-W47/report.pdf", out -> out.write(1));

    assertThat(Publications.weeks(output)).containsExactly("2026-W46");
    assertThat(due("tables-1")).containsExactly("2026-W47");
  }

  private void publish(String week, String inputs) {
    Publications.stamp(output, ReportWeek.labelled(week, BERLIN), inputs);
  }

  private List<String> due(String inputs) {
    return Publications.due(output, TUESDAY, BERLIN, inputs).stream()
        .map(ReportWeek::label)
        .toList();
  }
}
