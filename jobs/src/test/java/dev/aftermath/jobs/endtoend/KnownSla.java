package dev.aftermath.jobs.endtoend;

import static dev.aftermath.jobs.endtoend.KnownIncident.at;
import static dev.aftermath.jobs.endtoend.KnownIncident.text;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An SLA of a simulated world.
 *
 * @param line what is true of it
 * @param incident the one that has its ticket
 * @param dueAt when its time was or will be up, by the hours that it runs in and its pauses
 * @param isOverdue whether it still runs though its time is up
 */
record KnownSla(JsonNode line, KnownIncident incident, Instant dueAt, boolean isOverdue) {
  private static final char LAST_AROUND_THE_CLOCK = '2';

  /**
   * Those of all worlds.
   *
   * @param pauses of those that still run, which no truth tells, by {@link #key}
   */
  static List<KnownSla> among(ManyWorlds worlds, Map<String, String> pauses, TrueWeeks weeks) {
    Map<String, KnownIncident> incidents = new HashMap<>();
    for (KnownIncident incident : worlds.incidents()) {
      if (incident.ticketNumber() != null) {
        incidents.put(incident.ticketNumber(), incident);
      }
    }
    List<JsonNode> lines = worlds.truth("slas.jsonl");
    Map<String, Long> allowed = new HashMap<>();
    lines.stream()
        .filter(line -> line.has("allowed_seconds"))
        .forEach(line -> allowed.put(definition(line), line.path("allowed_seconds").asLong()));
    TrueOfficeHours office = new TrueOfficeHours(weeks.zone());
    List<KnownSla> slas = new ArrayList<>();
    for (JsonNode line : lines) {
      Clock clock = new Clock(line, office);
      long paused =
          clock.runs()
              ? Long.parseLong(Objects.requireNonNull(pauses.get(key(line)), line.toString()))
              : clock.pausedSeconds();
      Instant dueAt = clock.after(Objects.requireNonNull(allowed.get(definition(line))) + paused);
      slas.add(
          new KnownSla(
              line,
              Objects.requireNonNull(incidents.get(text(line, "ticket"))),
              dueAt,
              clock.runs() && !dueAt.isAfter(weeks.asOf())));
    }
    return slas;
  }

  /** The hours that its time runs in. */
  private record Clock(JsonNode line, TrueOfficeHours office) {

    boolean runs() {
      return line.path("runs").asBoolean();
    }

    /** P3 and less urgent ones run in office hours only. */
    private boolean isAroundTheClock() {
      return definition(line).charAt(1) <= LAST_AROUND_THE_CLOCK;
    }

    private Instant start() {
      return Objects.requireNonNull(at(line, "start"));
    }

    /** What its time stood still of its own hours, of one that has ended. */
    long pausedSeconds() {
      Instant end = Objects.requireNonNull(at(line, "end"));
      long passed =
          isAroundTheClock()
              ? end.getEpochSecond() - start().getEpochSecond()
              : office.secondsBetween(start(), end);
      return passed - line.path("business_elapsed_seconds").asLong();
    }

    Instant after(long seconds) {
      return isAroundTheClock() ? start().plusSeconds(seconds) : office.after(start(), seconds);
    }
  }

  private static String definition(JsonNode line) {
    return Objects.requireNonNull(text(line, "definition"));
  }

  private static String key(JsonNode line) {
    return Lines.line(text(line, "ticket"), text(line, "target"), text(line, "start"));
  }

  boolean isTarget(String target) {
    return target.equals(text(line, "target"));
  }

  boolean isCancelled() {
    return "cancelled".equals(TrueSlas.word(line));
  }

  boolean isDecided() {
    return List.of("met", "breached").contains(TrueSlas.word(line));
  }

  Instant startAt() {
    return Objects.requireNonNull(at(line, "start"));
  }

  /** No export tells when one was cancelled. */
  @Nullable Instant endAt() {
    return isDecided() ? at(line, "end") : null;
  }

  /** Whether it was met, as its source states it; null where that is not decided. */
  @Nullable Boolean isMet() {
    return (isDecided() || isOverdue) ? Boolean.valueOf("met".equals(TrueSlas.word(line))) : null;
  }

  /**
   * When that was so. One that is stated to be breached, though its time was not up when it ended,
   * was so by its end.
   */
  @Nullable Instant decidedAt() {
    Instant endAt = endAt();
    boolean isLate = endAt == null ? isOverdue : dueAt.isBefore(endAt);
    return isLate && Boolean.FALSE.equals(isMet()) ? dueAt : endAt;
  }

  /** The part of its time that had passed when it ended, in percent, halves rounded up. */
  @Nullable Long elapsedPercent() {
    long allowed = line.path("allowed_seconds").asLong();
    long elapsed = line.path("business_elapsed_seconds").asLong();
    return isDecided() ? Long.valueOf((200 * elapsed + allowed) / (2 * allowed)) : null;
  }
}
