package dev.aftermath.jobs.sources;

import java.util.List;
import java.util.stream.Stream;

/** Kinds of broken exports of Alertmanager. */
final class BrokenAlerts {
  private static final SourceSettings PLAIN = SourceSettings.named("test");
  private static final String GOOD_KEY = "0cc9a9718ed7db0d|2026-11-02T09:00:00.123Z";

  private BrokenAlerts() {}

  static Stream<BrokenExport> alerts() {
    return Stream.of(
        snapshot(
            "a time that the calendar does not have",
            firing().replace("2026-11-02T", "2026-02-30T"),
            DefectKind.BAD_TIME,
            "startsAt",
            "2026-02-30"),
        snapshot(
            "a label that is no text",
            firing().replace("\"checkout\"", "7"),
            DefectKind.WRONG_TYPE,
            "labels.service",
            "\"7\""),
        snapshot("no labels", "{\"startsAt\":\"x\"}", DefectKind.MISSING_FIELD, "labels", "absent"),
        snapshot(
            "a notification's alert",
            firing().replace("\"updatedAt\":\"2026-11-02T09:05:00Z\",", ""),
            DefectKind.MISSING_FIELD,
            "updatedAt",
            "absent"),
        notification(
            "a status that is none",
            told("broken", "0001-01-01T00:00:00Z"),
            DefectKind.WRONG_TYPE,
            "status",
            "firing or resolved"),
        notification(
            "over, but never ended",
            told("resolved", "0001-01-01T00:00:00Z"),
            DefectKind.MISSING_FIELD,
            "endsAt",
            "absent"),
        notification(
            "over before it began",
            told("resolved", "2026-11-02T08:00:00Z"),
            DefectKind.TIME_ORDER,
            "resolved_at",
            "before"));
  }

  private static BrokenExport snapshot(
      String name, String broken, DefectKind kind, String where, String cause) {
    return new BrokenExport(
        "alertmanager snapshot: " + name,
        new AlertmanagerAlertsReader(),
        PLAIN,
        "[" + firing() + "," + broken + "]",
        2,
        List.of(GOOD_KEY),
        kind,
        where,
        cause);
  }

  private static BrokenExport notification(
      String name, String broken, DefectKind kind, String where, String cause) {
    return new BrokenExport(
        "alertmanager notification: " + name,
        new AlertmanagerWebhookReader(),
        PLAIN,
        "{\"alerts\":["
            + broken
            + ","
            + told("firing", "0001-01-01T00:00:00Z")
            + "],\"version\":\"4\"}",
        2,
        List.of(GOOD_KEY),
        kind,
        where,
        cause);
  }

  private static String firing() {
    return "{\"labels\":{\"alertname\":\"DiskFull\",\"service\":\"checkout\"},"
        + "\"startsAt\":\"2026-11-02T10:00:00.123+01:00\",\"endsAt\":\"2026-11-02T09:09:00Z\","
        + "\"updatedAt\":\"2026-11-02T09:05:00Z\",\"fingerprint\":\"0cc9a9718ed7db0d\","
        + "\"status\":{\"state\":\"active\"}}";
  }

  private static String told(String status, String end) {
    return ("{\"status\":\"%s\",\"labels\":{\"alertname\":\"DiskFull\",\"service\":\"checkout\"},"
            + "\"startsAt\":\"2026-11-02T10:00:00.123956789+01:00\",\"endsAt\":\"%s\"}")
        .formatted(status, end);
  }
}
