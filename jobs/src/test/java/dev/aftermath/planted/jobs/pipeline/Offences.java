package dev.aftermath.planted.jobs.pipeline;

import dev.aftermath.planted.jobs.cli.Options;
import dev.aftermath.planted.jobs.simulate.World;
import picocli.CommandLine;

/** A pipeline that knows its caller, knows made-up data, and talks to a terminal. */
final class Offences {
  private Offences() {}

  record KnowsTheCommandLine(Options options) {}

  record KnowsTheSimulation(World world) {}

  record KnowsPicocli(CommandLine commandLine) {}

  static final class Prints {
    private Prints() {}

    static void print() {
      System.out.println("Done");
    }
  }

  static final class PrintsTheTrace {
    private PrintsTheTrace() {}

    static void print(IllegalStateException failure) {
      failure.printStackTrace();
    }
  }
}
