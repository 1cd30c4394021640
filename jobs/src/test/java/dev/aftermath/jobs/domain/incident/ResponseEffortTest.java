package dev.aftermath.jobs.domain.incident;

import static dev.aftermath.jobs.domain.incident.Told.log;
import static dev.aftermath.jobs.domain.incident.Told.snapshot;
import static dev.aftermath.jobs.domain.incident.Told.story;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The effort of a response")
class ResponseEffortTest {

  @Test
  @DisplayName("is 14 minutes for a message at 10:11 and a ticket at 10:15, as incident.io has it")
  void published() {
    assertThat(
            story(
                    log(act("10:11:00", EventKind.ANNOTATED, "ann")),
                    log(act("10:15:00", EventKind.STATE_CHANGED, "ann")))
                .effort()
                .workedSeconds())
        .isEqualTo(14 * 60);
  }

  @Test
  @DisplayName("bridges 20 minutes, not a second more, and adds up over people")
  void gaps() {
    // Ann: 10:00 to 10:20 and ten minutes; again ten at 10:40:01. Bob: ten at 10:10.
    assertThat(
            story(
                    log(act("10:00:00", EventKind.ACKNOWLEDGED, "ann")),
                    log(act("10:10:00", EventKind.ANNOTATED, "bob")),
                    log(act("10:20:00", EventKind.ANNOTATED, "ann")),
                    log(act("10:40:01", EventKind.RESOLVED, "ann")))
                .effort()
                .workedSeconds())
        .isEqualTo((30 + 10 + 10) * 60);
  }

  @Test
  @DisplayName("counts nobody who was only called, and no machine")
  void nobody() {
    ResponseEffort effort =
        story(
                snapshot("2026-11-02T10:40:00Z", "RESOLVED")
                    .with(IncidentField.RESOLVED_AT, "2026-11-02T10:30:00Z"),
                log(act("10:00:05", EventKind.NOTIFIED, "ann")),
                log(Told.event("10:01:00", EventKind.ACKNOWLEDGED, ActorKind.AUTOMATION)))
            .effort();

    assertThat(effort.workedSeconds()).isNull();
    assertThat(effort.engagedSeconds()).isNull();
  }

  @Test
  @DisplayName("as PagerDuty has it runs from each responder's acknowledgement to the resolution")
  void engaged() {
    Told[] told = {
      snapshot("2026-11-02T10:40:00Z", "RESOLVED")
          .with(IncidentField.RESOLVED_AT, "2026-11-02T10:30:00Z"),
      log(act("10:02:00", EventKind.ACKNOWLEDGED, "ann")),
      log(act("10:05:00", EventKind.ACKNOWLEDGED, "ann")),
      log(act("10:20:00", EventKind.ACKNOWLEDGED, "bob")),
      log(act("10:35:00", EventKind.ACKNOWLEDGED, "cy"))
    };

    assertThat(story(told).effort().engagedSeconds()).isEqualTo((28 + 10) * 60);
    told[0] = snapshot("2026-11-02T10:40:00Z", "IN_PROGRESS");
    assertThat(story(told).effort().engagedSeconds()).isNull();
  }

  private static IncidentEvent act(String time, EventKind kind, String person) {
    return new IncidentEvent(
        Instant.parse("2026-11-02T" + time + "Z"), kind, ActorKind.HUMAN, person, "website");
  }
}
