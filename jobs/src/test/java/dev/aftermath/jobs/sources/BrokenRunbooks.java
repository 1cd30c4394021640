package dev.aftermath.jobs.sources;

import java.util.List;
import java.util.stream.Stream;

/** Kinds of broken runbooks and deployments. */
final class BrokenRunbooks {
  private static final SourceSettings PLAIN = SourceSettings.named("test");

  private BrokenRunbooks() {}

  static Stream<BrokenExport> runbooks() {
    return Stream.of(
        runbook(
            "front matter without an end",
            "---\nowner: Payments\n# Slow\n",
            DefectKind.MALFORMED,
            "line 1",
            "does not end"),
        runbook(
            "front matter that is no YAML",
            "---\nowner: [Payments\nid: 1\n---\n# Slow\n",
            DefectKind.MALFORMED,
            "line 3",
            "no YAML"),
        runbook(
            "a date that the calendar does not have",
            "---\nreviewed: 2026-02-30\n---\n# Slow\n",
            DefectKind.BAD_TIME,
            "reviewed",
            "2026-02-30"),
        runbook(
            "another encoding",
            "# Slow\n\nSt\u00f6rung\n",
            DefectKind.BAD_ENCODING,
            "line 3",
            "UTF-8"),
        runbook("nothing but space", "\n \n", DefectKind.TRUNCATED, "line 1", "blank"),
        new BrokenExport(
            "deployment: no environment",
            new AzureDevOpsDeploymentsReader(),
            PLAIN,
            "{\"value\":["
                + deployment(1)
                + ",{\"id\":2,\"deploymentStatus\":\"succeeded\"},"
                + deployment(3)
                + "]}",
            3,
            List.of("1", "3"),
            DefectKind.MISSING_FIELD,
            "releaseDefinition",
            "absent"));
  }

  private static String deployment(int id) {
    return ("{\"id\":%d,\"deploymentStatus\":\"succeeded\",\"release\":{\"name\":\"R\"},"
            + "\"releaseDefinition\":{\"name\":\"web\"},\"releaseEnvironment\":{\"name\":\"PROD\"}}")
        .formatted(id);
  }

  private static BrokenExport runbook(
      String name, String text, DefectKind kind, String where, String cause) {
    return new BrokenExport(
        "runbook: " + name, new RunbookReader(), PLAIN, text, 1, List.of(), kind, where, cause);
  }
}
