package dev.aftermath.jobs.cli;

import dev.aftermath.jobs.config.PlatformSettings;
import dev.aftermath.jobs.domain.calendar.ReportWeek;
import dev.aftermath.jobs.lake.LakeFiles;
import dev.aftermath.jobs.pipeline.Publication;
import dev.aftermath.jobs.publish.EvidencePacks;
import dev.aftermath.reports.evidence.EvidenceVerifier;
import dev.aftermath.reports.evidence.Verification;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
    name = "evidence",
    mixinStandardHelpOptions = true,
    description = "Seals, lists and verifies evidence packs.",
    subcommands = {
      EvidenceCommand.Pack.class,
      EvidenceCommand.Verify.class,
      EvidenceCommand.Listing.class
    })
final class EvidenceCommand implements Runnable {
  @CommandLine.Spec
  private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }

  @Command(
      name = "pack",
      mixinStandardHelpOptions = true,
      description = "Seals the evidence of a week as the tables tell it now, beside earlier packs.",
      footerHeading = "%nExample:%n",
      footer = "  aftermath evidence pack --week 2026-W46")
  static final class Pack implements Callable<Integer> {
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
        String name = publication.seal(publication.figures(wanted), wanted, platform.runId());
        spec.commandLine().getOut().println(name);
        return ExitCode.DONE.code();
      }
    }
  }

  @Command(
      name = "verify",
      mixinStandardHelpOptions = true,
      description = {
        "Verifies packs, zipped or unpacked, against their manifests. Needs neither Spark nor a"
            + " lake.",
        "Ends with code 5 when anything was changed, added or removed."
      },
      footerHeading = "%nExample:%n",
      footer = "  aftermath evidence verify pack-all-2026-W46-0001.zip")
  static final class Verify implements Callable<Integer> {
    @Parameters(paramLabel = "PACK", arity = "1..*", description = "Zip files or folders.")
    private List<Path> packs = new ArrayList<>();

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

    @Override
    public Integer call() throws Exception {
      PrintWriter out = spec.commandLine().getOut();
      boolean allValid = true;
      for (Path pack : packs) {
        if (!Files.exists(pack)) {
          throw new InvalidInputException("Cannot verify " + pack + ": it is not there.");
        }
        Verification verification = EvidenceVerifier.verify(pack);
        allValid &= verification.isValid();
        out.println(
            (verification.isValid() ? "VALID    " : "INVALID  ")
                + pack
                + ": "
                + verification.filesChecked()
                + " files"
                + (verification.tagManifestSha256().isEmpty()
                    ? ""
                    : ", sealed as " + verification.tagManifestSha256()));
        verification.findings().forEach(finding -> out.println("  " + finding.message()));
      }
      return (allValid ? ExitCode.DONE : ExitCode.FAILED_CHECK).code();
    }
  }

  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description = "Lists the packs that were sealed. Starts no Spark.",
      footerHeading = "%nExample:%n",
      footer = "  aftermath evidence list --output world/out")
  static final class Listing implements Callable<Integer> {
    @Mixin private CommonOptions options = new CommonOptions();

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

    @Override
    public Integer call() {
      PlatformSettings settings = options.settings();
      LakeFiles output = Platform.files(settings, settings.output());
      EvidencePacks.sealed(output)
          .forEach(name -> spec.commandLine().getOut().println(output.uri(name)));
      return ExitCode.DONE.code();
    }
  }
}
