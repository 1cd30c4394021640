package dev.aftermath.jobs.domain.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogStreamTest {
  private static final LogStream PLAIN = LogRules.USUAL.stream(Map.of());

  @ParameterizedTest(name = "{0}")
  @DisplayName("The message of JSON and logfmt lines is their msg or message; other lines are one")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{\"level\":\"error\",\"msg\":\"disk full\"}|disk full",
        "{\"error\":{\"message\":\"inner\"}, \"message\" : \"outer\"}|outer",
        "{\"text\":\"say \\\"msg\\\": \\\"no\\\"\",\"msg\":\"yes \\u0041\"}|yes A",
        "{\"msg\":17,\"message\":\"a number is none\"}|a number is none",
        "{\"level\":\"error\"}|{\"level\":\"error\"}",
        "{\"msg\":\"cut off|cut off",
        "level=warn msg=\"slow \\\"query\\\"\" ms=12|slow \"query\"",
        "ts=1 msg=stopped code=3|stopped",
        "connection lost msg=none|connection lost msg=none",
        "level=warn code=3|level=warn code=3",
        "  plain text |plain text"
      })
  void structured(String line, String message) {
    assertThat(PLAIN.message(line)).isEqualTo(message);
  }

  @Test
  @DisplayName("Only the first line of a message counts: what follows is a stack trace")
  void firstLine() {
    assertThat(PLAIN.message("\njava.io.IOException: gone\n  at Disk.read\n"))
        .isEqualTo("java.io.IOException: gone");
  }

  @Test
  @DisplayName("A format finds the message in the lines of its streams, and leaves other lines")
  void format() {
    MessageFormat syslog =
        new MessageFormat(
            Map.of("job", "syslog"), Pattern.compile("^\\S+ \\S+ \\w+: (?<message>.*)$"));
    LogRules rules = new LogRules(List.of("app"), List.of("tenant"), List.of(syslog), 10);

    LogStream stream = rules.stream(Map.of("job", "syslog", "app", "cron"));
    assertThat(stream.message("10:00 north cron: job 7 done")).isEqualTo("job 7 done");
    assertThat(stream.message("no header")).isEqualTo("no header");
    assertThat(rules.stream(Map.of("job", "web")).format()).isNull();
  }

  @Test
  @DisplayName("The best label that a stream has names its service; a blank one names none")
  void service() {
    assertThat(LogRules.USUAL.stream(Map.of("app", "shop", "job", "all", "tenant", "north")))
        .isEqualTo(new LogStream("shop", "north", null));
    assertThat(
            LogRules.USUAL.stream(
                    Map.of("service_name", "unknown_service", "app", " ", "job", "all"))
                .service())
        .isEqualTo("all");
  }
}
