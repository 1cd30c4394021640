package dev.aftermath.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The command kpi list")
class KpiListCommandTest {

  @Test
  @DisplayName("names every definition with its version, and whose it is when it is not ours")
  void list() {
    assertThat(listed("csv"))
        .contains(
            "mttr@1,Time to resolve,incidents,duration,mean,seconds,resolved,lower_is_better,,from the"
                + " beginning,time_to_resolve,",
            "gitlab_mttr@1,GitLab mean time to recover,incidents,duration,median,seconds,resolved,neither,,"
                + "from the beginning,time_to_resolve,GitLab");
  }

  @Test
  @DisplayName("shows people what fits into the width of a terminal")
  void table() {
    assertThat(listed("table"))
        .anyMatch(line -> line.matches("mttr@1 +incidents +duration +mean +seconds +resolved .*"))
        .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(140));
  }

  private static List<String> listed(String format) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();

    int code =
        Main.run(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            "kpi",
            "list",
            "--conf",
            "../conf",
            "--format",
            format);

    assertThat(code).as(err.toString(StandardCharsets.UTF_8)).isZero();
    return out.toString(StandardCharsets.UTF_8).lines().toList();
  }
}
