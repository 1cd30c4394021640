package dev.aftermath.jobs.publish;

import dev.aftermath.reports.model.DataHealthLine;
import dev.aftermath.reports.model.Header;
import dev.aftermath.reports.model.KpiTile;
import dev.aftermath.reports.model.SloLine;
import dev.aftermath.reports.model.WeeklyReport;
import io.prometheus.metrics.config.EscapingScheme;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.exporter.pushgateway.PushGateway;
import io.prometheus.metrics.exporter.pushgateway.Scheme;
import io.prometheus.metrics.expositionformats.OpenMetricsTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Instant;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The health of the job and the state of the SLOs as Prometheus gauges: a file for whoever scrapes
 * files, or a push to a Pushgateway. An undefined figure has no sample, rather than a wrong one.
 */
public final class Metrics {
  private static final String JOB = "aftermath";

  private final PrometheusRegistry registry = new PrometheusRegistry();

  private Metrics() {}

  /** The gauges of a report and of the run that made it. */
  public static Metrics of(WeeklyReport report, RunHealth health) {
    Metrics metrics = new Metrics();
    metrics.addHealth(health);
    metrics.addPeriod(report.header());
    metrics.addSources(report);
    metrics.addSlos(report);
    metrics.addKpis(report);
    return metrics;
  }

  /** Writes them as OpenMetrics text. */
  public void writeTo(OutputStream out) throws IOException {
    OpenMetricsTextFormatWriter.create()
        .write(out, registry.scrape(), EscapingScheme.UNDERSCORE_ESCAPING);
  }

  /**
   * Pushes them in the place of what the job pushed before.
   *
   * @throws IOException when the gateway cannot be reached or refuses
   * @throws IllegalArgumentException when the address is none
   */
  public void push(URI gateway) throws IOException {
    boolean isUrl = gateway.getAuthority() != null && gateway.getScheme() != null;
    if (!isUrl || !gateway.getScheme().matches("https?")) {
      throw new IllegalArgumentException(
          "\"" + gateway + "\" is no address of a Pushgateway (must be like http://host:9091)");
    }
    String path = gateway.getPath() == null ? "" : gateway.getPath().replaceFirst("/+$", "");
    PushGateway.builder()
        .scheme(Scheme.fromString(gateway.getScheme()))
        .address(gateway.getAuthority() + path)
        .job(JOB)
        .registry(registry)
        .build()
        .push();
  }

  private void addHealth(RunHealth health) {
    set("run_started_timestamp_seconds", "When the run began", seconds(health.startedAt()));
    set(
        "run_completed_timestamp_seconds",
        "When its figures were ready",
        seconds(health.endedAt()));
    set("run_as_of_timestamp_seconds", "What its figures are computed for", seconds(health.asOf()));
    Gauge steps = gauge("run_step_duration_seconds", "How long a step took", "step");
    new TreeMap<>(health.stepSeconds())
        .forEach((step, duration) -> steps.labelValues(step).set(duration));
  }

  private void addPeriod(Header header) {
    set(
        "report_period_end_timestamp_seconds",
        "End of the week that the KPIs are of",
        seconds(header.periodEnd()));
    set(
        "report_as_of_timestamp_seconds",
        "When the figures of SLOs and KPIs were true",
        seconds(header.asOf()));
  }

  private void addSources(WeeklyReport report) {
    Gauge records = gauge("source_records", "Records received so far", "source", "outcome");
    Gauge observed =
        gauge("source_last_observed_timestamp_seconds", "Latest time a source tells of", "source");
    for (DataHealthLine line : report.dataHealth()) {
      records.labelValues(line.source(), "good").set((double) line.goodRecords());
      records.labelValues(line.source(), "duplicate").set((double) line.duplicateRecords());
      records.labelValues(line.source(), "quarantined").set((double) line.quarantinedRecords());
      Instant last = line.lastObservedAt();
      if (last != null) {
        observed.labelValues(line.source()).set(seconds(last));
      }
    }
  }

  private void addSlos(WeeklyReport report) {
    String[] labels = {"slo", "service", "group", "objective", "window"};
    Gauge target = gauge("slo_target_ratio", "Target of an objective", labels);
    Gauge sli = gauge("slo_sli_ratio", "Good events by all events of the window", labels);
    Gauge budget =
        gauge("slo_budget_consumed_ratio", "Share of the error budget consumed; 1 is all", labels);
    Gauge net =
        gauge("slo_net_budget_consumed_ratio", "The same without approved maintenance", labels);
    Gauge coverage = gauge("slo_coverage_ratio", "Share of the window that is known", labels);
    for (SloLine line : report.slos()) {
      String[] values = {line.slo(), line.service(), line.group(), line.objective(), line.window()};
      set(target, line.targetRatio(), values);
      set(sli, line.sli(), values);
      set(budget, line.budgetConsumedRatio(), values);
      set(net, line.net().budgetConsumedRatio(), values);
      set(coverage, line.coverageRatio(), values);
    }
  }

  private void addKpis(WeeklyReport report) {
    Gauge value = gauge("kpi_value", "Headline of a KPI in the last closed week", "kpi", "version");
    Gauge members = gauge("kpi_members", "Incidents behind the headline", "kpi", "version");
    for (KpiTile tile : report.kpis()) {
      Double headline = tile.value();
      if (headline != null) {
        value.labelValues(tile.id(), tile.version()).set(headline);
      }
      members.labelValues(tile.id(), tile.version()).set((double) tile.n());
    }
  }

  private void set(String name, String help, double value) {
    gauge(name, help).set(value);
  }

  private static void set(Gauge gauge, @Nullable BigDecimal value, String... labels) {
    if (value != null) {
      gauge.labelValues(labels).set(value.doubleValue());
    }
  }

  private Gauge gauge(String name, String help, String... labels) {
    return Gauge.builder().name(JOB + "_" + name).help(help).labelNames(labels).register(registry);
  }

  private static double seconds(Instant instant) {
    return instant.toEpochMilli() / 1000.0;
  }
}
