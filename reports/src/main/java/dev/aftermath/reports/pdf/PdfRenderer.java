package dev.aftermath.reports.pdf;

import dev.aftermath.reports.ReportFormat;
import dev.aftermath.reports.ReportRenderer;
import dev.aftermath.reports.json.ReportId;
import dev.aftermath.reports.model.Header;
import dev.aftermath.reports.model.WeeklyReport;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TimeZone;
import net.sf.jasperreports.engine.JRException;
import net.sf.jasperreports.engine.JRParameter;
import net.sf.jasperreports.engine.JasperFillManager;
import net.sf.jasperreports.engine.JasperPrint;
import net.sf.jasperreports.engine.data.JRMapCollectionDataSource;
import net.sf.jasperreports.export.SimpleExporterInput;
import net.sf.jasperreports.export.SimpleOutputStreamExporterOutput;
import net.sf.jasperreports.pdf.JRPdfExporter;
import net.sf.jasperreports.pdf.SimplePdfExporterConfiguration;
import net.sf.jasperreports.pdf.SimplePdfReportConfiguration;

/** Prints a report on A4 pages. */
public final class PdfRenderer implements ReportRenderer {
  private static final List<String> TEMPLATES =
      List.of(
          "tiles",
          "slos",
          "breaches",
          "budgets",
          "rules",
          "alerts",
          "dips",
          "exclusions",
          "restatements",
          "charts",
          "kpis",
          "promises",
          "learning",
          "causes",
          "broken",
          "open",
          "excluded",
          "incidents",
          "health",
          "definitions",
          "inputs");

  @Override
  public ReportFormat format() {
    return ReportFormat.PDF;
  }

  @Override
  public void render(WeeklyReport report, OutputStream out) throws IOException {
    try {
      JasperPrint print =
          JasperFillManager.fillReport(
              Templates.template("weekly"),
              parameters(report),
              new JRMapCollectionDataSource(List.of(Map.of())));
      var bytes = new ByteArrayOutputStream();
      var exporter = new JRPdfExporter();
      exporter.setExporterInput(new SimpleExporterInput(print));
      exporter.setExporterOutput(new SimpleOutputStreamExporterOutput(bytes));
      exporter.setConfiguration(configuration(report.header()));
      exporter.setConfiguration(asMeasured());
      exporter.exportReport();
      out.write(StablePdf.of(bytes.toByteArray(), report.header().asOf()));
    } catch (JRException e) {
      throw new IllegalStateException(
          "Cannot print the report of %s: %s".formatted(report.header().isoWeek(), e.getMessage()),
          e);
    }
  }

  private static SimplePdfExporterConfiguration configuration(Header header) {
    var configuration = new SimplePdfExporterConfiguration();
    configuration.setMetadataTitle(header.title() + " " + header.isoWeek());
    configuration.setMetadataAuthor(header.organisation());
    configuration.setMetadataCreator("Aftermath");
    configuration.setDisplayMetadataTitle(true);
    return configuration;
  }

  /** Lines break where filling measured them to break; otherwise a last line may be cut off. */
  private static SimplePdfReportConfiguration asMeasured() {
    var configuration = new SimplePdfReportConfiguration();
    configuration.setForceLineBreakPolicy(true);
    return configuration;
  }

  private static Map<String, Object> parameters(WeeklyReport report) {
    Header header = report.header();
    ZoneId zone = header.zone();
    Map<String, Object> parameters = new HashMap<>();
    parameters.put(JRParameter.REPORT_LOCALE, Locale.ENGLISH);
    parameters.put(JRParameter.REPORT_TIME_ZONE, TimeZone.getTimeZone(zone));
    parameters.put("organisation", Figures.text(header.organisation()));
    parameters.put("title", Figures.text(header.title()));
    parameters.put("week", header.isoWeek());
    parameters.put(
        "period",
        "%s to %s (exclusive), %s"
            .formatted(
                Figures.moment(header.periodStart(), zone),
                Figures.moment(header.periodEnd(), zone),
                zone));
    parameters.put("state", state(header));
    parameters.put("sentence1", Figures.prose(report.sentences().worstSlo()));
    parameters.put("sentence2", Figures.prose(report.sentences().change()));
    parameters.put("sentence3", Figures.prose(report.sentences().decision()));
    parameters.put("dataHealth", BasisRows.healthSentence(report));
    parameters.put("reportId", ReportId.of(report));
    parameters.put(
        "asOf",
        "%sas of %s · times in %s"
            .formatted(
                header.state() == Header.State.PROVISIONAL ? "provisional · " : "",
                Figures.moment(header.asOf(), zone),
                zone));
    for (String name : TEMPLATES) {
      parameters.put(name + "Template", Templates.template(name));
    }
    rows(report)
        .forEach(
            (name, rows) ->
                parameters.put(name + "Rows", new JRMapCollectionDataSource(List.copyOf(rows))));
    notes(report).forEach((name, note) -> parameters.put(name + "Note", note));
    parameters.put("promisesParameters", PromisesSection.parameters(report));
    parameters.put("learningParameters", LearningSection.parameters(report));
    return parameters;
  }

