package dev.aftermath.jobs.domain.incident;

import static dev.aftermath.jobs.domain.incident.Told.OPENED;
import static dev.aftermath.jobs.domain.incident.Told.event;
import static dev.aftermath.jobs.domain.incident.Told.kinds;
import static dev.aftermath.jobs.domain.incident.Told.log;
import static dev.aftermath.jobs.domain.incident.Told.seconds;
import static dev.aftermath.jobs.domain.incident.Told.snapshot;
import static dev.aftermath.jobs.domain.incident.Told.story;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The story of an incident")
class IncidentStoryTest {
  @Test
  @DisplayName(
      "takes the first human acknowledgement from the log although the snapshot holds none")
  void acknowledgedAfterOneSecond() {
    IncidentStory story =
        story(
            snapshot("2026-11-02T10:06:08Z", "RESOLVED"),
            log(event("10:00:00", EventKind.TRIGGERED, ActorKind.AUTOMATION)),
            log(event("10:00:01", EventKind.ACKNOWLEDGED, ActorKind.HUMAN)),
            log(event("10:06:08", EventKind.RESOLVED, ActorKind.HUMAN)));

    assertThat(seconds(story.acknowledged())).isEqualTo(1);
    assertThat(seconds(story.resolved())).isEqualTo(368);
    assertThat(story.resolver()).isEqualTo(ActorKind.HUMAN);
    assertThat(kinds(story))
        .containsExactly(EventKind.TRIGGERED, EventKind.ACKNOWLEDGED, EventKind.RESOLVED);
  }

  @Test
  @DisplayName("passes over an acknowledgement by a machine")
  void automationIsNoAcknowledgement() {
    IncidentStory story =
        story(
            snapshot("2026-11-02T10:01:00Z", "IN_PROGRESS"),
            log(event("10:00:02", EventKind.ACKNOWLEDGED, ActorKind.AUTOMATION)),
            log(event("10:00:09", EventKind.ACKNOWLEDGED, ActorKind.HUMAN)));

    assertThat(seconds(story.acknowledged())).isEqualTo(9);
    assertThat(story.isOpen()).isTrue();
  }

  @Test
  @DisplayName("keeps the first acknowledgement when it was withdrawn and given again")
  void reacknowledged() {
    IncidentStory story =
        story(
            snapshot("2026-11-02T10:40:00Z", "IN_PROGRESS"),
            log(event("10:00:10", EventKind.ACKNOWLEDGED, ActorKind.HUMAN)),
            log(event("10:30:10", EventKind.UNACKNOWLEDGED, ActorKind.TIMEOUT)),
            log(event("10:35:00", EventKind.ACKNOWLEDGED, ActorKind.HUMAN)),
            log(event("10:36:00", EventKind.ESCALATED, ActorKind.HUMAN)));

    assertThat(seconds(story.acknowledged())).isEqualTo(10);
    assertThat(story.timeline().reacknowledgedCount()).isEqualTo(1);
    assertThat(story.timeline().count(EventKind.ESCALATED)).isEqualTo(1);
  }

  @Test
  @DisplayName("takes an aggregate's seconds to acknowledge only when no event tells")
  void aggregateIsTheFallback() {
    IncidentRecord aggregate =
        snapshot("2026-11-02T11:00:00Z", "RESOLVED")
            .with(IncidentField.ACKNOWLEDGED_AFTER_SECONDS, "42")
            .with(IncidentField.RESOLVED_AFTER_SECONDS, "600")
            .record();
    IncidentStory alone = IncidentStory.of(List.of(aggregate));

    assertThat(seconds(alone.acknowledged())).isEqualTo(42);
    assertThat(alone.acknowledged().basis()).isEqualTo(Basis.AGGREGATE);
    assertThat(seconds(alone.resolved())).isEqualTo(600);
    assertThat(alone.resolved().basis()).isEqualTo(Basis.AGGREGATE);

    IncidentRecord told = log(event("10:00:50", EventKind.ACKNOWLEDGED, ActorKind.HUMAN)).record();
    IncidentStory both = IncidentStory.of(List.of(aggregate, told));
    assertThat(seconds(both.acknowledged())).isEqualTo(50);
    assertThat(both.acknowledged().basis()).isEqualTo(Basis.RECORDED);
  }

  @Test
  @DisplayName("tells a resolution by timeout from one by a human")
  void timeout() {
    IncidentStory story =
        story(
            snapshot("2026-11-02T14:00:00Z", "RESOLVED"),
            log(event("14:00:00", EventKind.RESOLVED, ActorKind.TIMEOUT)));

    assertThat(story.resolver()).isEqualTo(ActorKind.TIMEOUT);
    assertThat(story.acknowledged()).isNull();
  }

  @Test
  @DisplayName("puts a merged incident outside the population, whatever its kind")
  void merged() {
    IncidentStory story =
        story(
            snapshot("2026-11-02T10:05:00Z", "RESOLVED")
                .with(IncidentField.MERGED_INTO, "P9")
                .with(IncidentField.INCIDENT_KIND, "drill"));

    assertThat(story.population()).isEqualTo(Population.MERGED);
    assertThat(Population.of(null, "Drill")).isEqualTo(Population.DRILL);
    assertThat(Population.of(null, "maintenance")).isEqualTo(Population.MAINTENANCE);
    assertThat(Population.of(null, "incident")).isEqualTo(Population.COUNTED);
  }

