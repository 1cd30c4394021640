package dev.aftermath.jobs.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aftermath.jobs.domain.calendar.BusinessCalendar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Business calendars")
class CalendarsTest {

  @Test
  @DisplayName("that are shipped hold the holidays and half days of Berlin")
  void shipped() throws IOException {
    Map<String, BusinessCalendar> calendars = Calendars.read(Path.of("../conf/calendars"));

    BusinessCalendar hours = calendars.get("business-hours");
    assertThat(calendars).containsOnlyKeys("business-hours", "weekdays");
    assertThat(hours.aliases()).containsExactly("8-5 weekdays excluding holidays");
    // Christmas week of 2026: nine hours from Monday to Wednesday, four on Thursday, a Friday off.
    assertThat(
            hours.secondsBetween(
                Instant.parse("2026-12-20T23:00:00Z"), Instant.parse("2026-12-27T23:00:00Z")))
        .isEqualTo((3 * 9 + 4) * 3_600);
  }

  @Test
  @DisplayName("may lie nowhere")
  void none(@TempDir Path folder) throws IOException {
    assertThat(Calendars.read(folder.resolve("calendars"))).isEmpty();
  }

  @Test
  @DisplayName("report everything that is wrong with its place and what would be right")
  void wrong(@TempDir Path folder) throws IOException {
    Files.writeString(
        folder.resolve("broken.yaml"),
        """
        id: late
        version: one
        zone: Europe/Berln
        hours:
          munday: 08:00-17:00
          tuesday: [08:00-12:00, 11:00-17:00]
          friday: 8 to 5
        special_days:
          2026-12-24: {name: Christmas Eve}
          24.12.2026: {name: Again, hours: 08:00-12:00}
        holidays:
          2026-12-24: Christmas Eve
          2026-12-25:
        ---
        id: 24x7
        version: 1
        aliases: late
        zone: UTC
        hourz: {monday: 08:00-17:00}
        """);

    assertThatThrownBy(() -> Calendars.read(folder))
        .isInstanceOf(InvalidSettingsException.class)
        .hasMessageContaining("broken.yaml:2:10: Invalid version: \"one\"")
        .hasMessageContaining(
            "broken.yaml:3:7: Invalid zone: \"Europe/Berln\"; did you mean \"Europe/Berlin\"?")
        .hasMessageContaining("broken.yaml:5:3: Unknown key \"munday\"; did you mean \"monday\"?")
        .hasMessageContaining("broken.yaml:6:26: Invalid hours: they overlap others")
        .hasMessageContaining("broken.yaml:7:11: Invalid hours: \"8 to 5\" (must be hours such as")
        .hasMessageContaining("broken.yaml:9:15: Missing hours: a day without any belongs into")
        .hasMessageContaining("broken.yaml:10:3: Invalid day: \"24.12.2026\" (must be a date")
        .hasMessageContaining("broken.yaml:12:3: Invalid day: 2026-12-24 is among special_days")
        .hasMessageContaining("broken.yaml:13:14: Invalid holiday: name it")
        .hasMessageContaining("broken.yaml:15:5: Invalid name: \"24x7\" is the clock that always")
        .hasMessageContaining("broken.yaml:17:10: Invalid name: \"late\" is taken by the calendar")
        .hasMessageContaining("broken.yaml:19:1: Unknown key \"hourz\"; did you mean \"hours\"?")
        .hasMessageNotContaining("Missing hours: give");
  }
}
