package dev.aftermath.jobs.sources;

import java.util.List;
import java.util.stream.Stream;

/** Kinds of broken exports of PagerDuty. */
final class BrokenPages {
  private static final SourceSettings PLAIN = SourceSettings.named("test");
  private static final String HUGE = "x".repeat(5_000_000);

  private BrokenPages() {}

  private static BrokenExport page(
      String name, String bad, DefectKind kind, String where, String cause) {
    String good =
        "{\"id\":\"P%d\",\"created_at\":\"2026-03-02T10:00:00Z\",\"status\":\"triggered\"}";
    return new BrokenExport(
        "page: " + name,
        new PagerDutyIncidentsReader(),
        PLAIN,
        "{\"incidents\":[\n" + good.formatted(1) + ",\n" + bad + ",\n" + good.formatted(3) + "]}",
        3,
        List.of("P1", "P3"),
        kind,
        where,
        cause);
  }

  private static BrokenExport refusedPage(
      String name, ExportReader reader, String text, DefectKind kind, String cause) {
    return new BrokenExport("page: " + name, reader, PLAIN, text, 1, List.of(), kind, "", cause);
  }

  static Stream<BrokenExport> pages() {
    String start = "{\"id\":\"P2\",\"created_at\":\"2026-03-02T10:00:00Z\",";
    return Stream.of(
        page(
            "the same name twice",
            start + "\"id\":\"P9\"}",
            DefectKind.DUPLICATE_KEY,
            "line 3",
            "id"),
        page(
            "deep nesting",
            start + "\"a\":" + "[".repeat(10_000) + "]".repeat(10_000) + "}",
            DefectKind.TOO_DEEP,
            "line 3",
            "deeper"),
        page(
            "5 MB in one value",
            start + "\"a\":\"" + HUGE + "\"}",
            DefectKind.TOO_LARGE,
            "line 3",
            "maximum allowed (4194304"),
        page(
            "bytes that are not UTF-8",
            start + "\"title\":\"\u00c3(\"}",
            DefectKind.BAD_ENCODING,
            "line 3",
            "0xC3"),
        page(
            "NUL",
            start + "\"title\":\"a\u0000\"}",
            DefectKind.CONTROL_CHARACTER,
            "line 3",
            "0000"),
        page(
            "a value without quotes",
            start + "\"title\":oops}",
            DefectKind.MALFORMED,
            "line 3",
            ""),
        page(
            "no id",
            "{\"created_at\":\"2026-03-02T10:00:00Z\"}",
            DefectKind.MISSING_FIELD,
            "line 3, column 1, id",
            "absent or empty"),
        page("no creation", "{\"id\":\"P2\"}", DefectKind.MISSING_FIELD, "created_at", "absent"),
        page("a record that is a text", "\"P2\"", DefectKind.WRONG_TYPE, "line 3", "an object"));
  }

  static Stream<BrokenExport> valuesOfPages() {
    String start = "{\"id\":\"P2\",\"created_at\":\"2026-03-02T10:00:00Z\",";
    return Stream.of(
        page(
            "an object where a text must be",
            "{\"id\":{\"a\":1},\"created_at\":\"2026-03-02T10:00:00Z\"}",
            DefectKind.WRONG_TYPE,
            "id",
            "{\"a\":1}"),
        page(
            "a text where a list must be",
            start + "\"log_entries\":\"none\"}",
            DefectKind.WRONG_TYPE,
            "log_entries",
            "\"none\""),
        page(
            "a time without a zone",
            "{\"id\":\"P2\",\"created_at\":\"2026-03-02T10:00:00\"}",
            DefectKind.BAD_TIME,
            "created_at",
            "without a zone"),
        page(
            "a number for a time",
            "{\"id\":\"P2\",\"created_at\":1e400}",
            DefectKind.BAD_TIME,
            "created_at",
            "not a date"),
        page(
            "the year 9999",
            start + "\"resolved_at\":\"9999-12-31T00:00:00Z\"}",
            DefectKind.TIME_OUT_OF_RANGE,
            "resolved_at",
            "9999"),
        page(
            "resolved six seconds before created",
            start + "\"resolved_at\":\"2026-03-02T09:59:54Z\"}",
            DefectKind.TIME_ORDER,
            "resolved_at",
            "2026-03-02T09:59:54Z is before opened_at"),
        page(
            "another object",
            start + "\"type\":\"service\"}",
            DefectKind.WRONG_FORMAT,
            "type",
            "\"service\""));
  }

  static Stream<BrokenExport> refusedPages() {
    return Stream.of(
        new BrokenExport(
            "page: cut off",
            new PagerDutyIncidentsReader(),
            PLAIN,
            "{\"incidents\":[{\"id\":\"P1\",\"created_at\":\"2026-03-02T10:00:00Z\"},{\"id\":\"P",
            2,
            List.of("P1"),
            DefectKind.TRUNCATED,
            "line 1, column",
            "ends"),
        new BrokenExport(
            "page: a log entry without its incident",
            new PagerDutyLogEntriesReader(),
            PLAIN,
            "[{\"type\":\"trigger_log_entry\",\"created_at\":\"2026-03-02T10:00:00Z\"}]",
            1,
            List.of(),
            DefectKind.MISSING_FIELD,
            "incident",
            "absent"),
        refusedPage(
            "an error answer",
            new PagerDutyIncidentsReader(),
            "{\"error\":{\"message\":\"Unauthorized\",\"code\":2006}}",
            DefectKind.ERROR_RESPONSE,
            "incidents"),
        refusedPage(
            "another answer",
            new PagerDutyIncidentsReader(),
            "{\"users\":[{\"id\":\"PU\"}]}",
            DefectKind.WRONG_FORMAT,
            "users"),
        refusedPage(
            "Analytics without a zone",
            new PagerDutyAnalyticsReader(),
            "{\"data\":[{\"id\":\"P1\",\"created_at\":\"2026-03-02T10:00:00\"}]}",
            DefectKind.BAD_TIME,
            "no time_zone"),
        refusedPage(
            "Analytics with an unknown zone",
            new PagerDutyAnalyticsReader(),
            "{\"data\":[{\"id\":\"P1\",\"created_at\":\"2026-03-02T10:00:00\"}],\"time_zone\":\"Mars\"}",
            DefectKind.BAD_TIME,
            "\"Mars\" is no time zone"),
        refusedPage(
            "CSV without a declared zone",
            new PagerDutyCsvReader(),
            "id,created_on\nP1,2026-03-02 10:00:00\n",
            DefectKind.BAD_TIME,
            "no zone is declared"),
        refusedPage(
            "no JSON", new PagerDutyIncidentsReader(), "id;title\n", DefectKind.WRONG_FORMAT, ""));
  }
}
