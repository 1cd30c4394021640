package dev.aftermath.jobs.endtoend;

import static dev.aftermath.jobs.endtoend.KnownIncident.at;
import static dev.aftermath.jobs.endtoend.KnownIncident.text;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One firing of an alert as the exports of a simulated world told of it, and the incident that
 * whoever has them puts it down to by the words of {@code conf/matching.yaml}.
 *
 * @param endedAt null while it fired at the world's end
 * @param incidentId null where it led to none
 */
record KnownAlert(
    String fingerprint,
    String service,
    Instant startedAt,
    @Nullable Instant endedAt,
    @Nullable String incidentId) {
  private static final Duration KEY_WITHIN = Duration.ofMinutes(60);
  private static final Duration SERVICE_WITHIN = Duration.ofMinutes(10);

  /** What of an incident an alert is put down to it by. */
  private record Sought(
      KnownIncident incident,
      Instant openedAt,
      @Nullable Instant settledAt,
      @Nullable String key,
      @Nullable String check,
      String service) {

    static Sought of(KnownIncident incident) {
      return new Sought(
          incident,
          incident.openedAt(),
          incident.settledAt(),
          incident.deduplicationKey(),
          incident.monitoringId(),
          incident.service());
    }

    boolean isOpenAt(Instant at) {
      return !openedAt.isAfter(at) && (settledAt == null || settledAt.isAfter(at));
    }

    boolean isOpenedAfter(Instant at, Duration within) {
      return !openedAt.isBefore(at) && !openedAt.isAfter(at.plus(within));
    }
  }

  static List<KnownAlert> among(List<JsonNode> alerts, List<KnownIncident> incidents) {
    List<Sought> sought =
        incidents.stream()
            .map(Sought::of)
            .sorted(Comparator.comparing(Sought::openedAt).thenComparing(it -> it.incident().id()))
            .toList();
    List<KnownAlert> known = new ArrayList<>();
    for (JsonNode alert : alerts) {
      Sought found = found(alert, sought);
      known.add(
          new KnownAlert(
              Objects.requireNonNull(text(alert, "fingerprint")),
              Objects.requireNonNull(text(alert, "service")),
              Objects.requireNonNull(at(alert, "started_at")),
              at(alert, "ended_at"),
              found == null ? null : survivor(found.incident(), incidents)));
    }
    return known;
  }

  /** When the first of the alerts began that led to an incident. */
  static @Nullable Instant firstOf(List<KnownAlert> alerts, KnownIncident incident) {
    String id = incident.id();
    return alerts.stream()
        .filter(it -> id.equals(it.incidentId()))
        .map(KnownAlert::startedAt)
        .min(Comparator.naturalOrder())
        .orElse(null);
  }

  /** A key names what is open, a check what comes next; without either it is what comes soon. */
  private static @Nullable Sought found(JsonNode alert, List<Sought> sought) {
    Instant start = Objects.requireNonNull(at(alert, "started_at"));
    List<Sought> byKey = having(Sought::key, text(alert, "notified_key"), sought);
    List<Sought> byCheck = having(Sought::check, text(alert, "monitoring_id"), sought);
    List<Sought> byService = having(Sought::service, text(alert, "service"), sought);
    return Stream.of(
            open(byKey, start),
            next(byKey, start, KEY_WITHIN),
            next(byCheck, start, KEY_WITHIN),
            open(byCheck, start),
            next(byService, start, SERVICE_WITHIN))
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
  }

  private static List<Sought> having(
      Function<Sought, @Nullable String> what, @Nullable String value, List<Sought> sought) {
    return sought.stream().filter(it -> value != null && value.equals(what.apply(it))).toList();
  }

  private static @Nullable Sought open(List<Sought> sought, Instant at) {
    return sought.stream().filter(it -> it.isOpenAt(at)).reduce((one, other) -> other).orElse(null);
  }

  private static @Nullable Sought next(List<Sought> sought, Instant at, Duration within) {
    return sought.stream().filter(it -> it.isOpenedAfter(at, within)).findFirst().orElse(null);
  }

  /** What it lives on in, over any number of steps. */
  private static String survivor(KnownIncident incident, List<KnownIncident> all) {
    String into = incident.mergedInto();
    return into == null
        ? incident.id()
        : all.stream()
            .filter(it -> into.equals(it.pageKey()))
            .findFirst()
            .map(it -> survivor(it, all))
            .orElseThrow();
  }
}
