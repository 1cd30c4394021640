package dev.aftermath.jobs.domain.incident;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Records in the making, and the story of them. */
final class Told {
  /** When every incident here was opened. */
  static final String OPENED = "2026-11-02T10:00:00Z";

  private final @Nullable Instant versionAt;
  private final Map<IncidentField, String> fields = new EnumMap<>(IncidentField.class);
  private final List<IncidentEvent> events;
  private long sequence;
  private String export = "export";

  private Told(@Nullable String versionAt, List<IncidentEvent> events) {
    this.versionAt = versionAt == null ? null : Instant.parse(versionAt);
    this.events = events;
  }

  Told with(IncidentField field, String value) {
    fields.put(field, value);
    return this;
  }

  Told at(long changeCount) {
    sequence = changeCount;
    return this;
  }

  Told in(String exportId) {
    export = exportId;
    return this;
  }

  IncidentRecord record() {
    return new IncidentRecord(
        export, versionAt, sequence, 1, fields + " " + events, Map.copyOf(fields), events);
  }

  static Told snapshot(String versionAt, String state) {
    return new Told(versionAt, List.of())
        .with(IncidentField.STATE, state)
        .with(IncidentField.OPENED_AT, OPENED);
  }

  static Told log(IncidentEvent event) {
    return new Told(null, List.of(event));
  }

  static IncidentEvent event(String time, EventKind kind, ActorKind actor) {
    return new IncidentEvent(
        Instant.parse("2026-11-02T" + time + "Z"), kind, actor, "PX1", "website");
  }

  static IncidentStory story(Told... told) {
    List<IncidentRecord> records = new ArrayList<>();
    for (Told one : told) {
      records.add(one.record());
    }
    return IncidentStory.of(records);
  }

  static long seconds(@Nullable BasedInstant based) {
    assertThat(based).isNotNull();
    return ElapsedTime.seconds(Instant.parse(OPENED), based.at());
  }

  static List<EventKind> kinds(IncidentStory story) {
    return story.timeline().events().stream().map(IncidentEvent::kind).toList();
  }
}
