package dev.aftermath.jobs.endtoend;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** The command line in a process of its own, as a timer or a person starts it. */
final class CommandProcess implements AutoCloseable {
  private static final long LONGEST_SECONDS = 600;
  private static final long LOOK_MILLIS = 50;

  private final Process process;
  private final Path out;
  private final Path err;

  private CommandProcess(Process process, Path out, Path err) {
    this.process = process;
    this.out = out;
    this.err = err;
  }

  /** What an ended process left. */
  record Ended(int code, String out, String err) {}

  static CommandProcess start(List<String> arguments) {
    try {
      Path out = Files.createTempFile("aftermath", ".out");
      Path err = Files.createTempFile("aftermath", ".err");
      Process process =
          new ProcessBuilder(command(arguments))
              .redirectOutput(out.toFile())
              .redirectError(err.toFile())
              .start();
      return new CommandProcess(process, out, err);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Runs to the end. */
  static Ended run(String... arguments) throws InterruptedException {
    try (CommandProcess process = start(List.of(arguments))) {
      return process.end();
    }
  }

  /** Waits for the end. */
  Ended end() throws InterruptedException {
    if (!process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)) {
      throw new IllegalStateException("Still running after " + LONGEST_SECONDS + " s");
    }
    return ended();
  }

  /**
   * Kills the process with SIGKILL, some time after the condition holds.
   *
   * @return false when it had ended before
   */
  boolean killWhen(BooleanSupplier condition, long millisAfter) throws InterruptedException {
    while (!condition.getAsBoolean()) {
      if (process.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
        return false;
      }
    }
    if (process.waitFor(millisAfter, TimeUnit.MILLISECONDS)) {
      return false;
    }
    process.destroyForcibly();
    // 128 + 9 is what a process leaves that SIGKILL ended.
    return process.waitFor() == 137;
  }

  private Ended ended() {
    try {
      return new Ended(process.exitValue(), Files.readString(out), Files.readString(err));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
    try {
      Files.deleteIfExists(out);
      Files.deleteIfExists(err);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> command(List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // The packages that Spark needs opened, as this process was given them.
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(argument -> argument.startsWith("--add-opens"))
        .forEach(command::add);
    command.addAll(
        List.of(
            "-Xmx1g",
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            // The quick compiler alone gets 48 MB by default, which Spark fills.
            "-XX:ReservedCodeCacheSize=256m",
            "-Xlog:disable",
            "-Xlog:all=error:stderr",
            "-Djava.awt.headless=true",
            "-Duser.timezone=UTC",
            "-Daftermath.home=" + Path.of("..").toAbsolutePath().normalize(),
            "-cp",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
            "dev.aftermath.jobs.cli.Main"));
    command.addAll(arguments);
    return command;
  }
}
