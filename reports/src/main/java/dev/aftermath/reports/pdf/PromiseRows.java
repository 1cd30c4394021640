package dev.aftermath.reports.pdf;

import dev.aftermath.reports.model.DeliveryLine;
import dev.aftermath.reports.model.Promises;
import dev.aftermath.reports.model.SlaLine;
import dev.aftermath.reports.model.UpdateLine;
import dev.aftermath.reports.model.WeeklyReport;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The rows about service level agreements, updates and deliveries. */
final class PromiseRows {
  private PromiseRows() {}

  /** Each target of all tickets with its priorities below; the workbook has the other segments. */
  static List<Map<String, ?>> agreements(WeeklyReport report) {
    return report.promises().agreements().stream()
        .filter(line -> line.resolvedCount() > 0)
        .filter(line -> isOfAll(line) || line.segmentType().equals("priority"))
        .sorted(Comparator.comparing(SlaLine::target).thenComparing(line -> isOfAll(line) ? 0 : 1))
        .<Map<String, ?>>map(PromiseRows::agreement)
        .toList();
  }

  private static boolean isOfAll(SlaLine line) {
    return line.segmentType().equals("all");
  }

  private static Map<String, ?> agreement(SlaLine line) {
    String target =
        switch (line.target()) {
          case RESPONSE -> "Response";
          case RESOLUTION -> "Resolution";
        };
    return Map.ofEntries(
        Map.entry("name", isOfAll(line) ? target : "\u00a0\u00a0\u00a0" + priority(line.segment())),
        Map.entry("level", line.segmentType()),
        Map.entry("resolved", Figures.count(line.resolvedCount())),
        Map.entry("decided", Figures.count(line.decidedCount())),
        Map.entry("met", Figures.count(line.metCount())),
        Map.entry("breached", Figures.count(line.breachedCount())),
        Map.entry("tone", line.breachedCount() > 0 ? "bad" : ""),
        Map.entry("undecided", Figures.count(line.undecidedCount())),
        Map.entry("cancelled", Figures.count(line.cancelledCount())),
        Map.entry("without", Figures.count(line.withoutSlaCount())),
        Map.entry("ratio", PromiseWords.ratio(line.metRatio())),
        Map.entry("ofResolved", PromiseWords.ratio(line.metOfResolvedRatio())),
        Map.entry("variation", PromiseWords.variation(line.variation())),
        Map.entry("variationTone", PromiseWords.tone(line.variation())));
  }

  static List<Map<String, ?>> updates(WeeklyReport report) {
    return report.promises().updates().stream().<Map<String, ?>>map(PromiseRows::update).toList();
  }

  private static Map<String, ?> update(UpdateLine line) {
    UpdateLine.Told customers = line.customers();
    UpdateLine.Told stakeholders = line.stakeholders();
    return Map.of(
        "priority", priority(line.priority()),
        "customers", PromiseWords.of(customers.toldCount(), customers.incidentCount()),
        "customersMedian", PromiseWords.seconds(customers.medianSeconds()),
        "customersLongest", Figures.duration(customers.longestSeconds()),
        "stakeholders", PromiseWords.of(stakeholders.toldCount(), stakeholders.incidentCount()),
        "stakeholdersMedian", PromiseWords.seconds(stakeholders.medianSeconds()),
        "stakeholdersLongest", Figures.duration(stakeholders.longestSeconds()));
  }

  private static String priority(@Nullable String priority) {
    return priority == null || priority.equals("(none)")
        ? "no priority"
        : "priority " + Figures.text(priority);
  }

  static List<Map<String, ?>> deliveries(WeeklyReport report) {
    return delivering(report.promises()).stream()
        .limit(BudgetRows.MOST_ROWS)
        .<Map<String, ?>>map(PromiseRows::delivery)
        .toList();
  }

  /** The services that had a deployment; where most failed comes first. */
  static List<DeliveryLine> delivering(Promises promises) {
    return promises.deliveries().stream()
        .filter(line -> line.deploymentCount() > 0)
        .sorted(
            Comparator.comparingLong(DeliveryLine::failedCount)
                .thenComparingLong(DeliveryLine::deploymentCount)
                .reversed())
        .toList();
  }

  private static Map<String, ?> delivery(DeliveryLine line) {
    return Map.of(
        "service", Figures.text(line.service()),
        "deployments", Figures.count(line.deploymentCount()),
        "lead", withCount(PromiseWords.seconds(line.medianLeadSeconds()), line.leadCount()),
        "failed", share(line.failRatio(), line.failedCount(), line.deploymentCount()),
        "recovery",
            withCount(PromiseWords.seconds(line.medianRecoverySeconds()), line.recoveredCount()),
        "rework", share(line.reworkRatio(), line.reworkCount(), line.deploymentCount()));
  }

  private static String withCount(String figure, long n) {
    return n == 0 ? Figures.NONE : "%s (%s)".formatted(figure, Figures.count(n));
  }

  private static String share(@Nullable Double ratio, long part, long whole) {
    return ratio == null
        ? Figures.NONE
        : "%s (%s)".formatted(PromiseWords.ratio(ratio), PromiseWords.of(part, whole));
  }
}
