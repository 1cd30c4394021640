package dev.aftermath.reports.model;

import java.util.List;

/**
 * One weekly report: everything that the PDF, the workbook and the JSON file say.
 *
 * @param header what the report covers and from what it was computed
 * @param sentences the three sentences a manager reads first
 * @param kpis the KPI tiles, most important first
 * @param slos one line per SLO objective and window, in the order to be printed
 * @param breaches stretches of missed objectives that touch the period
 * @param errorBudgets where error budgets went, and what follows
 * @param restatements figures that came out differently since they were published, newest period
 *     first: of KPIs those of frozen weeks
 * @param incidents incidents opened in the period
 * @param openIncidents incidents open when the period ended, whenever opened
 * @param causes recurring causes, most frequent first
 * @param brokenPromises action items that did not keep a cause from striking again, the latest
 *     recurrence first
 * @param promises whether promises and rules were kept
 * @param learning whether postmortems were written, and what came of them
 * @param dataHealth one line per source
 * @param excluded incidents left out of the KPIs, by reason
 * @param definitions the definitions behind every figure
 * @param series further weekly series to be charted
 */
public record WeeklyReport(
    Header header,
    Sentences sentences,
    List<KpiTile> kpis,
    List<SloLine> slos,
    List<BreachLine> breaches,
    ErrorBudgets errorBudgets,
    List<RestatementLine> restatements,
    List<IncidentLine> incidents,
    List<OpenIncidentLine> openIncidents,
    List<CauseLine> causes,
    List<BrokenPromiseLine> brokenPromises,
    Promises promises,
    Learning learning,
    List<DataHealthLine> dataHealth,
    List<ExcludedLine> excluded,
    List<Definition> definitions,
    List<WeeklySeries> series) {
  /** Copies the lists, so that a report cannot change after it was made. */
  public WeeklyReport {
    kpis = List.copyOf(kpis);
    slos = List.copyOf(slos);
    breaches = List.copyOf(breaches);
    restatements = List.copyOf(restatements);
    incidents = List.copyOf(incidents);
    openIncidents = List.copyOf(openIncidents);
    causes = List.copyOf(causes);
    brokenPromises = List.copyOf(brokenPromises);
    dataHealth = List.copyOf(dataHealth);
    excluded = List.copyOf(excluded);
    definitions = List.copyOf(definitions);
    series = List.copyOf(series);
  }
}