  private static String state(Header header) {
    String from = Figures.moment(header.finalFrom(), header.zone());
    return switch (header.state()) {
      case PROVISIONAL ->
          "Provisional: late data can change these figures until %s.".formatted(from);
      case FINAL -> "Final: the week takes no late data since %s.".formatted(from);
    };
  }

  private static Map<String, List<Map<String, ?>>> rows(WeeklyReport report) {
    return Map.ofEntries(
        Map.entry("tiles", KpiRows.tiles(report)),
        Map.entry("exceptions", SloRows.exceptions(report)),
        Map.entry("health", BasisRows.health(report)),
        Map.entry("slos", SloRows.all(report)),
        Map.entry("breaches", SloRows.breaches(report)),
        Map.entry("budgets", BudgetRows.spent(report)),
        Map.entry("rules", BudgetRows.rules(report)),
        Map.entry("alerts", BudgetRows.alerts(report)),
        Map.entry("dips", BudgetRows.dips(report)),
        Map.entry("exclusions", BudgetRows.exclusions(report)),
        Map.entry("restatements", RestatementRows.all(report)),
        Map.entry("charts", KpiRows.charts(report)),
        Map.entry("kpis", KpiRows.table(report)),
        Map.entry("promises", List.of(Map.of())),
        Map.entry("learning", List.of(Map.of())),
        Map.entry("causes", CauseRows.of(report)),
        Map.entry("broken", BrokenPromiseRows.of(report)),
        Map.entry("open", IncidentRows.open(report)),
        Map.entry("excluded", IncidentRows.excluded(report)),
        Map.entry("incidents", IncidentRows.all(report)),
        Map.entry("definitions", BasisRows.definitions(report)),
        Map.entry("inputs", BasisRows.inputs(report)));
  }

  private static Map<String, String> notes(WeeklyReport report) {
    Map<String, String> notes = new HashMap<>(BudgetNotes.of(report));
    notes.putAll(
        Map.ofEntries(
            Map.entry("exceptions", exceptionNote(report)),
            Map.entry("restatements", RestatementRows.note(report)),
            Map.entry(
                "health",
                "Records received up to the as-of time: good, repeated, and put aside with a"
                    + " reason."),
            Map.entry(
                "slos",
                "Budget bars share one scale to 150 %; the mark stands at 100 %. Bounds: the SLI if"
                    + " all that is unknown was bad, or good. Net: without approved maintenance."
                    + " Lasts: what is left of the budget at the burn rate of the last seven days;"
                    + " a pace, not a promise."),
            Map.entry(
                "breaches",
                "An objective is missed while its window, as far as it has gone, has used more than"
                    + " its budget. Peak use is high early in a calendar month, when little was"
                    + " counted. Burn rate 1× spends exactly the budget by the end of the window."),
            Map.entry(
                "charts",
                "Grey weeks have no data. Hollow dots rest on fewer than 5 members. The large dot"
                    + " is this week, the dashed line the target."),
            Map.entry(
                "kpis",
                "Percentiles are exact (type 7), with their 95 % intervals below where n allows"
                    + " one. Below 5 members no statistic is printed. With open ones: what is not"
                    + " over counts as lasting at least so long. Shows from: the smallest lasting"
                    + " rise that four weeks would show in four of five cases."),
            Map.entry(
                "causes",
                "The same failure again, by exact fingerprints, links and monitors' titles: no"
                    + " proof of what caused it. Counted in episodes; incidents opened within a day"
                    + " of one another are one. Budget: the largest part of a four-week error"
                    + " budget. Costliest first."),
            Map.entry("broken", BrokenPromiseRows.note(report)),
            Map.entry(
                "open", "Open when the week ended, whenever opened. Never counted as resolved."),
            Map.entry("excluded", "Counted, not hidden: these incidents are in no KPI."),
            Map.entry(
                "incidents",
                "%s opened. To ack: until the first acknowledgement by a human."
                    .formatted(Figures.count(report.incidents().size()))),
            Map.entry("definitions", "What every figure of this report means."),
            Map.entry("inputs", "Reading these versions again gives these figures again.")));
    return notes;
  }

  private static String exceptionNote(WeeklyReport report) {
    int exceptions = SloRows.exceptionLines(report).size();
    if (report.slos().isEmpty()) {
      return "No SLO was evaluated.";
    }
    if (exceptions == 0) {
      return "All %d objectives were met.".formatted(report.slos().size());
    }
    return "%d of %d objectives were missed or could not be evaluated%s"
        .formatted(
            exceptions,
            report.slos().size(),
            exceptions > SloRows.MOST_EXCEPTIONS
                ? "; the worst %d are here, all on the next page."
                    .formatted(SloRows.MOST_EXCEPTIONS)
                : ".");
  }
}
