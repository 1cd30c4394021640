package dev.aftermath.jobs.cli;

import dev.aftermath.jobs.pipeline.CauseDeciding;
import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What every decision about causes has in common. */
final class DecisionOptions {
  @Option(
      names = "--note",
      paramLabel = "TEXT",
      description = "Why; stands beside the decision for good. No names of persons, please.")
  private @Nullable String note;

  CauseDeciding on(Platform platform) {
    return new CauseDeciding(platform.lake(), platform.runId(), platform.startedAt(), note);
  }

  static void print(String decision, PrintWriter out) {
    out.println(
        decision + ". Tables say so after the next 'aftermath compute' or 'aftermath run'.");
  }
}
