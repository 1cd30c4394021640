package dev.aftermath.jobs.sources;

import java.util.List;
import java.util.stream.Stream;

/** Kinds of broken answers and lists of ServiceNow. */
final class BrokenTickets {
  private static final SourceSettings PLAIN = SourceSettings.named("test");
  private static final SourceSettings LIST =
      TestSettings.zoned("Europe/Berlin", "yyyy-MM-dd HH:mm:ss");

  private BrokenTickets() {}

  private static BrokenExport ticket(
      String name, String bad, DefectKind kind, String where, String cause) {
    return new BrokenExport(
        "ticket: " + name,
        new ServiceNowTableReader(),
        PLAIN,
        "{\"result\":[{\"number\":\"I1\"},\n{" + bad + "},\n{\"number\":\"I3\"}]}",
        3,
        List.of("I1", "I3"),
        kind,
        where,
        cause);
  }

  static Stream<BrokenExport> tickets() {
    return Stream.of(
        ticket("no number", "\"sys_id\":\"1\"", DefectKind.MISSING_FIELD, "line 2", "number"),
        ticket(
            "closed before opened",
            "\"number\":\"I2\",\"opened_at\":\"2026-01-02 00:00:00\","
                + "\"closed_at\":\"2026-01-01 00:00:00\"",
            DefectKind.TIME_ORDER,
            "closed_at",
            "is before opened_at"),
        ticket(
            "a stored time in a user's pattern",
            "\"number\":\"I2\",\"opened_at\":{\"value\":\"12/12/2016 07:19:57\"}",
            DefectKind.BAD_TIME,
            "opened_at",
            "12/12/2016"),
        ticket(
            "a flag that is none",
            "\"number\":\"I2\",\"made_sla\":\"maybe\"",
            DefectKind.WRONG_TYPE,
            "made_sla",
            "\"maybe\""),
        ticket(
            "a negative count",
            "\"number\":\"I2\",\"reopen_count\":\"-1\"",
            DefectKind.WRONG_TYPE,
            "reopen_count",
            "\"-1\""),
        ticket(
            "a list for a value",
            "\"number\":\"I2\",\"state\":[1]",
            DefectKind.WRONG_TYPE,
            "state",
            "[1]"),
        ticket(
            "a record of another table",
            "\"number\":\"PRB1\",\"sys_class_name\":\"problem\"",
            DefectKind.WRONG_FORMAT,
            "sys_class_name",
            "table problem"),
        ticket(
            "a year that computers were not in",
            "\"number\":\"I2\",\"opened_at\":\"0001-01-01 00:00:00\"",
            DefectKind.TIME_OUT_OF_RANGE,
            "opened_at",
            "0001"),
        new BrokenExport(
            "ticket: a login page",
            new ServiceNowTableReader(),
            PLAIN,
            "\n<html><head><title>ServiceNow</title></head></html>",
            1,
            List.of(),
            DefectKind.WRONG_FORMAT,
            "line 2",
            "web page"));
  }

  private static BrokenExport list(
      String name, SourceSettings settings, String text, DefectKind kind, String cause) {
    return new BrokenExport(
        "list: " + name,
        new ServiceNowCsvReader(),
        settings,
        text,
        2,
        text.contains("I1") ? List.of("I1") : List.of(),
        kind,
        "",
        cause);
  }

  static Stream<BrokenExport> lists() {
    return Stream.of(
        list(
            "a byte that windows-1252 does not have",
            LIST,
            "number,short_description\nI1,a\nI2,\u0081\n",
            DefectKind.BAD_ENCODING,
            "byte 0x81"),
        list(
            "the exporter's last words",
            LIST,
            """
            number,short_description
            I1,a
            Export stopped due to excessive size. Use CSV for a complete export
            """,
            DefectKind.MALFORMED,
            "has 1 values"),
        list(
            "no number column",
            LIST,
            "Nummer,Titel\n1,a\n",
            DefectKind.MISSING_COLUMN,
            "\"number\""),
        list(
            "no pattern declared",
            TestSettings.zoned("UTC", null),
            "number\nX\n",
            DefectKind.BAD_TIME,
            "no date_pattern"));
  }
}
