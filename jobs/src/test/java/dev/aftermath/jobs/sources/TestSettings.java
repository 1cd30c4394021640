package dev.aftermath.jobs.sources;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Settings as tests need them. */
final class TestSettings {
  private TestSettings() {}

  static SourceSettings zoned(String zone, @Nullable String pattern) {
    return new SourceSettings(
        "test",
        zone,
        pattern,
        null,
        List.of(),
        List.of(),
        RawRecord.INCIDENT,
        Map.of(),
        Map.of(),
        null,
        null,
        null);
  }

  static SourceSettings changes() {
    return of(RawRecord.CHANGE, null, null);
  }

  static SourceSettings problems(@Nullable String zone, @Nullable String pattern) {
    return of(RawRecord.PROBLEM, zone, pattern);
  }

  static SourceSettings slas(@Nullable String zone, @Nullable String pattern) {
    return of(RawRecord.SLA, zone, pattern);
  }

  private static SourceSettings of(String kind, @Nullable String zone, @Nullable String pattern) {
    return new SourceSettings(
        "test", zone, pattern, null, List.of(), List.of(), kind, Map.of(), Map.of(), null, null,
        null);
  }

  /** Where fields are found. */
  static SourceSettings labelled(Map<String, String> fields) {
    return new SourceSettings(
        "test",
        null,
        null,
        null,
        List.of(),
        List.of(),
        RawRecord.INCIDENT,
        fields,
        Map.of(),
        null,
        null,
        null);
  }

  /** An event log with the columns ticket, at, count, state, opened and resolved. */
  static SourceSettings eventLog() {
    return new SourceSettings(
        "test",
        "Europe/Berlin",
        "d/M/yyyy HH:mm",
        null,
        List.of("?"),
        List.of(),
        RawRecord.INCIDENT,
        Map.of("opened_at", "opened", "resolved_at", "resolved", "state", "state"),
        Map.of("new", "open", "done", "resolved"),
        "ticket",
        "at",
        "count");
  }
}
