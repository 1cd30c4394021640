package dev.aftermath.reports.pdf;

import dev.aftermath.reports.model.WeeklyReport;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.sf.jasperreports.engine.data.JRMapCollectionDataSource;

/** The section about promises and rules: its tables with what stands above them. */
final class PromisesSection {
  private PromisesSection() {}

  /** What the section's template asks for. */
  static Map<String, Object> parameters(WeeklyReport report) {
    Map<String, List<Map<String, ?>>> tables =
        Map.of(
            "agreements", PromiseRows.agreements(report),
            "contract", ContractRows.rules(report),
            "findings", ContractRows.findings(report),
            "updates", PromiseRows.updates(report),
            "load", OnCallRows.loads(report),
            "gaps", OnCallRows.gaps(report),
            "delivery", PromiseRows.deliveries(report));
    Map<String, String> notes = PromiseNotes.of(report);
    Map<String, Object> parameters = new HashMap<>();
    tables.forEach(
        (name, rows) -> {
          parameters.put(name + "Template", Templates.template(name));
          parameters.put(name + "Rows", new JRMapCollectionDataSource(List.copyOf(rows)));
          parameters.put(name + "Note", notes.get(name));
        });
    return parameters;
  }
}
