package dev.aftermath.jobs.simulate;

import dev.aftermath.jobs.simulate.Runbook.Language;
import dev.aftermath.jobs.simulate.Runbook.Part;
import dev.aftermath.jobs.simulate.Runbook.Written;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Writes the runbooks as a checkout of their repository holds them. */
final class RunbookExport {

  private static final Map<Language, Map<Part, String>> HEADINGS =
      Map.of(
          Language.ENGLISH,
          Map.of(
              Part.OWNER, "Owner",
              Part.PRECONDITIONS, "Before you begin",
              Part.STEPS, "Steps",
              Part.SUCCESS_INDICATORS, "Verification",
              Part.ROLLBACK, "Rollback"),
          Language.GERMAN,
          Map.of(
              Part.OWNER, "Verantwortlich",
              Part.PRECONDITIONS, "1. Voraussetzungen",
              Part.STEPS, "2. Vorgehen",
              Part.SUCCESS_INDICATORS, "3. Erfolgskontrolle",
              Part.ROLLBACK, "4. Rückbau"));

  private RunbookExport() {}

  static void write(Path exports, World world, Counts counts) throws IOException {
    Path folder = exports.resolve("runbooks");
    Files.createDirectories(folder);
    for (Service service : world.services()) {
      Runbook runbook = Runbook.of(world, service);
      Files.writeString(folder.resolve(runbook.fileName()), text(runbook));
      counts.one("runbooks");
      for (Map.Entry<Part, Written> part : runbook.parts().entrySet()) {
        if (part.getValue() != Written.FULLY) {
          counts.one(
              "defect_runbook_without_" + part.getKey().name().toLowerCase(java.util.Locale.ROOT));
        }
      }
    }
  }

  private static String text(Runbook runbook) {
    boolean german = runbook.language() == Language.GERMAN;
    StringBuilder text = new StringBuilder("---\n");
    text.append("service: ").append(runbook.service().name()).append('\n');
    text.append("reviewed: 2026-01-15\nrevision: ").append(runbook.revision()).append("\n---\n\n");
    text.append(german ? "# Störung " : "# Disturbance of ");
    text.append(runbook.service().displayName()).append("\n\n");
    for (Part part : Part.values()) {
      Written written = runbook.parts().getOrDefault(part, Written.NOT_AT_ALL);
      if (written == Written.NOT_AT_ALL) {
        continue;
      }
      text.append("## ").append(heading(runbook, part)).append("\n\n");
      if (written == Written.FULLY) {
        content(runbook, part).forEach(line -> text.append(line).append('\n'));
        text.append('\n');
      }
    }
    return text.toString();
  }

  private static String heading(Runbook runbook, Part part) {
    return HEADINGS.getOrDefault(runbook.language(), Map.of()).getOrDefault(part, part.name());
  }

  private static List<String> content(Runbook runbook, Part part) {
    return switch (part) {
      case OWNER -> List.of("Team " + runbook.service().team());
      case PRECONDITIONS -> List.of("- Access to the cluster of " + runbook.service().name());
      case STEPS ->
          List.of(
              "1. Look at the dashboard.",
              "2. Restart one process:",
              "",
              "```",
              "restart " + runbook.service().name() + "-1",
              "```");
      case SUCCESS_INDICATORS ->
          List.of("| signal | bound |", "| --- | --- |", "| errors | below 1 % |");
      case ROLLBACK -> List.of("Start the process with the version before.");
    };
  }
}
