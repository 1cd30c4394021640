package dev.aftermath.jobs.cli;

import dev.aftermath.jobs.domain.calendar.ReportWeek;
import dev.aftermath.jobs.pipeline.Publication;
import dev.aftermath.jobs.publish.RunHealth;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "publish",
    mixinStandardHelpOptions = true,
    description = {
      "Writes the metrics of a week as OpenMetrics text, and pushes them.",
      "They are pushed when the settings, or --pushgateway, name a Pushgateway."
    },
    footerHeading = "%nExample:%n",
    footer = "  aftermath publish --pushgateway http://localhost:9091")
final class PublishCommand implements Callable<Integer> {
  @Mixin private CommonOptions options = new CommonOptions();

  @Mixin private WeekOption week = new WeekOption();

  @Option(names = "--pushgateway", paramLabel = "URL", description = "Base URL of a Pushgateway.")
  private @Nullable String pushgateway;

  @CommandLine.Spec
  private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

  @Override
  public Integer call() throws Exception {
    try (Platform platform = Platform.forReading(options)) {
      ReportWeek wanted = week.of(platform);
      Publication publication =
          new Publication(
              platform.lake(), platform.settings().withPushgateway(pushgateway), platform.asOf());
      RunHealth health =
          new RunHealth(platform.startedAt(), platform.now(), platform.asOf(), Map.of());
      spec.commandLine().getOut().println(publication.metrics(publication.figures(wanted), health));
      return ExitCode.DONE.code();
    }
  }
}
