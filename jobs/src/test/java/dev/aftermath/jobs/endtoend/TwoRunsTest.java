package dev.aftermath.jobs.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class TwoRunsTest {
  @Test
  @DisplayName("Of two runs started together one does the work and the other says why it does not")
  void together(@TempDir Path folder) throws InterruptedException {
    Path exports = TinyWorld.write(folder.resolve("world"), 1, 1, 3);
    List<String> command =
        List.of(
            "run",
            "--exports",
            exports.toString(),
            "--lake",
            folder.resolve("lake").toString(),
            "--output",
            folder.resolve("out").toString(),
            "--as-of",
            TinyWorld.AS_OF.toString());

    try (CommandProcess one = CommandProcess.start(command);
        CommandProcess other = CommandProcess.start(command)) {
      List<CommandProcess.Ended> ended = List.of(one.end(), other.end());

      assertThat(ended).extracting(CommandProcess.Ended::code).containsExactlyInAnyOrder(0, 4);
      CommandProcess.Ended refused = only(ended, 4);
      assertThat(refused.out()).isEmpty();
      assertThat(refused.err().lines())
          .singleElement()
          .asString()
          .startsWith("Cannot start: another run is writing to the lake ")
          .contains(folder.resolve("lake").toString(), "\"run\":\"run-", "aftermath status");
      assertThat(only(ended, 0).out()).contains("Published 2026-W46:");
    }
  }

  private static CommandProcess.Ended only(List<CommandProcess.Ended> ended, int code) {
    return Stream.of(ended.get(0), ended.get(1))
        .filter(it -> it.code() == code)
        .findFirst()
        .orElseThrow();
  }
}
