package dev.aftermath.jobs.pipeline;

import static org.apache.spark.sql.functions.col;

import dev.aftermath.jobs.config.PlatformSettings;
import dev.aftermath.jobs.domain.calendar.ReportWeek;
import dev.aftermath.jobs.domain.contract.ContractRule;
import dev.aftermath.jobs.domain.digest.Sha256;
import dev.aftermath.jobs.domain.kpi.KpiDefinition;
import dev.aftermath.jobs.lake.Lake;
import dev.aftermath.jobs.lake.LakeFiles;
import dev.aftermath.jobs.publish.EvidencePacks;
import dev.aftermath.jobs.publish.Metrics;
import dev.aftermath.jobs.publish.Publications;
import dev.aftermath.jobs.publish.RunHealth;
import dev.aftermath.jobs.publish.WeeklyReports;
import dev.aftermath.jobs.silver.ExportAccounts;
import dev.aftermath.reports.ReportRenderer;
import dev.aftermath.reports.evidence.PackFile;
import dev.aftermath.reports.evidence.Provenance;
import dev.aftermath.reports.json.JsonRenderer;
import dev.aftermath.reports.json.ReportId;
import dev.aftermath.reports.model.WeeklyReport;
import dev.aftermath.reports.pdf.PdfRenderer;
import dev.aftermath.reports.xlsx.XlsxRenderer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Publishes what the gold tables hold: reports, evidence packs and metrics. */
public final class Publication {
  private static final List<ReportRenderer> RENDERERS =
      List.of(new PdfRenderer(), new XlsxRenderer(), new JsonRenderer());

  private final Lake lake;
  private final PlatformSettings settings;
  private final LakeFiles output;
  private final List<KpiDefinition> kpis;
  private final List<ContractRule> contract;
  private final Instant asOf;

  /** A publication of the lake's gold tables as they are computed for a run at {@code asOf}. */
  public Publication(Lake lake, PlatformSettings settings, Instant asOf) {
    this.lake = lake;
    this.settings = settings;
    this.output =
        LakeFiles.below(settings.output(), lake.spark().sparkContext().hadoopConfiguration());
    this.kpis = Computation.kpis(settings);
    this.contract = LandscapeSteps.contract(settings);
    this.asOf = Computation.endOfLastClosedDay(asOf, settings.reportZone());
  }

  /** The weeks that are to be published now: see {@link Publications#due}. */
  public List<ReportWeek> due() {
    return Publications.due(output, asOf, settings.reportZone(), inputs());
  }

  /** The figures of a week. */
  public WeeklyReport figures(ReportWeek week) {
    return reports().of(week);
  }

  /** Renders a week's report in every format; the files' full names. */
  public List<String> report(WeeklyReport report, ReportWeek week) {
    return write(week, render(report));
  }

  /**
   * Renders a week's report, seals its evidence and notes that the week is published.
   *
   * @return the files' full names
   */
  public List<String> publish(WeeklyReport report, ReportWeek week, String runId) {
    List<PackFile> rendered = render(report);
    List<String> names = new ArrayList<>(write(week, rendered));
    names.add(output.uri(seal(report, week, rendered, runId)));
    Publications.stamp(output, week, inputs());
    return names;
  }

  /** Seals the evidence of a week; the pack's full name. */
  public String seal(WeeklyReport report, ReportWeek week, String runId) {
    return output.uri(seal(report, week, render(report), runId));
  }

  /** Writes the metrics, and pushes them when the settings name a Pushgateway. */
  public String metrics(WeeklyReport report, RunHealth health) {
    Metrics metrics = Metrics.of(report, health);
    String name = "metrics/aftermath.prom";
    output.write(name, metrics::writeTo);
    settings.pushgateway().ifPresent(gateway -> push(metrics, gateway));
    return output.uri(name);
  }

  private static void push(Metrics metrics, String gateway) {
    try {
      metrics.push(URI.create(gateway));
    } catch (IOException | IllegalArgumentException e) {
      throw new IllegalStateException(
          "Cannot push metrics to "
              + gateway
              + ": "
              + e.getMessage()
              + ". Everything else is published; mend 'pushgateway' and run 'aftermath publish'.",
          e);
    }
  }

  private static List<PackFile> render(WeeklyReport report) {
    List<PackFile> rendered = new ArrayList<>();
    try {
      for (ReportRenderer renderer : RENDERERS) {
        rendered.add(PackFile.ofReport(report, renderer));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return rendered;
  }

  private List<String> write(ReportWeek week, List<PackFile> rendered) {
    List<String> names = new ArrayList<>();
    for (PackFile file : rendered) {
      String name = Publications.folder(week) + "/" + file.path();
      output.write(
          name,
          out -> {
            try (var in = file.content().open()) {
              in.transferTo(out);
            }
          });
      names.add(output.uri(name));
    }
    return names;
  }

  private String seal(WeeklyReport report, ReportWeek week, List<PackFile> rendered, String runId) {
    return new EvidencePacks(lake, output).seal(week, report, rendered, provenance(report, runId));
  }

  private Provenance provenance(WeeklyReport report, String runId) {
    List<Provenance.SourceFile> sources =
        lake
            .read(ExportAccounts.TABLE)
            .select("source", "file_name", "content_sha256")
            .orderBy(col("source"), col("file_name"), col("content_sha256"))
            .collectAsList()
            .stream()
            .map(
                row ->
                    new Provenance.SourceFile(row.getString(0), row.getString(1), row.getString(2)))
            .toList();
    return new Provenance(
        ReportId.of(report),
        runId,
        "0.1.0",
        Digests.ofFolder(settings.folder()),
        asOf,
        sources,
        report.header().tableVersions(),
        report.definitions());
  }

  private String inputs() {
    return Sha256.hex(reports().tableVersions() + kpis.toString() + settings.organisation());
  }

  private WeeklyReports reports() {
    return new WeeklyReports(lake, settings, kpis, contract, asOf);
  }
}
