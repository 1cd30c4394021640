package dev.aftermath.jobs.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Goes once through what a run does, on a small world: the build starts it to learn which classes
 * belong into the class archive.
 */
@Command(
    name = "rehearse",
    hidden = true,
    mixinStandardHelpOptions = true,
    description =
        "Goes once through a run on a small world; the build makes its class archive of it.")
final class RehearseCommand implements Callable<Integer> {
  @Option(
      names = "--folder",
      required = true,
      paramLabel = "FOLDER",
      description = "Where the small world is written.")
  private Path folder = Path.of(".");

  @CommandLine.Spec
  private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

  @Override
  public Integer call() {
    CommandLine root = spec.commandLine().getParent();
    int simulated =
        root.execute("simulate", "--folder", folder.toString(), "--weeks", "2", "--services", "2");
    return simulated != ExitCode.DONE.code()
        ? simulated
        : root.execute(
            "run",
            "--exports",
            folder.resolve("exports").toString(),
            "--lake",
            folder.resolve("lake").toString(),
            "--output",
            folder.resolve("out").toString());
  }
}
