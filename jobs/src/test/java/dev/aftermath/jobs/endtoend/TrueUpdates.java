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
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** When stakeholders and customers of simulated worlds were told of an incident. */
final class TrueUpdates {
  private TrueUpdates() {}

  /** What customers were told of a service from a moment until another. */
  record Notice(
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

  /** An incident, and when stakeholders and customers were first told of it, if they were. */
  record Update(KnownIncident incident, @Nullable Instant comment, @Nullable Notice notice) {

    @Nullable Instant noticeAt() {
      return notice == null ? null : notice.toldAt();
    }

    @Nullable Long customersWaitedSeconds() {
      return waited(noticeAt());
    }

    private @Nullable Long waited(@Nullable Instant told) {
      return told == null
          ? null
          : Long.valueOf(Math.max(0, told.getEpochSecond() - incident.openedAt().getEpochSecond()));
    }

    private String line() {
      return Lines.line(
          comment,
          waited(comment),
          noticeAt(),
          customersWaitedSeconds(),
          notice == null ? null : notice.id());
    }
  }

  /** One for every incident of all worlds. */
  static List<Update> among(ManyWorlds worlds) {
    return worlds.worlds().stream().flatMap(TrueUpdates::in).toList();
  }

  static void assertAreThoseOf(ManyWorlds worlds, TestPlatform platform) {
    Map<String, String> expected = new HashMap<>();
    among(worlds).forEach(update -> expected.put(update.incident().id(), update.line()));
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

  private static Stream<Update> in(SmallWorld world) {
    List<Notice> notices = world.lines("notices.jsonl").stream().map(Notice::of).toList();
    Map<String, Instant> commented = new HashMap<>();
    for (JsonNode line : world.lines("contracts.jsonl")) {
      Instant told = at(line, "stakeholders_told_at");
      if (told != null) {
        commented.put(Objects.requireNonNull(text(line, "number")), told);
      }
    }
    return world.incidents().stream()
        .map(
            incident ->
                new Update(
                    incident,
                    incident.isTicketed() ? commented.get(incident.ticketNumber()) : null,
                    notices.stream()
                        .filter(notice -> notice.isAbout(incident))
                        .min(Comparator.comparing(Notice::toldAt).thenComparing(Notice::id))
                        .orElse(null)));
  }
}
