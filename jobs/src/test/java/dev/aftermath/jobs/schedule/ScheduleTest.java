package dev.aftermath.jobs.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

class ScheduleTest {
  private static final Path PROJECT = Path.of("..").toAbsolutePath().normalize();
  private static final Path SCHEDULE = PROJECT.resolve("scripts/schedule");

  @Test
  @Tag("service")
  @DisplayName("systemd finds nothing wrong with the units, installed where this project stands")
  void systemdUnits(@TempDir Path folder) throws Exception {
    assumeTrue(
        Files.isExecutable(Path.of("/usr/bin/systemd-analyze")),
        "systemd-analyze is not installed");
    for (String unit : List.of("aftermath.service", "aftermath.timer")) {
      Files.writeString(
          folder.resolve(unit),
          Files.readString(SCHEDULE.resolve(unit)).replace("/opt/aftermath", PROJECT.toString()));
    }

    Process verify =
        new ProcessBuilder(
                "systemd-analyze",
                "verify",
                folder.resolve("aftermath.service").toString(),
                folder.resolve("aftermath.timer").toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(verify.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(verify.waitFor()).as(said).isZero();
    assertThat(said).isBlank();
  }

  @Test
  @DisplayName(
      "The CronJob runs in the control plane, weekly in the report zone, never twice at once")
  void cronJob() throws IOException {
    Map<String, Object> job;
    try (Reader text = Files.newBufferedReader(SCHEDULE.resolve("cronjob.yaml"))) {
      job = new Yaml(new SafeConstructor(new LoaderOptions())).load(text);
    }

    assertThat(job).containsEntry("kind", "CronJob").containsEntry("apiVersion", "batch/v1");
    assertThat(part(job, "metadata")).containsEntry("namespace", "control-plane");
    assertThat(part(job, "spec"))
        .containsEntry("schedule", "5 12 * * 2")
        .containsEntry("timeZone", "Europe/Berlin")
        .containsEntry("concurrencyPolicy", "Forbid");
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> part(Map<String, Object> whole, String key) {
    return (Map<String, Object>) whole.get(key);
  }
}
