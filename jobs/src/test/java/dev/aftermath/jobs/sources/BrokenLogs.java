package dev.aftermath.jobs.sources;

import java.util.List;
import java.util.stream.Stream;

/** Kinds of broken event logs. */
final class BrokenLogs {
  private static final String HUGE = "x".repeat(5_000_000);

  private BrokenLogs() {}

  private static BrokenExport log(
      String name, String bad, DefectKind kind, String where, String cause) {
    String row = ",1/1/2016 01:16,0,New,1/1/2016 01:00,?\n";
    return new BrokenExport(
        "log: " + name,
        new EventLogCsvReader(),
        TestSettings.eventLog(),
        "ticket,at,count,state,opened,resolved\nT1" + row + bad + "T3" + row,
        3,
        List.of("T1", "T3"),
        kind,
        where,
        cause);
  }

  private static BrokenExport refusedLog(
      String name, SourceSettings settings, String text, DefectKind kind, String cause) {
    return new BrokenExport(
        "log: " + name, new EventLogCsvReader(), settings, text, 1, List.of(), kind, "", cause);
  }

  static Stream<BrokenExport> eventLogs() {
    return Stream.of(
        log(
            "too few values",
            "T2,1/1/2016 01:16\n",
            DefectKind.MALFORMED,
            "line 3",
            "has 2 values where the header has 6 columns"),
        log(
            "too many values",
            "T2,1/1/2016 01:16,0,New,?,?,more\n",
            DefectKind.MALFORMED,
            "line 3",
            "has 7 values"),
        log(
            "text behind a quoted value",
            "\"T2\"x,1/1/2016 01:16,0,New,?,?\n",
            DefectKind.MALFORMED,
            "line 3",
            "is no CSV"),
        log(
            "bytes that are not UTF-8",
            "T2,1/1/2016 01:16,0,N\u00ffw,?,?\n",
            DefectKind.BAD_ENCODING,
            "line 3, state",
            "byte 0xFF at its character 2"),
        log(
            "NUL",
            "T2,1/1/2016 01:16,0,N\u0000w,?,?\n",
            DefectKind.CONTROL_CHARACTER,
            "line 3, state",
            "U+0000"));
  }

  static Stream<BrokenExport> valuesOfLogs() {
    return Stream.of(
        log(
            "5 MB in one value",
            "T2,1/1/2016 01:16,0," + HUGE + ",?,?\n",
            DefectKind.TOO_LARGE,
            "line 3, state",
            "5000000 characters"),
        log(
            "a date of another pattern",
            "T2,2016-01-01 01:16,0,New,?,?\n",
            DefectKind.BAD_TIME,
            "line 3, at",
            "\"2016-01-01 01:16\""),
        log(
            "the year 1",
            "T2,1/1/0001 01:16,0,New,?,?\n",
            DefectKind.TIME_OUT_OF_RANGE,
            "line 3, at",
            "1/1/0001"),
        log(
            "the year 9999",
            "T2,1/1/2016 01:16,0,New,31/12/9999 00:00,?\n",
            DefectKind.TIME_OUT_OF_RANGE,
            "line 3, opened",
            "31/12/9999"),
        log(
            "resolved before opened",
            "T2,1/1/2016 01:16,0,New,2/1/2016 01:16,1/1/2016 01:16\n",
            DefectKind.TIME_ORDER,
            "line 3, resolved_at",
            "2016-01-01T00:16:00Z is before opened_at 2016-01-02T00:16:00Z"),
        log(
            "no key",
            "?,1/1/2016 01:16,0,New,?,?\n",
            DefectKind.MISSING_FIELD,
            "line 3, ticket",
            "absent or empty"),
        log("no clock", "T2,?,0,New,?,?\n", DefectKind.MISSING_FIELD, "line 3, at", "empty"),
        log(
            "a count that is no number",
            "T2,1/1/2016 01:16,many,New,?,?\n",
            DefectKind.WRONG_TYPE,
            "line 3, count",
            "\"many\""),
        new BrokenExport(
            "log: cut off in its last row",
            new EventLogCsvReader(),
            TestSettings.eventLog(),
            "ticket,at,count,state,opened,resolved\nT1,1/1/2016 01:16,0,New,?,?\nT2,1/1/20",
            2,
            List.of("T1"),
            DefectKind.TRUNCATED,
            "line 3",
            "has 2 values"));
  }

  static Stream<BrokenExport> refusedLogs() {
    SourceSettings good = TestSettings.eventLog();
    return Stream.of(
        refusedLog("an empty file", good, "", DefectKind.TRUNCATED, "empty"),
        refusedLog(
            "a column named twice",
            good,
            "ticket,at,at,state,opened,resolved\n",
            DefectKind.DUPLICATE_KEY,
            "the column \"at\" twice"),
        refusedLog(
            "a web page",
            good,
            "<!DOCTYPE html><html><body>Log in</body></html>",
            DefectKind.ERROR_RESPONSE,
            "web page"),
        refusedLog("UTF-16", good, "\u00ff\u00fet\u0000i\u0000", DefectKind.BAD_ENCODING, "UTF-16"),
        refusedLog("an archive", good, "PK\u0003\u0004....", DefectKind.WRONG_FORMAT, "archive"),
        refusedLog(
            "no zone declared",
            new SourceSettings(
                "test",
                null,
                "d/M/yyyy",
                null,
                List.of(),
                List.of(),
                "incident",
                good.fields(),
                good.states(),
                "ticket",
                "at",
                null),
            "ticket,at\n",
            DefectKind.BAD_TIME,
            "no zone is declared"),
        refusedLog(
            "no pattern declared",
            new SourceSettings(
                "test",
                "UTC",
                null,
                null,
                List.of(),
                List.of(),
                "incident",
                good.fields(),
                good.states(),
                "ticket",
                "at",
                null),
            "ticket,at\n",
            DefectKind.BAD_TIME,
            "no date_pattern is declared"));
  }
}
