package dev.aftermath.jobs.publish;

import dev.aftermath.jobs.gold.ServiceDelivery;
import dev.aftermath.reports.model.DeliveryLine;
import java.util.Comparator;
import java.util.List;

/** What came of the deployments of a week. */
final class DeliveryLines {
  private DeliveryLines() {}

  /**
   * One line per service, by name.
   *
   * @param rows of {@link ServiceDelivery}: those of the week
   */
  static List<DeliveryLine> of(List<Cells> rows) {
    return rows.stream()
        .map(
            cells ->
                new DeliveryLine(
                    cells.text("service"),
                    cells.number("deployment_count"),
                    cells.number("lead_count"),
                    cells.optionalDouble("median_lead_seconds"),
                    cells.number("failed_count"),
                    cells.optionalDouble("change_fail_ratio"),
                    cells.number("recovered_count"),
                    cells.optionalDouble("median_recovery_seconds"),
                    cells.number("rework_count"),
                    cells.optionalDouble("rework_ratio")))
        .sorted(Comparator.comparing(DeliveryLine::service))
        .toList();
  }
}
