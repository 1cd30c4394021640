package dev.aftermath.jobs.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
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
  @DisplayName("A run that has only just taken the lake is waited for until it says its name")
  void secondRunIsToldLater(@TempDir Path folder) throws Exception {
    LakeFiles files = LakeFiles.below(folder.toString(), new Configuration());

    try (FileChannel other = taken(folder)) {
      Future<?> refused =
          CompletableFuture.runAsync(() -> RunLock.take(files, "run-2", NOON).close());
      TimeUnit.MILLISECONDS.sleep(200);
      other.write(StandardCharsets.UTF_8.encode("{\"run\":\"run-1\"}"));

      assertThatThrownBy(refused::get)
          .hasCauseInstanceOf(LockedException.class)
          .hasMessageContaining("(held by {\"run\":\"run-1\"})");
    }
  }

  @Test
  @DisplayName("A run that does not say its name keeps others out all the same")
  void secondRunIsNotTold(@TempDir Path folder) throws IOException {
    LakeFiles files = LakeFiles.below(folder.toString(), new Configuration());

    try (FileChannel silent = taken(folder)) {
      assertThat(silent.isOpen()).isTrue();
      assertThatThrownBy(() -> RunLock.take(files, "run-2", NOON))
          .isInstanceOf(LockedException.class)
          .hasMessageContaining("(held by a run that has not told its name)");
    }
  }

  /** The lake as another process holds it in its first moment. */
  private static FileChannel taken(Path folder) throws IOException {
    FileChannel channel =
        FileChannel.open(
            folder.resolve("_run.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    assertThat(channel.tryLock()).isNotNull();
    return channel;
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
