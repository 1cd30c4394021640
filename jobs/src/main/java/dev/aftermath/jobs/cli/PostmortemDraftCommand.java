package dev.aftermath.jobs.cli;

import dev.aftermath.jobs.domain.draft.DraftMarkdown;
import dev.aftermath.jobs.domain.draft.PostmortemDraft;
import dev.aftermath.jobs.pipeline.PostmortemDrafting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "draft",
    mixinStandardHelpOptions = true,
    description = {
      "Drafts the postmortem of an incident from what the lake tells of it.",
      "Facts, impact, exact error budgets, timeline, changes before it, earlier episodes, similar",
      "incidents and what is owed, each line with its source. What the data does not say stands",
      "there as a question; cause, lessons and action items are left for people to write. Put into",
      "the checkout of postmortems, the next run reads the file as a draft of this incident."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  aftermath postmortem draft INC0012345",
      "  aftermath postmortem draft INC0012345 --output postmortems/INC0012345.md",
      "  aftermath postmortem draft https://example.pagerduty.com/incidents/Q1ABC2 --format json",
      "  aftermath postmortem draft pagerduty:Q1ABC2 --as-published 2026-11-17T06:00:00Z"
    })
final class PostmortemDraftCommand implements Callable<Integer> {
  /** How a draft is written. */
  enum Format {
    MARKDOWN,
    JSON
  }

  @Mixin private LakeOptions options = new LakeOptions();

  @Parameters(
      paramLabel = "INCIDENT",
      description = {
        "Its incident_id, the number or key of its ticket or page, or a link to either."
      })
  private String incident = "";

  @Mixin private PublishedOption published = new PublishedOption();

  @Option(
      names = "--output",
      paramLabel = "FILE",
      description = "Write a new file; one that is there is left alone. Default: print the draft.")
  private @Nullable Path output;

  @Option(
      names = "--format",
      defaultValue = "markdown",
      paramLabel = "FORMAT",
      description = "markdown or json. Default: ${DEFAULT-VALUE}.")
  private Format format = Format.MARKDOWN;

  @CommandLine.Spec
  private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

  @Override
  public Integer call() throws IOException {
    Path file = output;
    if (file != null && Files.exists(file)) {
      throw new InvalidInputException(
          file
              + " is there already and is left as it is, since somebody may have worked on it."
              + " Name another file, or remove it to draft anew");
    }
    try (Platform platform = Platform.forReading(options)) {
      PostmortemDraft draft =
          PostmortemDrafting.of(
              platform.lake(),
              platform.settings(),
              incident,
              published.atMost(platform.startedAt()).orElse(null));
      String text =
          format == Format.JSON
              ? PostmortemDraftJson.of(draft).toPrettyString() + "\n"
              : DraftMarkdown.of(draft);
      if (file == null) {
        spec.commandLine().getOut().print(text);
        spec.commandLine().getOut().flush();
      } else {
        write(file, text);
        spec.commandLine().getOut().println(file);
      }
      return ExitCode.DONE.code();
    }
  }

  private static void write(Path file, String text) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    Files.writeString(file, text, StandardOpenOption.CREATE_NEW);
  }
}
