package dev.aftermath.jobs.cli;

import dev.aftermath.jobs.config.SloValidation;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    name = "validate",
    mixinStandardHelpOptions = true,
    description = {
      "Reads OpenSLO files and folders and prints everything that is wrong, as file:line:column.",
      "Ends with code 3 when anything is."
    },
    footerHeading = "%nExample:%n",
    footer = "  aftermath slo validate conf/slos")
final class SloValidateCommand implements Callable<Integer> {
  @Parameters(paramLabel = "PATH", arity = "1..*", description = "Files and folders.")
  private List<Path> paths = new ArrayList<>();

  @CommandLine.Spec
  private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

  @Override
  public Integer call() {
    paths.forEach(InputFiles::mustExist);
    SloValidation validation = SloValidation.of(paths);
    PrintWriter out = spec.commandLine().getOut();
    validation.problems().forEach(out::println);
    validation.notComputed().forEach(out::println);
    out.println(
        validation.validObjectCount()
            + " objects are valid, "
            + validation.problems().size()
            + " problems.");
    return (validation.sound() ? ExitCode.DONE : ExitCode.INVALID).code();
  }
}
