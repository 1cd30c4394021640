package dev.aftermath.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

@DisplayName("The option --as-published")
class PublishedOptionTest {
  private static final Instant NOW = Instant.parse("2026-11-17T06:00:00Z");

  @Test
  @DisplayName("takes an instant that has passed, with any offset, and none at all")
  void past() {
    assertThat(option("--as-published", "2026-11-17T07:00:00+01:00").atMost(NOW)).contains(NOW);
    assertThat(option().atMost(NOW)).isEmpty();
  }

  @Test
  @DisplayName("refuses an instant that is still to come, since the answer could still change")
  void future() {
    assertThatThrownBy(() -> option("--as-published", "2026-11-17T06:00:01Z").atMost(NOW))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(
            "Cannot show what was published at 2026-11-17T06:00:01Z: it is only"
                + " 2026-11-17T06:00:00Z. Leave out --as-published for what stands in the lake now,"
                + " or name an instant that has passed");
  }

  @Test
  @DisplayName("refuses what is no instant, such as a day alone")
  void noInstant() {
    assertThatThrownBy(
            () -> Main.commands().parseArgs("query", "--as-published", "2026-11-17", "SELECT 1"))
        .hasMessage(
            "Invalid value for option '--as-published': \"2026-11-17\" is no instant (must be like"
                + " 2026-11-24T11:05:00Z)");
  }

  private static PublishedOption option(String... arguments) {
    PublishedOption option = new PublishedOption();
    new CommandLine(option).registerConverter(Instant.class, Instant::parse).parseArgs(arguments);
    return option;
  }
}
