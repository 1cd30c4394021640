package dev.aftermath.jobs.pipeline;

import dev.aftermath.jobs.domain.digest.Sha256;
import dev.aftermath.jobs.lake.Commit;
import dev.aftermath.jobs.lake.Lake;
import dev.aftermath.jobs.lake.TableSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Runs steps in the order of their inputs, independent ones side by side. */
public final class Pipeline {
  /** Raised when the same inputs give other rows than before: all tables are then made again. */
  private static final String CODE_VERSION = "1";

  /** Beyond two or three, steps only compete for the cores. */
  private static final int SIDE_BY_SIDE = 3;

  private final Lake lake;
  private final String runId;
  private final Progress progress;

  /** A pipeline over the lake, in the name of the run. */
  public Pipeline(Lake lake, String runId, Progress progress) {
    this.lake = lake;
    this.runId = runId;
    this.progress = progress;
  }

  /**
   * Runs the steps, each after those that write its inputs.
   *
   * @param steps in an order in which every input is written before it is read
   * @return what each did, in the order of the steps
   */
  public List<StepResult> run(List<Step> steps) {
    ExecutorService workers = Executors.newFixedThreadPool(SIDE_BY_SIDE);
    try {
      Map<TableSpec, CompletableFuture<StepResult>> running = new HashMap<>();
      List<CompletableFuture<StepResult>> all = new ArrayList<>();
      for (Step step : steps) {
        CompletableFuture<?>[] before =
            step.inputs().stream()
                .map(running::get)
                .filter(java.util.Objects::nonNull)
                .toArray(CompletableFuture<?>[]::new);
        CompletableFuture<StepResult> result =
            CompletableFuture.allOf(before).thenApplyAsync(nothing -> run(step), workers);
        running.put(step.output(), result);
        all.add(result);
      }
      return all.stream().map(CompletableFuture::join).toList();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    } finally {
      end(workers);
    }
  }

  private StepResult run(Step step) {
    String name = step.output().name();
    long began = System.nanoTime();
    progress.started(name);
    String inputs = digest(step);
    Optional<Commit> last = lake.newest(step.output());
    StepResult result;
    if (last.isPresent() && last.get().inputs().equals(inputs)) {
      result = result(name, StepResult.Outcome.UNCHANGED, last.get().version(), -1, began);
    } else {
      lake.spark().sparkContext().setJobGroup(name, "compute " + name, false);
      lake.replace(step.output(), step.rows().apply(lake), runId, inputs);
      Commit written = lake.newest(step.output()).orElseThrow();
      result =
          result(name, StepResult.Outcome.WRITTEN, written.version(), written.rowCount(), began);
    }
    progress.ended(result);
    return result;
  }

  private static StepResult result(
      String step, StepResult.Outcome outcome, long version, long rows, long began) {
    long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
    return new StepResult(step, outcome, version, rows, millis);
  }

  private String digest(Step step) {
    StringBuilder parts = new StringBuilder(CODE_VERSION);
    parts.append('\n').append(step.output().schema().toDDL());
    for (TableSpec input : step.inputs()) {
      long version = lake.newest(input).map(Commit::version).orElse(-1L);
      parts.append('\n').append(input.name()).append('@').append(version);
    }
    parts.append('\n').append(step.definition());
    return Sha256.hex(parts.toString());
  }

  private static void end(ExecutorService workers) {
    workers.shutdownNow();
    try {
      if (!workers.awaitTermination(1, TimeUnit.MINUTES)) {
        throw new IllegalStateException("A step does not end after another failed");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
