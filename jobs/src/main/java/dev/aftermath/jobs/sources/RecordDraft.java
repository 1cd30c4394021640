package dev.aftermath.jobs.sources;

import dev.aftermath.jobs.domain.incident.IncidentField;
import dev.aftermath.jobs.domain.incident.IncidentState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A record in the making: values come in as written and go out checked. */
final class RecordDraft {
  private final Reading reading;
  private final Map<IncidentField, String> fields = new EnumMap<>(IncidentField.class);
  private final List<RawEvent> events = new ArrayList<>();

  RecordDraft(Reading reading) {
    this.reading = reading;
  }

  /**
   * States a field, unless there is no value.
   *
   * @param name the field's name in the source, for messages
   */
  void put(IncidentField field, String name, @Nullable String written) throws BadRecordException {
    put(field, name, written, reading.times());
  }

  /** States a field by a clock of its own. */
  void put(IncidentField field, String name, @Nullable String written, Times times)
      throws BadRecordException {
    String text = reading.present(written);
    if (text == null) {
      return;
    }
    String normal = FieldValues.normal(field, name, text, times);
    if (normal == null) {
      reading.warnOnce(
          name + " \"" + BadRecordException.shown(text) + "\" has no rank and is left out.");
    } else {
      fields.put(field, normal);
    }
  }

  /** States a field whose value is in its form already. */
  void put(IncidentField field, String value) {
    fields.put(field, value);
  }

  /** States where the incident stands. */
  void putState(IncidentState state, String written) {
    fields.put(IncidentField.STATE, state.name());
    fields.put(IncidentField.STATE_AS_WRITTEN, written);
  }

  /** What was stated about the field so far; null when nothing was. */
  @Nullable String stated(IncidentField field) {
    return fields.get(field);
  }

  /** Says that something happened. */
  void add(RawEvent event) {
    events.add(event);
  }

  /** The record, if it keeps the rules of {@link IncidentChecks}. */
  RawRecord finish(
      long position, String key, @Nullable Instant versionAt, long sequence, String body)
      throws BadRecordException {
    return finishAs(reading.settings().recordKind(), position, key, versionAt, sequence, body);
  }

  /** As {@link #finish}, where the format alone says what its records are about. */
  RawRecord finishAs(
      String kind,
      long position,
      String key,
      @Nullable Instant versionAt,
      long sequence,
      String body)
      throws BadRecordException {
    IncidentChecks.checkOrder(fields);
    return new RawRecord(position, kind, key, versionAt, sequence, fields, events, body);
  }
}
