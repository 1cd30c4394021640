package dev.aftermath.jobs.cli;

import dev.aftermath.jobs.pipeline.Checks;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "doctor",
    mixinStandardHelpOptions = true,
    description = {
      "Checks the machine, the settings and the lake, and says what to do about what it finds.",
      "Ends with code 5 when something is wrong. Changes nothing."
    },
    footerHeading = "%nExample:%n",
    footer = "  aftermath doctor --lake world/lake")
final class DoctorCommand implements Callable<Integer> {
  @Mixin private CommonOptions options = new CommonOptions();

  @CommandLine.Spec
  private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

  @Override
  public Integer call() throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    try (Platform platform = Platform.forReading(options)) {
      int failed = 0;
      for (Checks.Finding finding : Checks.of(platform.lake(), platform.settings())) {
        out.println(
            (finding.good() ? "good   " : "WRONG  ") + finding.subject() + ": " + finding.text());
        failed += finding.good() ? 0 : 1;
      }
      out.println(failed == 0 ? "Nothing is wrong." : failed + " checks failed.");
      return (failed == 0 ? ExitCode.DONE : ExitCode.FAILED_CHECK).code();
    }
  }
}