  @Test
  @DisplayName("recovers a resolution that no field states from the last resolved row of the log")
  void recovered() {
    IncidentStory story =
        story(
            snapshot("2026-11-02T10:10:00Z", "OPEN").at(0),
            snapshot("2026-11-02T10:21:00Z", "IN_PROGRESS").at(1),
            snapshot("2026-11-02T12:00:00Z", "RESOLVED").at(2),
            snapshot("2026-11-02T12:30:00Z", "RESOLVED").at(3),
            snapshot("2026-11-07T12:30:00Z", "CLOSED").at(4));

    assertThat(story.resolved())
        .isEqualTo(new BasedInstant(Instant.parse("2026-11-02T12:30:00Z"), Basis.EVENT_LOG));
    assertThat(story.closedAt()).isEqualTo("2026-11-07T12:30:00Z");
    assertThat(story.firstTouchAt()).isEqualTo("2026-11-02T10:21:00Z");
    assertThat(story.acknowledged()).isNull();
    assertThat(kinds(story))
        .containsExactly(
            EventKind.TRIGGERED, EventKind.STATE_CHANGED, EventKind.RESOLVED, EventKind.CLOSED);
  }

  @Test
  @DisplayName("shows a return to an open state as reopened and has no resolution meanwhile")
  void reopened() {
    Told first =
        snapshot("2026-11-02T12:00:00Z", "RESOLVED")
            .at(2)
            .with(IncidentField.RESOLVED_AT, "2026-11-02T12:00:00Z");
    Told back = snapshot("2026-11-03T09:00:00Z", "IN_PROGRESS").at(3);
    IncidentStory open = story(snapshot("2026-11-02T10:10:00Z", "OPEN").at(1), first, back);

    assertThat(open.reopenedAt()).hasSize(1);
    assertThat(open.resolved()).isNull();
    assertThat(open.isOpen()).isTrue();

    IncidentStory again =
        story(
            snapshot("2026-11-02T10:10:00Z", "OPEN").at(1),
            first,
            back,
            snapshot("2026-11-03T11:00:00Z", "RESOLVED").at(4));
    assertThat(again.resolved())
        .isEqualTo(new BasedInstant(Instant.parse("2026-11-03T11:00:00Z"), Basis.EVENT_LOG));
    assertThat(again.reopenedAt()).hasSize(1);
  }

  @Test
  @DisplayName("shows no reopening when the source's count says that the row came before")
  void belatedRow() {
    IncidentStory story =
        story(
            snapshot("2026-11-02T10:52:00Z", "OPEN").at(1),
            snapshot("2026-11-02T11:03:00Z", "RESOLVED").at(2),
            snapshot("2026-11-02T11:10:00Z", "OPEN").at(1),
            snapshot("2026-11-05T12:00:00Z", "CLOSED").at(3));

    assertThat(story.reopenedAt()).isEmpty();
  }

  @Test
  @DisplayName("lets an event after the last snapshot decide whether it is open")
  void laterEventDecides() {
    IncidentStory resolved =
        story(
            snapshot("2026-11-02T10:01:00Z", "IN_PROGRESS"),
            log(event("10:30:00", EventKind.RESOLVED, ActorKind.HUMAN)));
    assertThat(resolved.state()).isEqualTo(IncidentState.RESOLVED);

    IncidentStory reopened =
        story(
            snapshot("2026-11-02T10:31:00Z", "RESOLVED"),
            log(event("10:30:00", EventKind.RESOLVED, ActorKind.HUMAN)),
            log(event("10:45:00", EventKind.REOPENED, ActorKind.HUMAN)));
    assertThat(reopened.isOpen()).isTrue();
    assertThat(reopened.resolved()).isNull();
  }

  @Test
  @DisplayName("falls back to the latest record that states a field")
  void lastWord() {
    IncidentStory story =
        story(
            snapshot("2026-11-02T10:10:00Z", "OPEN").with(IncidentField.TENANT, "north"),
            snapshot("2026-11-02T10:20:00Z", "OPEN").with(IncidentField.TENANT, "south"),
            snapshot("2026-11-02T10:30:00Z", "OPEN"));

    assertThat(story.fields().text(IncidentField.TENANT)).isEqualTo("south");
  }

  @Test
  @DisplayName("tells an event once although a snapshot and two exports of the log tell of it")
  void eventsOnce() {
    IncidentEvent withoutActor =
        new IncidentEvent(
            Instant.parse("2026-11-02T10:00:09Z"),
            EventKind.ACKNOWLEDGED,
            ActorKind.UNKNOWN,
            null,
            null);
    IncidentEvent told = event("10:00:09", EventKind.ACKNOWLEDGED, ActorKind.HUMAN);
    IncidentEvent other =
        new IncidentEvent(told.at(), EventKind.ACKNOWLEDGED, ActorKind.HUMAN, "PX2", "website");

    assertThat(IncidentTimeline.of(List.of(withoutActor, told, told)).events())
        .containsExactly(told);
    assertThat(IncidentTimeline.of(List.of(told, other)).events()).containsExactly(told, other);
  }

