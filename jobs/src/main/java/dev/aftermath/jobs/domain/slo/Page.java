package dev.aftermath.jobs.domain.slo;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a person on call is told once.
 *
 * @param alerts at least one, of one service and severity, in order of their start
 */
public record Page(List<BurnRateAlert> alerts) {
  /** Takes a copy. */
  public Page {
    alerts = List.copyOf(alerts);
  }

  /**
   * Alerts of one service and severity that overlap or touch, by whatever SLO, group or objective:
   * who is being told of a service is not told of it again.
   */
  public static List<Page> together(Collection<BurnRateAlert> alerts) {
    return BurnRateAlert.runs(alerts, alert -> List.of(alert.subject().service(), alert.severity()))
        .stream()
        .map(Page::new)
        .toList();
  }

  /** Each alert for itself. */
  public static List<Page> apart(Collection<BurnRateAlert> alerts) {
    return alerts.stream().map(alert -> new Page(List.of(alert))).toList();
  }

  /** The service whose SLOs alert. */
  public String service() {
    return alerts.get(0).subject().service();
  }

  /** How urgent it is. */
  public String severity() {
    return alerts.get(0).severity();
  }

  /** The start of its first alert. */
  public Instant start() {
    return alerts.get(0).start();
  }

  /** The end of its last alert; null while one lasts. */
  public @Nullable Instant end() {
    return BurnRateAlert.end(alerts);
  }

  /** The SLOs that alert, in the order of their alerts. */
  public List<String> slos() {
    return alerts.stream().map(alert -> alert.subject().slo()).distinct().toList();
  }
}
