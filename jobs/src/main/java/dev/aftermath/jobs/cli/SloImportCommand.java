package dev.aftermath.jobs.cli;

import dev.aftermath.jobs.config.ImportFormat;
import dev.aftermath.jobs.config.Problem;
import dev.aftermath.jobs.config.SloImport;
import dev.aftermath.jobs.config.Spelling;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "import",
    mixinStandardHelpOptions = true,
    description = {
      "Turns SLO files of Sloth, Pyrra and slo-generator into OpenSLO v1.",
      "What is not carried over is listed as a note on the error stream, at file:line:column.",
      "Ends with code 3 when an SLO could not be turned; the others are."
    },
    footerHeading = "%nExample:%n",
    footer = "  aftermath slo import sloth/*.yml --output conf/slos")
final class SloImportCommand implements Callable<Integer> {
  @Parameters(paramLabel = "FILE", arity = "1..*", description = "Files of the other tool.")
  private List<Path> files = new ArrayList<>();

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "sloth, pyrra or slo-generator. Default: each document gives itself away.")
  private @Nullable String format;

  @Option(
      names = "--output",
      paramLabel = "DIR",
      description = "Write one file for each SLO into this folder. Default: print all of them.")
  private @Nullable Path output;

  @CommandLine.Spec
  private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

  @Override
  public Integer call() throws IOException {
    files.forEach(InputFiles::mustExist);
    SloImport imported = SloImport.read(files, chosen(format));
    PrintWriter err = spec.commandLine().getErr();
    for (Problem note : imported.notes()) {
      err.println(note.withMessage("note: " + note.message()));
    }
    imported.problems().forEach(err::println);
    boolean written = output == null ? print(imported) : write(imported, output, err);
    err.println(
        imported.slos().size()
            + " SLOs were turned, with "
            + imported.notes().size()
            + " notes and "
            + imported.problems().size()
            + " problems.");
    return (written && imported.problems().isEmpty() ? ExitCode.DONE : ExitCode.INVALID).code();
  }

  private static @Nullable ImportFormat chosen(@Nullable String word) {
    return word == null
        ? null
        : ImportFormat.ofWord(word)
            .orElseThrow(
                () ->
                    new InvalidInputException(
                        "Unknown --format \""
                            + word
                            + "\""
                            + Spelling.suggestion(word, ImportFormat.words())));
  }

  private boolean print(SloImport imported) {
    PrintWriter out = spec.commandLine().getOut();
    for (SloImport.ImportedSlo slo : imported.slos()) {
      out.println("---");
      out.print(slo.yaml());
    }
    out.flush();
    return true;
  }

  private static boolean write(SloImport imported, Path folder, PrintWriter err)
      throws IOException {
    Files.createDirectories(folder);
    boolean all = true;
    for (SloImport.ImportedSlo slo : imported.slos()) {
      Path file = folder.resolve(slo.name() + ".yaml");
      if (Files.exists(file)) {
        err.println(file + " is there already and is left as it is; remove it to import anew");
        all = false;
      } else {
        Files.writeString(file, slo.yaml());
      }
    }
    return all;
  }
}