  @Test
  @DisplayName("knows the first touch only where no change went unseen between two exports")
  void firstTouchBetweenExports() {
    IncidentStory seen =
        story(
            snapshot("2026-11-02T10:00:00Z", "OPEN").at(0).in("week 1"),
            snapshot("2026-11-02T10:21:00Z", "IN_PROGRESS").at(1).in("week 2"));
    IncidentStory seenAtOnce =
        story(
            snapshot("2026-11-02T10:21:00Z", "IN_PROGRESS").at(1).in("week 1"),
            snapshot("2026-11-02T12:00:00Z", "RESOLVED").at(2).in("week 2"));
    IncidentStory unseen =
        story(
            snapshot("2026-11-02T10:00:00Z", "OPEN").at(0).in("week 1"),
            snapshot("2026-11-02T12:00:00Z", "RESOLVED").at(2).in("week 2"));
    IncidentStory unseenAtFirst =
        story(
            snapshot("2026-11-02T10:40:00Z", "ON_HOLD").at(2).in("week 1"),
            snapshot("2026-11-02T12:00:00Z", "RESOLVED").at(3).in("week 2"));

    assertThat(seen.firstTouchAt()).isEqualTo("2026-11-02T10:21:00Z");
    assertThat(seenAtOnce.firstTouchAt()).isEqualTo("2026-11-02T10:21:00Z");
    assertThat(unseen.firstTouchAt()).isNull();
    assertThat(unseenAtFirst.firstTouchAt()).isNull();
  }

  @Test
  @DisplayName("takes the first touch of a log as it stands, though a row is missing")
  void firstTouchOfLog() {
    IncidentStory story =
        story(
            snapshot("2026-11-02T10:00:00Z", "OPEN").at(0),
            snapshot("2026-11-02T12:00:00Z", "RESOLVED").at(2));

    assertThat(story.firstTouchAt()).isEqualTo("2026-11-02T12:00:00Z");
  }

  @Test
  @DisplayName("is the same in whatever order the records came")
  void orderDoesNotMatter() {
    List<IncidentRecord> records = new ArrayList<>();
    for (Told told :
        List.of(
            snapshot("2026-11-02T10:10:00Z", "OPEN").with(IncidentField.TITLE, "a"),
            snapshot("2026-11-02T10:10:00Z", "OPEN").with(IncidentField.TITLE, "b"),
            snapshot("2026-11-02T10:10:00Z", "IN_PROGRESS").with(IncidentField.TITLE, "c"),
            snapshot("2026-11-02T12:00:00Z", "RESOLVED"),
            snapshot("2026-11-02T13:00:00Z", "OPEN"),
            snapshot("2026-11-02T14:00:00Z", "CLOSED").with(IncidentField.TENANT, "north"),
            log(event("10:00:09", EventKind.ACKNOWLEDGED, ActorKind.HUMAN)),
            log(event("10:00:09", EventKind.ACKNOWLEDGED, ActorKind.UNKNOWN)),
            log(event("12:00:00", EventKind.RESOLVED, ActorKind.HUMAN)))) {
      records.add(told.record());
    }
    Account expected = Account.of(IncidentStory.of(records));
    Random random = new Random(20261102);
    for (int i = 0; i < 50; i++) {
      Collections.shuffle(records, random);
      assertThat(Account.of(IncidentStory.of(records))).isEqualTo(expected);
    }
  }

  @Test
  @DisplayName("levels clock skew of up to five seconds and keeps what lies further back")
  void skew() {
    Instant start = Instant.parse(OPENED);
    assertThat(ElapsedTime.seconds(start, start.minusSeconds(5))).isZero();
    assertThat(ElapsedTime.seconds(start, start.minusSeconds(6))).isEqualTo(-6);
    assertThat(ElapsedTime.seconds(start, start.plusMillis(1_999))).isEqualTo(1);
  }

  /** Everything that a story says, in comparable form. */
  private record Account(
      Object facts, List<IncidentEvent> events, Map<IncidentField, String> last) {
    static Account of(IncidentStory story) {
      Map<IncidentField, String> last = new EnumMap<>(IncidentField.class);
      for (IncidentField field : IncidentField.values()) {
        String text = story.fields().text(field);
        if (text != null) {
          last.put(field, text);
        }
      }
      List<Object> facts = new ArrayList<>();
      facts.add(story.state());
      facts.add(String.valueOf(story.acknowledged()));
      facts.add(String.valueOf(story.resolved()));
      facts.add(String.valueOf(story.firstTouchAt()));
      facts.add(String.valueOf(story.closedAt()));
      facts.add(story.reopenedAt());
      facts.add(String.valueOf(story.activeSeconds()));
      facts.add(story.response());
      facts.add(String.valueOf(story.resolver()));
      return new Account(facts, story.timeline().events(), last);
    }
  }
}
