package dev.aftermath.jobs.domain.incident;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Those who are of the team of an incident")
class InvolvementTest {

  @Test
  @DisplayName("are known since their first message or acknowledgement, in whatever order told")
  void first() {
    assertThat(
            Involvement.since(
                List.of(
                    acknowledged("10:05:00", ActorKind.HUMAN, "ann"),
                    called("10:01:00", "push", "ann"),
                    called("10:02:00", "phone", "bob"),
                    called("10:01:30", "sms", "bob"),
                    acknowledged("10:03:00", ActorKind.HUMAN, "cy"))))
        .isEqualTo(Map.of("ann", at("10:01:00"), "bob", at("10:01:30"), "cy", at("10:03:00")));
  }

  @Test
  @DisplayName("are not those who only got mail, machines, or whom nobody names")
  void nobody() {
    assertThat(
            Involvement.since(
                List.of(
                    called("10:01:00", "email", "ann"),
                    called("10:01:00", null, "ann"),
                    called("10:01:00", "push", null),
                    acknowledged("10:02:00", ActorKind.AUTOMATION, "robot"),
                    new IncidentEvent(
                        at("10:03:00"), EventKind.RESOLVED, ActorKind.HUMAN, "bob", null))))
        .isEmpty();
  }

  private static IncidentEvent called(String time, @Nullable String medium, @Nullable String who) {
    return new IncidentEvent(at(time), EventKind.NOTIFIED, ActorKind.AUTOMATION, who, medium);
  }

  private static IncidentEvent acknowledged(String time, ActorKind by, String who) {
    return new IncidentEvent(at(time), EventKind.ACKNOWLEDGED, by, who, null);
  }

  private static Instant at(String time) {
    return Instant.parse("2026-11-02T" + time + "Z");
  }
}
