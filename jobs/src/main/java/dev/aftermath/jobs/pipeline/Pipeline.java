package dev.aftermath.jobs.pipeline;

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
    Task task = Task.of(lake, step, runId);
    if (!task.isDone()) {
      lake.spark().sparkContext().setJobGroup(name, "compute " + name, false);
      step.work().bringUpToDate(task);
    }
    StepResult result = result(name, task.last(), lake.newest(step.output()), began);
    progress.ended(result);
    return result;
  }

  private static StepResult result(
      String step, Optional<Commit> before, Optional<Commit> after, long began) {
    long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
    long version = after.map(Commit::version).orElse(-1L);
    return version == before.map(Commit::version).orElse(-1L)
        ? new StepResult(step, StepResult.Outcome.UNCHANGED, version, -1, millis)
        : new StepResult(
            step,
            StepResult.Outcome.WRITTEN,
            version,
            after.map(Commit::rowCount).orElse(-1L),
            millis);
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
