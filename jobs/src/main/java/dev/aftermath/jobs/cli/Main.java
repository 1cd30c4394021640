package dev.aftermath.jobs.cli;

import dev.aftermath.jobs.config.InvalidSettingsException;
import dev.aftermath.jobs.lake.LockedException;
import dev.aftermath.jobs.pipeline.ExportsNotFoundException;
import dev.aftermath.jobs.pipeline.NotPublishedException;
import dev.aftermath.jobs.pipeline.RefusedDecisionException;
import dev.aftermath.jobs.pipeline.UnknownIncidentException;
import dev.aftermath.jobs.sources.PullException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Option;

/** The command line of Aftermath. */
@Command(
    name = "aftermath",
    version = "aftermath 0.1.0",
    mixinStandardHelpOptions = true,
    description = "SLO and postmortem analytics over the exports of an operations landscape.",
    subcommands = {
      RunCommand.class,
      PullCommand.class,
      IngestCommand.class,
      ComputeCommand.class,
      ReportCommand.class,
      EvidenceCommand.class,
      PublishCommand.class,
      SloCommand.class,
      KpiCommand.class,
      CauseCommand.class,
      PostmortemCommand.class,
      QueryCommand.class,
      SimulateCommand.class,
      StatusCommand.class,
      DoctorCommand.class,
      RehearseCommand.class,
      HelpCommand.class
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  aftermath simulate --folder world",
      "  aftermath run --exports world/exports --lake world/lake --output world/out",
      "  aftermath query --lake world/lake \"SELECT * FROM slo_breaches\"",
      "  aftermath evidence verify world/out/evidence/*.zip"
    })
public final class Main implements Runnable {
  @Option(
      names = "--debug",
      scope = CommandLine.ScopeType.INHERIT,
      description = "Print the stack trace of a failure.")
  private boolean debug;

  @CommandLine.Spec
  private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

  private Main() {}

  /** Runs the command line and ends the process with its exit code. */
  public static void main(String[] args) {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    PrintStream err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
    int code = run(out, err, args);
    out.flush();
    err.flush();
    System.exit(code);
  }

  /** Runs the command line; the product goes to {@code out}, everything else to {@code err}. */
  static int run(PrintStream out, PrintStream err, String... args) {
    CommandLine commands = commands();
    commands.setOut(new PrintWriter(out, true, StandardCharsets.UTF_8));
    commands.setErr(new PrintWriter(err, true, StandardCharsets.UTF_8));
    return commands.execute(args);
  }

  /** All commands, ready to parse a command line. */
  static CommandLine commands() {
    Main main = new Main();
    CommandLine commands = new CommandLine(main);
    commands.registerConverter(Instant.class, Main::instant);
    commands.setCaseInsensitiveEnumValuesAllowed(true);
    commands.setUsageHelpAutoWidth(true);
    commands
        .getCommandSpec()
        .exitCodeOnInvalidInput(ExitCode.USAGE.code())
        .exitCodeOnExecutionException(ExitCode.FAULT.code());
    commands.setExecutionExceptionHandler(
        (exception, commandLine, parsed) -> main.explain(exception, commandLine.getErr()));
    addExitCodes(commands);
    return commands;
  }

  private static void addExitCodes(CommandLine commands) {
    var codes =
        Arrays.stream(ExitCode.values())
            .collect(
                Collectors.toMap(
                    code -> String.valueOf(code.code()),
                    ExitCode::meaning,
                    (a, b) -> a,
                    java.util.LinkedHashMap::new));
    commands.getCommandSpec().usageMessage().exitCodeListHeading("%nExit codes:%n");
    commands.getCommandSpec().usageMessage().exitCodeList(codes);
  }

  private static Instant instant(String text) {
    try {
      return Instant.parse(text);
    } catch (java.time.format.DateTimeParseException e) {
      throw new CommandLine.TypeConversionException(
          "\"" + text + "\" is no instant (must be like 2026-11-24T11:05:00Z)");
    }
  }

  private int explain(Exception exception, PrintWriter err) {
    if (debug) {
      exception.printStackTrace(err);
    }
    if (exception instanceof InvalidSettingsException) {
      err.println(exception.getMessage());
      return ExitCode.INVALID.code();
    }
    if (exception instanceof InvalidInputException
        || exception instanceof ExportsNotFoundException
        || exception instanceof NotPublishedException
        || exception instanceof RefusedDecisionException
        || exception instanceof UnknownIncidentException) {
      err.println(exception.getMessage());
      return ExitCode.INVALID.code();
    }
    if (exception instanceof PullException) {
      err.println(exception.getMessage());
      return ExitCode.SOURCE.code();
    }
    if (exception instanceof LockedException) {
      err.println(exception.getMessage());
      return ExitCode.LOCKED.code();
    }
    Throwable root = exception;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    err.println("Failed: " + exception.getMessage());
    if (root != exception && root.getMessage() != null) {
      err.println("Because: " + root.getMessage());
    }
    if (!debug) {
      err.println("Run the command again with --debug for the details.");
    }
    return ExitCode.FAULT.code();
  }

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }
}
