package dev.aftermath.jobs.domain.incident;

import static dev.aftermath.jobs.domain.incident.Told.event;
import static dev.aftermath.jobs.domain.incident.Told.log;
import static dev.aftermath.jobs.domain.incident.Told.seconds;
import static dev.aftermath.jobs.domain.incident.Told.snapshot;
import static dev.aftermath.jobs.domain.incident.Told.story;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The story of an incident's response")
class ResponseTest {

  @Test
  @DisplayName("counts responders once each, and takes the last one's first acknowledgement")
  void responders() {
    IncidentStory story =
        story(
            snapshot("2026-11-02T10:40:00Z", "IN_PROGRESS"),
            log(event("10:00:05", EventKind.NOTIFIED, ActorKind.AUTOMATION)),
            log(event("10:00:10", EventKind.ACKNOWLEDGED, ActorKind.AUTOMATION)),
            log(acknowledgement("10:01:00", "ann")),
            log(acknowledgement("10:05:00", "bob")),
            log(acknowledgement("10:09:00", "ann")),
            log(event("10:04:00", EventKind.ESCALATED, ActorKind.TIMEOUT)),
            log(event("10:08:00", EventKind.ESCALATED, ActorKind.HUMAN)),
            log(event("10:08:30", EventKind.ESCALATED, ActorKind.UNKNOWN)));

    Response response = story.response();
    assertThat(response.firstNotifiedAt()).isEqualTo("2026-11-02T10:00:05Z");
    assertThat(response.responderCount()).isEqualTo(2);
    assertThat(response.lastResponderAcknowledgedAt()).isEqualTo("2026-11-02T10:05:00Z");
    assertThat(response.timeoutEscalationCount()).isEqualTo(1);
    assertThat(response.manualEscalationCount()).isEqualTo(1);
    assertThat(seconds(story.acknowledged())).isEqualTo(60);
    assertThat(story.acknowledgementDoubts()).containsExactly(AcknowledgementDoubt.BY_AUTOMATION);
  }

  @Test
  @DisplayName("knows of no responders without a log, and of none where a log shows none")
  void noResponders() {
    assertThat(story(snapshot("2026-11-02T10:40:00Z", "OPEN")).response().responderCount())
        .isNull();
    assertThat(
            story(log(event("10:00:00", EventKind.TRIGGERED, ActorKind.AUTOMATION)))
                .response()
                .responderCount())
        .isZero();
  }

  @Test
  @DisplayName("doubts an acknowledgement sooner than five seconds after the opening")
  void tooSoon() {
    Told opened = snapshot("2026-11-02T10:40:00Z", "IN_PROGRESS");

    assertThat(story(opened, log(acknowledgement("10:00:04", "ann"))).acknowledgementDoubts())
        .containsExactly(AcknowledgementDoubt.WITHIN_FIVE_SECONDS);
    assertThat(story(opened, log(acknowledgement("10:00:05", "ann"))).acknowledgementDoubts())
        .isEmpty();
  }

  @Test
  @DisplayName("adds up open spans, each until the last resolution before it was reopened")
  void openSpans() {
    IncidentStory story =
        story(
            snapshot("2026-11-02T13:00:00Z", "RESOLVED"),
            log(event("10:10:00", EventKind.RESOLVED, ActorKind.HUMAN)),
            log(event("10:20:00", EventKind.RESOLVED, ActorKind.HUMAN)),
            log(event("11:00:00", EventKind.REOPENED, ActorKind.HUMAN)),
            log(event("11:30:00", EventKind.RESOLVED, ActorKind.HUMAN)),
            log(event("12:00:00", EventKind.REOPENED, ActorKind.HUMAN)),
            log(event("12:05:00", EventKind.RESOLVED, ActorKind.HUMAN)));

    assertThat(story.reopenedAt())
        .containsExactly(
            Instant.parse("2026-11-02T11:00:00Z"), Instant.parse("2026-11-02T12:00:00Z"));
    assertThat(story.activeSeconds()).isEqualTo((20 + 30 + 5) * 60);
    assertThat(seconds(story.resolved())).isEqualTo(125 * 60);
  }

  @Test
  @DisplayName("adds up snoozes, each for its seconds or until something wakes the incident")
  void snoozes() {
    IncidentStory story =
        story(
            snapshot("2026-11-02T13:00:00Z", "RESOLVED"),
            log(snooze("10:10:00", "600")),
            log(snooze("11:00:00", "3600")),
            log(event("11:20:00", EventKind.ESCALATED, ActorKind.HUMAN)),
            log(snooze("12:00:00", "website")),
            log(event("12:01:00", EventKind.RESOLVED, ActorKind.HUMAN)));

    assertThat(story.response().snoozed()).hasMinutes(10 + 20 + 1);
  }

  @Test
  @DisplayName("tells resolutions by human, integration, timeout and merge apart")
  void resolverClasses() {
    assertThat(resolvedBy(ActorKind.HUMAN)).isEqualTo(ResolverClass.HUMAN);
    assertThat(resolvedBy(ActorKind.AUTOMATION)).isEqualTo(ResolverClass.INTEGRATION);
    assertThat(resolvedBy(ActorKind.TIMEOUT)).isEqualTo(ResolverClass.TIMEOUT);
    assertThat(resolvedBy(ActorKind.UNKNOWN)).isNull();
    assertThat(
            story(
                    snapshot("2026-11-02T13:00:00Z", "RESOLVED")
                        .with(IncidentField.MERGED_INTO, "P9"),
                    log(event("12:00:00", EventKind.RESOLVED, ActorKind.HUMAN)))
                .resolverClass())
        .isEqualTo(ResolverClass.MERGE);
  }

  private static @Nullable ResolverClass resolvedBy(ActorKind actor) {
    return story(
            snapshot("2026-11-02T13:00:00Z", "RESOLVED"),
            log(event("12:00:00", EventKind.RESOLVED, actor)))
        .resolverClass();
  }

  private static IncidentEvent acknowledgement(String time, String person) {
    return new IncidentEvent(
        Instant.parse("2026-11-02T" + time + "Z"),
        EventKind.ACKNOWLEDGED,
        ActorKind.HUMAN,
        person,
        "website");
  }

  private static IncidentEvent snooze(String time, String detail) {
    return new IncidentEvent(
        Instant.parse("2026-11-02T" + time + "Z"),
        EventKind.SNOOZED,
        ActorKind.HUMAN,
        "PX1",
        detail);
  }
}
