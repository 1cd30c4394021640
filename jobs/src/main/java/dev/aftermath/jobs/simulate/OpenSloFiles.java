package dev.aftermath.jobs.simulate;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;

/**
 * OpenSLO v1 definitions: a rolling objective per service, a calendar month for those with
 * contracts.
 */
final class OpenSloFiles {

  private static final Set<String> CALENDAR_MONTH =
      Set.of("checkout", "payment-gateway", "partner-api");

  private static final int LONGEST_NAME = 63;

  private OpenSloFiles() {}

  static void write(Path folder, List<Service> services, ZoneId zone) throws IOException {
    Files.createDirectories(folder);
    for (Service service : services) {
      write(folder.resolve(service.name() + ".yaml"), rolling(service));
      if (CALENDAR_MONTH.contains(service.name())) {
        write(folder.resolve(service.name() + "-month.yaml"), calendarMonth(service, zone));
      }
    }
  }

  private static void write(Path file, String text) throws IOException {
    Files.write(file, text.getBytes(StandardCharsets.UTF_8));
  }

  private static String rolling(Service service) {
    return definition(
        service,
        service.name() + "-availability",
        displayName(service, ": availability over 28 days"),
        """
            - duration: 28d
              isRolling: true
        """);
  }

  private static String calendarMonth(Service service, ZoneId zone) {
    return definition(
        service,
        service.name() + "-availability-month",
        displayName(service, ": availability per calendar month"),
        """
            - duration: 1M
              isRolling: false
              calendar:
                startTime: 2026-01-01 00:00:00
                timeZone: %s
        """
            .formatted(zone.getId()));
  }

  /** Names are as long as OpenSLO lets them be: a long service goes without the addition. */
  private static String displayName(Service service, String addition) {
    String whole = service.displayName() + addition;
    return whole.length() <= LONGEST_NAME ? whole : service.displayName();
  }

  private static String definition(
      Service service, String name, String displayName, String timeWindow) {
    return """
        apiVersion: openslo/v1
        kind: SLO
        metadata:
          name: %1$s
          displayName: "%2$s"
          labels:
            team: %3$s
        spec:
          description: Share of requests to %4$s that do not end with a server error.
          service: %4$s
          indicator:
            metadata:
              name: %1$s-ratio
            spec:
              ratioMetric:
                counter: true
                good:
                  metricSource:
                    type: Prometheus
                    spec:
                      query: 'http_requests_total{service="%4$s",code!~"5.."}'
                total:
                  metricSource:
                    type: Prometheus
                    spec:
                      query: 'http_requests_total{service="%4$s"}'
          timeWindow:
        %5$s  budgetingMethod: Occurrences
          objectives:
            - displayName: Requests without server error
              target: %6$s
        """
        .formatted(name, displayName, service.team(), service.name(), timeWindow, service.target());
  }
}
