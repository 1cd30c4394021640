package dev.aftermath.jobs.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunLockTest {
  private static final InstantSource NOON =
      InstantSource.fixed(Instant.parse("2026-11-24T12:00:00Z"));

  @Test
  @DisplayName("A second run is told who holds the lake, and may start when the first has ended")
  void secondRunIsTold(@TempDir Path folder) {
    LakeFiles files = LakeFiles.below(folder.toString(), new Configuration());

    try (RunLock first = RunLock.take(files, "run-1", NOON)) {
      assertThat(first).isNotNull();
      assertThatThrownBy(() -> RunLock.take(files, "run-2", NOON))
          .isInstanceOf(LockedException.class)
          .hasMessageContaining("another run is writing to the lake")
          .hasMessageContaining("run-1")
          .hasMessageContaining("aftermath status");
    }
    RunLock.take(files, "run-2", NOON).close();
  }

  @Test
  @DisplayName(
      "A lease is kept against another run, and taken over ten minutes after its last renewal")
  void leaseExpires(@TempDir Path folder) {
    LakeFiles files = LakeFiles.below(folder.toString(), new Configuration());
    InstantSource nineMinutesLater = InstantSource.fixed(Instant.parse("2026-11-24T12:09:00Z"));
    InstantSource elevenMinutesLater = InstantSource.fixed(Instant.parse("2026-11-24T12:11:00Z"));

    try (RunLock dead = RunLock.lease(files, "run-1", NOON)) {
      assertThat(dead).isNotNull();
      assertThatThrownBy(() -> RunLock.lease(files, "run-2", nineMinutesLater))
          .isInstanceOf(LockedException.class);
      try (RunLock heir = RunLock.lease(files, "run-2", elevenMinutesLater)) {
        assertThat(heir).isNotNull();
        assertThat(files.text("_run.lock").orElseThrow()).contains("run-2");
      }
    }
  }
}
