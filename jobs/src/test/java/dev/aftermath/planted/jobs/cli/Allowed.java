package dev.aftermath.planted.jobs.cli;

import dev.aftermath.planted.jobs.pipeline.Progress;
import dev.aftermath.planted.jobs.simulate.World;
import java.time.Instant;
import picocli.CommandLine;

/** The command line sees everything, reads the clock, and talks to the terminal. */
record Allowed(Progress progress, World world, CommandLine commandLine) {
  static void print() {
    System.out.println(Instant.now());
  }
}
