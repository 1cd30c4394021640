package dev.aftermath.jobs.pipeline;

import dev.aftermath.jobs.config.PlatformSettings;
import dev.aftermath.jobs.domain.calendar.ReportWeek;
import dev.aftermath.jobs.lake.Lake;
import dev.aftermath.jobs.publish.RunHealth;
import dev.aftermath.reports.model.WeeklyReport;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/** The main job: take in, compute, report, seal the evidence, publish the metrics. */
public final class WeeklyRun {
  private final Lake lake;
  private final PlatformSettings settings;
  private final String runId;
  private final Instant startedAt;
  private final Instant asOf;
  private final Progress progress;
  private final List<StepResult> results = new ArrayList<>();

  /**
   * A run.
   *
   * @param asOf the instant to compute for
   */
  public WeeklyRun(
      Lake lake,
      PlatformSettings settings,
      String runId,
      Instant startedAt,
      Instant asOf,
      Progress progress) {
    this.lake = lake;
    this.settings = settings;
    this.runId = runId;
    this.startedAt = startedAt;
    this.asOf = asOf;
    this.progress = progress;
  }

  /**
   * Does everything that is to be done.
   *
   * @param exportsUri the folder with the exports
   */
  public RunSummary run(String exportsUri) {
    long began = System.nanoTime();
    List<Step> steps = Computation.steps(settings, asOf);
    progress.expect(steps.size() + 2);
    IngestionSummary ingested =
        timed("ingest", () -> new Ingestion(lake, settings, runId).takeIn(exportsUri));
    results.addAll(new Pipeline(lake, runId, progress).run(steps));
    Publication publication = new Publication(lake, settings, asOf);
    RunSummary summary = timed("publish", () -> publish(publication, ingested, began));
    noteRun();
    return summary;
  }

  private RunSummary publish(Publication publication, IngestionSummary ingested, long began) {
    List<String> files = new ArrayList<>();
    List<ReportWeek> due = publication.due();
    ReportWeek newest = ReportWeek.lastClosedAt(asOf, settings.reportZone());
    for (ReportWeek week : due) {
      WeeklyReport report = publication.figures(week);
      files.addAll(publication.publish(report, week, runId));
      if (week.equals(due.get(due.size() - 1))) {
        files.add(publication.metrics(report, health(began)));
        return new RunSummary(
            ingested,
            List.copyOf(results),
            due,
            files,
            Computation.notComputed(settings),
            report.sentences().inOrder());
      }
    }
    return new RunSummary(
        ingested,
        List.copyOf(results),
        due,
        files,
        Computation.notComputed(settings),
        publication.figures(newest).sentences().inOrder());
  }

  private RunHealth health(long began) {
    Map<String, Double> seconds = new LinkedHashMap<>();
    results.forEach(result -> seconds.put(result.step(), result.durationMillis() / 1000.0));
    long elapsed = System.nanoTime() - began;
    return new RunHealth(startedAt, startedAt.plusNanos(elapsed), asOf, seconds);
  }

  private <T> T timed(String name, Supplier<T> work) {
    long began = System.nanoTime();
    progress.started(name);
    T value = work.get();
    StepResult result =
        new StepResult(
            name,
            StepResult.Outcome.WRITTEN,
            -1,
            -1,
            TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began));
    results.add(result);
    progress.ended(result);
    return value;
  }

  /** What a run did is kept for the one who looks into a slow or missing report. */
  private void noteRun() {
    List<Row> rows =
        results.stream()
            .map(
                result ->
                    RowFactory.create(
                        runId,
                        startedAt,
                        asOf,
                        result.step(),
                        result.outcome().name().toLowerCase(Locale.ROOT),
                        result.version() < 0 ? null : result.version(),
                        result.rowCount() < 0 ? null : result.rowCount(),
                        result.durationMillis() / 1000.0))
            .toList();
    lake.append(
        Runs.TABLE,
        lake.spark().createDataFrame(rows, Runs.TABLE.schema()).coalesce(1),
        runId,
        runId);
  }
}
