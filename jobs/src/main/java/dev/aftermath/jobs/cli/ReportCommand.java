package dev.aftermath.jobs.cli;

import dev.aftermath.jobs.domain.calendar.ReportWeek;
import dev.aftermath.jobs.pipeline.Publication;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "report",
    mixinStandardHelpOptions = true,
    description = {
      "Renders the weekly report from the gold tables as they are: PDF, workbook and JSON.",
      "A report of the same week is replaced."
    },
    footerHeading = "%nExample:%n",
    footer = "  aftermath report --week 2026-W46")
final class ReportCommand implements Callable<Integer> {
  @Mixin private CommonOptions options = new CommonOptions();

  @Mixin private WeekOption week = new WeekOption();

  @CommandLine.Spec
  private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

  @Override
  public Integer call() throws Exception {
    try (Platform platform = Platform.forReading(options)) {
      ReportWeek wanted = week.of(platform);
      Publication publication =
          new Publication(platform.lake(), platform.settings(), platform.asOf());
      List<String> files = publication.report(publication.figures(wanted), wanted);
      files.forEach(spec.commandLine().getOut()::println);
      return ExitCode.DONE.code();
    }
  }
}
