package dev.aftermath.jobs.sources;

import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.stream.Stream;

/** Kinds of broken postmortems. */
final class BrokenPostmortems {
  private static final SourceSettings PLAIN = SourceSettings.named("test");

  private BrokenPostmortems() {}

  static Stream<BrokenExport> postmortems() {
    return Stream.of(
        markdown(
            "front matter without an end",
            "---\nservice: checkout\n# Down\n",
            DefectKind.MALFORMED,
            "line 1",
            "does not end"),
        markdown(
            "a template",
            "# Title\n\n## Summary\n\n-\n",
            DefectKind.MISSING_FIELD,
            "the document",
            "no section"),
        markdown(
            "another encoding",
            "## Summary\n\nSt\u00f6rung\n",
            DefectKind.BAD_ENCODING,
            "line 3",
            "UTF-8"),
        markdown(
            "an end before the start",
            """
            ---
            started: 2026-03-01 10:00 UTC
            ended: 2026-03-01 09:00 UTC
            ---
            ## Summary

            Down.
            """,
            DefectKind.TIME_ORDER,
            "end_at",
            "is before"),
        new BrokenExport(
            "postmortem: a page that is cut off",
            new ConfluencePostmortemReader(),
            PLAIN,
            "<h2>Summary</h2>\n<p>Down.",
            1,
            List.of(),
            DefectKind.MALFORMED,
            "line 2",
            "not well-formed"),
        new BrokenExport(
            "postmortem: a page without a body among others",
            new ConfluencePagesReader(),
            PLAIN,
            "{\"results\":[" + page(1) + ",{\"id\":\"2\",\"title\":\"T\"}," + page(3) + "]}",
            3,
            List.of("1", "3"),
            DefectKind.MISSING_FIELD,
            "body.storage",
            "absent"));
  }

  private static String page(int id) {
    return "{\"id\":\"%d\",\"body\":{\"storage\":{\"value\":%s}}}"
        .formatted(id, TextNode.valueOf("<h2>Summary</h2><p>Down.</p>"));
  }

  private static BrokenExport markdown(
      String name, String text, DefectKind kind, String where, String cause) {
    return new BrokenExport(
        "postmortem: " + name,
        new MarkdownPostmortemReader(),
        PLAIN,
        text,
        1,
        List.of(),
        kind,
        where,
        cause);
  }
}
