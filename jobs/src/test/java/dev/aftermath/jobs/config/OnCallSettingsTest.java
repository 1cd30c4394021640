package dev.aftermath.jobs.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aftermath.jobs.domain.calendar.BusinessCalendar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The settings of being on call")
class OnCallSettingsTest {

  @Test
  @DisplayName("that are shipped hide figures about fewer than ten people")
  void shipped() throws IOException {
    OnCallSettings settings =
        OnCallSettings.read(Path.of("../conf/on-call.yaml"), calendars()).orElseThrow();

    assertThat(settings.hours().zone()).hasToString("Europe/Berlin");
    assertThat(settings.smallestGroup()).isEqualTo(10);
    assertThat(settings.incidentsPerShift()).isEqualTo(2);
  }

  @Test
  @DisplayName("may be left out: then nothing is measured")
  void none(@TempDir Path folder) throws IOException {
    assertThat(OnCallSettings.read(folder.resolve("on-call.yaml"), calendars())).isEmpty();
  }

  @Test
  @DisplayName("report everything that is wrong with its place and what would be right")
  void wrong(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("on-call.yaml");
    Files.writeString(
        file,
        """
        calendar: busines-hours
        sleep: [22:00-02:00, 03:00-08:00]
        incidents_per_shift: -1
        smallest_groups: 10
        """);
    assertThatThrownBy(() -> OnCallSettings.read(file, calendars()))
        .isInstanceOf(InvalidSettingsException.class)
        .hasMessageContaining("on-call.yaml:1:11: Unknown calendar \"busines-hours\"; did you mean")
        .hasMessageContaining("on-call.yaml:2:8: Invalid sleep: give one stretch")
        .hasMessageContaining("on-call.yaml:1:1: Missing shifts: give hours such as 22:00-08:00")
        .hasMessageContaining("on-call.yaml:3:22: Invalid incidents_per_shift: \"-1\"")
        .hasMessageContaining("on-call.yaml:4:1: Unknown key \"smallest_groups\"");

    Files.writeString(
        file,
        """
        calendar: business-hours
        sleep: 22:00-08:00
        shifts: [08:00-20:00, 20:00-07:00]
        incidents_per_shift: 2
        smallest_group: 10
        """);
    assertThatThrownBy(() -> OnCallSettings.read(file, calendars()))
        .hasMessageContaining("on-call.yaml:3:9: Invalid shifts: together they must make up 24");
  }

  private static Map<String, BusinessCalendar> calendars() throws IOException {
    return Calendars.read(Path.of("../conf/calendars"));
  }
}
