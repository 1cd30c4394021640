package dev.aftermath.jobs.endtoend;

import static dev.aftermath.jobs.endtoend.KnownIncident.at;
import static dev.aftermath.jobs.endtoend.KnownIncident.text;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aftermath.jobs.gold.IncidentUpdates;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** When stakeholders and customers of simulated worlds were told of an incident. */
final class TrueUpdates {
  private TrueUpdates() {}

  /** What customers were told of a service from a moment until another. */
  private record Notice(
      String id, String service, Instant since, Instant toldAt, @Nullable Instant endedAt) {

    static Notice of(JsonNode line) {
      return new Notice(
          Objects.requireNonNull(text(line, "id")),
          Objects.requireNonNull(text(line, "service")),
          Objects.requireNonNull(at(line, "since")),
          Objects.requireNonNull(at(line, "told_at")),
          at(line, "ended_at"));
    }

    /** Whether it was up at some time while the incident was. */
    boolean isAbout(KnownIncident incident) {
      Instant over = KnownIncident.first(incident.resolvedAt(), incident.closedAt());
      return service.equals(incident.service())
          && (over == null || !since.isAfter(over))
          && (endedAt == null || !endedAt.isBefore(incident.openedAt()));
    }
  }

  static void assertAreThoseOf(ManyWorlds worlds, TestPlatform platform) {
    Map<String, String> expected = new HashMap<>();
    worlds.worlds().forEach(world -> take(world, expected));
    Predicate<String> isToldLate = line -> line.matches(".*\t[0-9]{5,}\t.*");
    assertThat(expected.values())
        .anyMatch(line -> line.startsWith("null\tnull\tnull"))
        .anyMatch(line -> line.matches("20.*\t20.*"))
        .anyMatch(isToldLate);
    Lines.assertSame(
        IncidentUpdates.TABLE.name(),
        expected,
        Lines.rows(
            platform.read(IncidentUpdates.TABLE),
            List.of("incident_id"),
            List.of(
                "first_stakeholder_update_at",
                "time_to_first_stakeholder_update_seconds",
                "first_customer_update_at",
                "time_to_first_customer_update_seconds",
                "notice_key")));
  }

  private static void take(SmallWorld world, Map<String, String> updates) {
    List<Notice> notices = world.lines("notices.jsonl").stream().map(Notice::of).toList();
    Map<String, Instant> commented = new HashMap<>();
    for (JsonNode line : world.lines("contracts.jsonl")) {
      Instant told = at(line, "stakeholders_told_at");
      if (told != null) {
        commented.put(Objects.requireNonNull(text(line, "number")), told);
      }
    }
    for (KnownIncident incident : world.incidents()) {
      Notice first =
          notices.stream()
              .filter(notice -> notice.isAbout(incident))
              .min(Comparator.comparing(Notice::toldAt).thenComparing(Notice::id))
              .orElse(null);
      Instant comment = incident.isTicketed() ? commented.get(incident.ticketNumber()) : null;
      Instant notice = first == null ? null : first.toldAt();
      updates.put(
          incident.id(),
          Lines.line(
              comment,
              wait(incident, comment),
              notice,
              wait(incident, notice),
              first == null ? null : first.id()));
    }
  }

  private static @Nullable Long wait(KnownIncident incident, @Nullable Instant told) {
    return told == null
        ? null
        : Long.valueOf(Math.max(0, told.getEpochSecond() - incident.openedAt().getEpochSecond()));
  }
}
