package dev.aftermath.jobs.endtoend;

import static dev.aftermath.jobs.endtoend.KnownIncident.at;
import static dev.aftermath.jobs.endtoend.KnownIncident.first;
import static dev.aftermath.jobs.endtoend.KnownIncident.text;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A postmortem of a simulated world, and the incident that whoever has the exports puts it down to
 * by the words of {@code conf/postmortems.yaml}.
 *
 * @param line what is true of it
 * @param about the line of the truth with the incident that it was written about
 * @param incident null where it names none and several are, or none is, near
 */
record KnownPostmortem(JsonNode line, JsonNode about, @Nullable KnownIncident incident) {

  /** The world's postmortems that were written. */
  static List<KnownPostmortem> in(SmallWorld world) {
    return world.lines("postmortems.jsonl").stream()
        .filter(line -> line.path("is_written").asBoolean())
        .map(line -> of(line, world))
        .toList();
  }

  private static KnownPostmortem of(JsonNode line, SmallWorld world) {
    String ticket = Objects.requireNonNull(text(line, "ticket"));
    JsonNode about =
        world.lines("incidents.jsonl").stream()
            .filter(it -> ticket.equals(text(it, "ticket")))
            .findFirst()
            .orElseThrow();
    List<KnownIncident> incidents = world.incidents();
    KnownIncident incident =
        switch (Objects.requireNonNull(text(line, "reference"))) {
          case "states_ticket", "mentions_ticket" ->
              only(incidents.stream().filter(it -> ticket.equals(it.ticketNumber())).toList());
          case "states_page" -> {
            String page = Objects.requireNonNull(text(about, "page"));
            yield only(incidents.stream().filter(it -> page.equals(it.pageKey())).toList());
          }
          default -> near(about, incidents);
        };
    return new KnownPostmortem(line, about, incident);
  }

  /** The one that began near it; where a stricter rule leaves several, no other rule decides. */
  private static @Nullable KnownIncident near(JsonNode about, List<KnownIncident> incidents) {
    Instant start = Objects.requireNonNull(at(about, "detected_at"));
    Predicate<KnownIncident> sameService = it -> it.service().equals(text(about, "service"));
    Predicate<KnownIncident> sameTenant = it -> Objects.equals(it.tenant(), text(about, "tenant"));
    return Stream.of(
            near(start, Duration.ofHours(2), incidents, sameService.and(sameTenant)),
            near(start, Duration.ofMinutes(30), incidents, sameService))
        .filter(found -> !found.isEmpty())
        .findFirst()
        .map(KnownPostmortem::only)
        .orElse(null);
  }

  private static List<KnownIncident> near(
      Instant start,
      Duration within,
      List<KnownIncident> incidents,
      Predicate<KnownIncident> isLike) {
    return incidents.stream()
        .filter(isLike)
        .filter(
            it ->
                Duration.between(first(it.impactStartAt(), it.openedAt()), start)
                        .abs()
                        .compareTo(within)
                    <= 0)
        .toList();
  }

  private static @Nullable KnownIncident only(List<KnownIncident> found) {
    return found.size() == 1 ? found.get(0) : null;
  }

  String key() {
    return Objects.requireNonNull(text(line, "id"));
  }

  String service() {
    return Objects.requireNonNull(text(about, "service"));
  }

  String tenant() {
    return Objects.requireNonNull(text(about, "tenant"));
  }

  Instant completedAt() {
    return Objects.requireNonNull(at(line, "completed_at"));
  }

  JsonNode actionItems() {
    return line.path("action_items");
  }
}
