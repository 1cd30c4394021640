package dev.aftermath.jobs.simulate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/** Writes a simulated world: {@code exports/}, {@code slos/} and, beside them, {@code truth/}. */
public final class Simulation {

  private final Path folder;
  private final ProgressListener listener;
  private final World world;
  private final Plan plan;
  private final Counts counts = new Counts();

  private Simulation(SimulationSettings settings, Path folder, ProgressListener listener) {
    this.folder = folder;
    this.listener = listener;
    this.world = new World(settings);
    this.plan = new Plan(folder.resolve("exports"), world);
  }

  /**
   * Writes the world the settings describe. The same settings give the same files, byte for byte.
   *
   * @param folder is created if absent; must not hold a world already
   * @throws IllegalArgumentException if the folder holds anything
   * @throws UncheckedIOException if a file cannot be written
   */
  public static SimulationSummary write(
      SimulationSettings settings, Path folder, ProgressListener listener) {
    try {
      requireEmpty(folder);
      return new Simulation(settings, folder, listener).write();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write the simulated world to " + folder + ": " + e, e);
    }
  }

  private SimulationSummary write() throws IOException {
    SimulationSettings settings = world.settings();
    OpenSloFiles.write(folder.resolve("slos"), world.services(), settings.zone());
    List<PrometheusExport> telemetry = new ArrayList<>();
    List<Callable<Void>> tasks = new ArrayList<>();
    RunbookExport.write(folder.resolve("exports"), world, counts);
    addRecords(tasks);
    if (settings.telemetry() == Telemetry.FULL) {
      AtomicLong samplesDone = new AtomicLong();
      for (Service service : world.services()) {
        PrometheusExport export = new PrometheusExport(plan, service);
        telemetry.add(export);
        tasks.add(() -> writeSamples(export, samplesDone));
      }
      add(tasks, LokiExport.SOURCE, new LokiExport(plan, counts)::write);
    }
    run(tasks);
    new TruthExport(world, counts, telemetry.stream().map(PrometheusExport::truth).toList())
        .write(folder.resolve("truth"));
    NoticeTruth.write(folder.resolve("truth/notices.jsonl"), world);
    DeliveryTruth.write(folder.resolve("truth/deployments.jsonl"), world);
    ContractTruth.write(folder.resolve("truth/contracts.jsonl"), world);
    PostmortemTruth.write(folder.resolve("truth/postmortems.jsonl"), world);
    ProblemTruth.write(folder.resolve("truth/problems.jsonl"), world);
    return summary();
  }

  private void addRecords(List<Callable<Void>> tasks) {
    add(tasks, PagerDutyExport.SOURCE, new PagerDutyExport(plan, counts)::write);
    add(tasks, ServiceNowExport.SOURCE, new ServiceNowExport(plan, counts)::write);
    add(tasks, StatusPageExport.SOURCE, new StatusPageExport(plan, counts)::write);
    add(
        tasks,
        PostmortemExport.SOURCE,
        new PostmortemExport(folder.resolve("exports"), world, counts)::write);
    add(tasks, AlertmanagerExport.SOURCE, new AlertmanagerExport(plan, counts)::write);
    if (world.settings().releases() == Releases.PIPELINES) {
      add(tasks, AzureDevOpsExport.SOURCE, new AzureDevOpsExport(plan, counts)::write);
    }
  }

  /** Weeks of a source do not depend on each other, so that each may have a core of its own. */
  private void add(List<Callable<Void>> tasks, String source, WeeklyWrite export) {
    AtomicLong done = new AtomicLong();
    for (Week week : world.weeks()) {
      tasks.add(() -> report(source, done, 1, () -> export.write(week)));
    }
  }

  private Void writeSamples(PrometheusExport export, AtomicLong done) throws IOException {
    for (Week week : world.weeks()) {
      report(PrometheusExport.SOURCE, done, world.services().size(), () -> export.write(week));
    }
    return null;
  }

  private interface WeeklyWrite {
    void write(Week week) throws IOException;
  }

  private interface Write {
    void run() throws IOException;
  }

  private Void report(String part, AtomicLong done, long perWeek, Write write) throws IOException {
    write.run();
    listener.advanced(part, done.incrementAndGet(), perWeek * world.weeks().size());
    return null;
  }

  private static void run(List<Callable<Void>> tasks) throws IOException {
    ExecutorService pool = Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
    try {
      for (Future<Void> task : pool.invokeAll(tasks)) {
        task.get();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } catch (ExecutionException e) {
      throw new IOException(String.valueOf(e.getCause()), e.getCause());
    } finally {
      pool.shutdownNow();
    }
  }

  private SimulationSummary summary() throws IOException {
    long[] sums = new long[2];
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
        sums[0]++;
        sums[1] += Files.size(file);
      }
    }
    return SimulationSummary.of(folder, counts.snapshot(), sums[0], sums[1]);
  }

  private static void requireEmpty(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> entries = Files.list(folder)) {
      if (entries.findAny().isPresent()) {
        throw new IllegalArgumentException(
            "Cannot write a simulated world to "
                + folder
                + ": the folder is not empty (name a new folder, or empty this one)");
      }
    }
  }
}
