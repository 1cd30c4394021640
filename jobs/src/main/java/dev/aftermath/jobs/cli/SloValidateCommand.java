package dev.aftermath.jobs.cli;

import dev.aftermath.jobs.config.Problem;
import dev.aftermath.jobs.config.Reading;
import dev.aftermath.jobs.config.SloAnswers;
import dev.aftermath.jobs.config.SloValidation;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "validate",
    mixinStandardHelpOptions = true,
    description = {
      "Reads OpenSLO files and folders and prints everything that is wrong, as file:line:column.",
      "Ends with code 3 when anything is. Warnings change nothing."
    },
    footerHeading = "%nExample:%n",
    footer = "  aftermath slo validate conf/slos")
final class SloValidateCommand implements Callable<Integer> {
  @Parameters(paramLabel = "PATH", arity = "1..*", description = "Files and folders.")
  private List<Path> paths = new ArrayList<>();

  @Option(
      names = "--lenient",
      description =
          "Take with a warning what breaks the text of OpenSLO but is common, such as a calendar"
              + " window of 1m for a month.")
  private boolean lenient;

  @Option(
      names = "--answers",
      description = "Also print how each SLO is judged where OpenSLO leaves it open.")
  private boolean answers;

  @CommandLine.Spec
  private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

  @Override
  public Integer call() {
    paths.forEach(InputFiles::mustExist);
    SloValidation validation = SloValidation.of(paths, lenient ? Reading.LENIENT : Reading.STRICT);
    PrintWriter out = spec.commandLine().getOut();
    validation.problems().forEach(out::println);
    for (Problem warning : validation.warnings()) {
      out.println(warning.withMessage("warning: " + warning.message()));
    }
    validation.notComputed().forEach(out::println);
    if (answers) {
      SloAnswers.of(validation.definitions()).forEach(out::println);
      SloAnswers.toEveryone().forEach(out::println);
    }
    out.println(
        validation.validObjectCount()
            + " objects are valid, "
            + validation.problems().size()
            + " problems.");
    return (validation.sound() ? ExitCode.DONE : ExitCode.INVALID).code();
  }
}
