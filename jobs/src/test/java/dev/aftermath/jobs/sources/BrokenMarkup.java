package dev.aftermath.jobs.sources;

import java.util.List;
import java.util.stream.Stream;

/** Kinds of broken XML exports of ServiceNow. */
final class BrokenMarkup {
  private static final SourceSettings PLAIN = SourceSettings.named("test");
  private static final String HUGE = "x".repeat(5_000_000);

  private BrokenMarkup() {}

  private static BrokenExport xml(
      String name, String bad, DefectKind kind, String where, String cause) {
    return new BrokenExport(
        "xml: " + name,
        new ServiceNowXmlReader(),
        PLAIN,
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<xml><incident><number>I1</number></incident>\n"
            + bad
            + "\n<incident><number>I3</number></incident></xml>",
        3,
        List.of("I1", "I3"),
        kind,
        where,
        cause);
  }

  private static BrokenExport refusedXml(String name, String text, DefectKind kind, String cause) {
    return new BrokenExport(
        "xml: " + name, new ServiceNowXmlReader(), PLAIN, text, 1, List.of(), kind, "line ", cause);
  }

  static Stream<BrokenExport> markup() {
    String record = "<incident><number>I2</number>";
    return Stream.of(
        xml("an open element", record, DefectKind.MALFORMED, "line 3", "is not closed"),
        xml(
            "an undeclared entity",
            record + "<state>&nbsp;</state></incident>",
            DefectKind.MALFORMED,
            "line 3",
            "nbsp"),
        xml(
            "crossed tags",
            record + "<a><b></a></b></incident>",
            DefectKind.MALFORMED,
            "line 3",
            "no XML"),
        xml(
            "a control character",
            record + "<state>\u0001</state></incident>",
            DefectKind.CONTROL_CHARACTER,
            "line 3",
            "U+0001"),
        xml(
            "bytes that are not UTF-8",
            record + "<state>\u00e4</state></incident>",
            DefectKind.BAD_ENCODING,
            "line 3",
            "0xE4"),
        xml(
            "5 MB in one field",
            record + "<state>" + HUGE + "</state></incident>",
            DefectKind.TOO_LARGE,
            "state",
            "5000000"),
        xml(
            "deep nesting",
            record + "<a>".repeat(100) + "</a>".repeat(100) + "</incident>",
            DefectKind.TOO_DEEP,
            "line 3",
            "deeper"),
        xml(
            "the same field twice",
            record + "<number>I9</number></incident>",
            DefectKind.DUPLICATE_KEY,
            "number",
            "twice"));
  }

  static Stream<BrokenExport> refusedMarkup() {
    return Stream.of(
        new BrokenExport(
            "xml: cut off",
            new ServiceNowXmlReader(),
            PLAIN,
            "<xml><incident><number>I1</number></incident><incident><numb",
            2,
            List.of("I1"),
            DefectKind.TRUNCATED,
            "line 1",
            "middle of a record"),
        refusedXml(
            "a document type that pulls in a file",
            "<?xml version=\"1.0\"?><!DOCTYPE xml [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>"
                + "<xml><incident><number>&x;</number></incident></xml>",
            DefectKind.FORBIDDEN_DECLARATION,
            "document type"),
        refusedXml(
            "an encoding that nobody knows",
            "<?xml version=\"1.0\" encoding=\"klingon\"?><xml/>",
            DefectKind.BAD_ENCODING,
            "\"klingon\""),
        refusedXml("another root", "<rss></rss>", DefectKind.WRONG_FORMAT, "<rss>"),
        refusedXml("no XML", "number,state\n", DefectKind.WRONG_FORMAT, "no XML"));
  }
}
