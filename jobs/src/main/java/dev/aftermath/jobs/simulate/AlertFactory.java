package dev.aftermath.jobs.simulate;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Draws the alerts of a week: those that led to a page, by the key of their group or without it,
 * and for each service some that led to nothing: one that is over at once, one that lasts, one that
 * flaps.
 */
final class AlertFactory {
  private static final int FLAPS = 4;
  private static final long FLAP_SECONDS = 60;
  private static final long FLAPS_EVERY_SECONDS = 600;
  private static final long SHORT_SECONDS = 120;
  private static final long LONG_SECONDS = 2_400;

  /** So long after an alert that led to nothing no page about its service comes up. */
  private static final long QUIET_SECONDS = 2 * 3_600;

  private static final int TRIES = 20;

  private AlertFactory() {}

  /** Visits the alerts that began with an incident detected in the week, or led to none. */
  static void visit(World world, Week week, Consumer<Alert> visitor) {
    world.visit(
        week,
        incident -> {
          Alert alert = of(incident);
          if (alert != null) {
            visitor.accept(alert);
          }
        });
    for (Service service : world.services()) {
      noise(world, week, service).forEach(visitor);
    }
  }

  private static @Nullable Alert of(Incident incident) {
    Page page = incident.page();
    if (page == null || incident.kind() == Incident.Kind.TEST) {
      return null;
    }
    long wait = 30 + Math.floorMod(Seeds.mix(incident.key(), 801), 31L);
    boolean isProbe = "probe".equals(incident.detector());
    SortedMap<String, String> labels = labels(incident.service(), "ErrorBudgetBurn", "critical");
    labels.put("tenant", incident.tenant().name());
    if (isProbe) {
      labels.put("alertname", "ProbeFailed");
      if (page.monitoringField() != null && incident.key() % 2 == 0) {
        labels.put("monitoring_id", page.monitoringField());
      }
    } else {
      labels.put("trouble", page.trouble());
    }
    long ended =
        incident.kind() == Incident.Kind.FAULT
            ? Math.max(incident.faultEndSecond(), page.createdSecond() + 60) + 30
            : page.resolvedSecond() - 20;
    return new Alert(
        labels,
        isProbe ? groupKey(incident.service(), "ProbeFailed") : page.groupKey(),
        page.createdSecond() - wait,
        ended,
        page);
  }

  private static List<Alert> noise(World world, Week week, Service service) {
    List<Long> detected = new ArrayList<>();
    world.visit(week, service, incident -> detected.add(incident.detectedSecond()));
    long key = Seeds.mix(world.serviceKey(service), week.startSecond());
    List<Alert> alerts = new ArrayList<>();
    add(alerts, service, "QueueLag", quiet(week, detected, Seeds.mix(key, 803)), 1, SHORT_SECONDS);
    add(
        alerts,
        service,
        "DiskFilling",
        quiet(week, detected, Seeds.mix(key, 805)),
        1,
        LONG_SECONDS);
    add(
        alerts,
        service,
        "CpuHigh",
        quiet(week, detected, Seeds.mix(key, 807)),
        FLAPS,
        FLAP_SECONDS);
    return alerts;
  }

  private static void add(
      List<Alert> alerts,
      Service service,
      String name,
      @Nullable Long first,
      int count,
      long seconds) {
    for (int i = 0; first != null && i < count; i++) {
      long started = first + i * FLAPS_EVERY_SECONDS;
      alerts.add(
          new Alert(
              labels(service, name, "info"),
              groupKey(service, name),
              started,
              started + seconds,
              null));
    }
  }

  /** A second that no page about the service follows soon; null when none is found. */
  private static @Nullable Long quiet(Week week, List<Long> detected, long key) {
    SplittableRandom random = Seeds.random(key);
    for (int i = 0; i < TRIES; i++) {
      long second = random.nextLong(week.startSecond(), week.endSecond() - 2 * QUIET_SECONDS);
      if (detected.stream().allMatch(at -> at < second - 600 || at > second + QUIET_SECONDS)) {
        return second;
      }
    }
    return null;
  }

  private static SortedMap<String, String> labels(Service service, String name, String severity) {
    SortedMap<String, String> labels = new TreeMap<>();
    labels.put("alertname", name);
    labels.put("service", service.name());
    labels.put("team", service.team());
    labels.put("severity", severity);
    return labels;
  }

  private static String groupKey(Service service, String name) {
    return "{}:{alertname=\"" + name + "\", service=\"" + service.name() + "\"}";
  }
}
