package dev.aftermath.jobs.domain.oncall;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aftermath.jobs.domain.oncall.Notification.Medium;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Interruptions of one person")
class InterruptionTest {

  @Test
  @DisplayName("take the messages of a minute as one, whatever they are about")
  void minute() {
    List<Interruption> interruptions =
        Interruption.of(
            List.of(
                message("10:02:01", "Q3", Medium.SMS),
                message("10:00:00", "Q1", Medium.PUSH),
                message("10:00:30", "Q1", Medium.PHONE),
                message("10:00:30", "Q1", Medium.PHONE),
                message("10:01:00", "Q2", Medium.PUSH),
                message("10:01:01", "Q2", Medium.PHONE)));

    assertThat(interruptions)
        .extracting(it -> it.first().incident() + " " + it.at() + " " + it.notificationCount())
        .containsExactly("Q1 2026-11-13T10:00:00Z 3", "Q2 2026-11-13T10:01:01Z 2");
  }

  @Test
  @DisplayName("are not made by mail, which does not hide a call either")
  void mail() {
    assertThat(
            Interruption.of(
                List.of(
                    message("10:00:00", "Q1", Medium.EMAIL),
                    message("10:00:45", "Q1", Medium.PHONE))))
        .extracting(it -> it.first().medium())
        .containsExactly(Medium.PHONE);
    assertThat(Interruption.of(List.of(message("10:00:00", "Q1", Medium.EMAIL)))).isEmpty();
  }

  private static Notification message(String time, String incident, Medium medium) {
    return new Notification(
        Instant.parse("2026-11-13T" + time + "Z"), incident, medium, "payments", null);
  }
}
