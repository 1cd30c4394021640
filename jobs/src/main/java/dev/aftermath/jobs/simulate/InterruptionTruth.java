package dev.aftermath.jobs.simulate;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.IsoFields;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeMap;

/**
 * How often people were really interrupted, team by team and week by week: business is weekdays
 * from 8 to 17, sleep is from 22 to 8, and shifts begin at 8 and at 20. It keeps the last
 * interruption of every person and the last shift of every team only.
 */
final class InterruptionTruth {
  private static final long ONE_SECONDS = 60;
  private static final int WAKES = 8;
  private static final int LEAVES = 17;
  private static final int SLEEPS = 22;
  private static final int NIGHT_SHIFT = 20;
  private static final int BEARABLE_PER_SHIFT = 2;

  private final World world;
  private final ZoneId zone;
  private final PriorityQueue<Message> waiting =
      new PriorityQueue<>(Comparator.comparingLong(Message::second).thenComparing(Message::page));
  private final Map<String, Last> lastByPerson = new HashMap<>();
  private final Map<String, Shift> shiftByTeam = new HashMap<>();
  private final Map<String, Sums> sums = new TreeMap<>();

  private InterruptionTruth(World world) {
    this.world = world;
    this.zone = world.settings().zone();
  }

  private record Message(long second, String person, String team, String page) {}

  /** What a person was last interrupted by, and in which hour and night. */
  private record Last(long second, long outOfHoursHour, long sleepNight) {}

  /** A team's shift, and the pages that interrupted anybody in it. */
  private record Shift(LocalDateTime begin, Set<String> pages) {}

  private static final class Sums {
    private long business;
    private long off;
    private long sleep;
    private long hours;
    private long nights;
    private long paged;
    private long overloaded;
  }

  /** Writes one object per team and week that anybody was interrupted in. */
  static void write(Path file, World world) throws IOException {
    InterruptionTruth truth = new InterruptionTruth(world);
    for (Week week : world.weeks()) {
      world.visit(week, truth::visit);
    }
    truth.drainBefore(Long.MAX_VALUE);
    try (JsonGenerator json = TruthExport.open(file)) {
      json.writeStartArray();
      for (Map.Entry<String, Sums> sum : truth.sums.entrySet()) {
        json.writeStartObject();
        json.writeStringField("week_and_team", sum.getKey());
        json.writeNumberField("business", sum.getValue().business);
        json.writeNumberField("off", sum.getValue().off);
        json.writeNumberField("sleep", sum.getValue().sleep);
        json.writeNumberField("disrupted_hours", sum.getValue().hours);
        json.writeNumberField("disturbed_nights", sum.getValue().nights);
        json.writeNumberField("paged_incidents", sum.getValue().paged);
        json.writeNumberField("overloaded_shifts", sum.getValue().overloaded);
        json.writeEndObject();
      }
      json.writeEndArray();
    }
  }

  private void visit(Incident incident) {
    if (incident.kind() != Incident.Kind.MERGED_CHILD) {
      drainBefore(incident.detectedSecond());
    }
    Page page = incident.page();
    if (page != null) {
      for (LogEntry entry : page.entries()) {
        boolean exported = entry.second() < world.settings().end().getEpochSecond();
        if (exported && entry.interrupts() && entry.person() != null) {
          waiting.add(
              new Message(
                  entry.second(), entry.person().id(), incident.service().team(), page.id()));
        }
      }
    }
  }

  private void drainBefore(long second) {
    for (Message next = waiting.peek();
        next != null && next.second() < second;
        next = waiting.peek()) {
      take(waiting.remove());
    }
  }

  private void take(Message message) {
    Last last = lastByPerson.getOrDefault(message.person(), new Last(Long.MIN_VALUE / 2, -1, -1));
    if (message.second() - last.second() <= ONE_SECONDS) {
      return;
    }
    LocalDateTime shown = LocalDateTime.ofInstant(Instant.ofEpochSecond(message.second()), zone);
    int hour = shown.getHour();
    boolean asleep = hour >= SLEEPS || hour < WAKES;
    boolean working =
        !asleep && hour < LEAVES && shown.getDayOfWeek().compareTo(DayOfWeek.SATURDAY) < 0;
    long clockHour = Math.floorDiv(message.second(), 3_600L);
    long night = shown.toLocalDate().toEpochDay() - (hour < WAKES ? 1 : 0);
    Sums week = sums(message.second(), message.team());
    if (working) {
      week.business++;
    } else if (asleep) {
      week.sleep++;
    } else {
      week.off++;
    }
    boolean newHour = !working && clockHour != last.outOfHoursHour();
    boolean newNight = asleep && night != last.sleepNight();
    week.hours += newHour ? 1 : 0;
    if (newNight) {
      long evening = message.second() - (hour < WAKES ? WAKES * 3_600L : 0);
      sums(evening, message.team()).nights++;
    }
    lastByPerson.put(
        message.person(),
        new Last(
            message.second(),
            newHour ? clockHour : last.outOfHoursHour(),
            newNight ? night : last.sleepNight()));
    takeInShift(message, shown);
  }

  private void takeInShift(Message message, LocalDateTime shown) {
    int hour = shown.getHour();
    LocalDate day = shown.toLocalDate();
    LocalDateTime begin =
        hour < WAKES
            ? day.minusDays(1).atTime(NIGHT_SHIFT, 0)
            : day.atTime(hour < NIGHT_SHIFT ? WAKES : NIGHT_SHIFT, 0);
    Shift shift = shiftByTeam.get(message.team());
    if (shift == null || !shift.begin().equals(begin)) {
      shift = new Shift(begin, new HashSet<>());
      shiftByTeam.put(message.team(), shift);
    }
    if (shift.pages().add(message.page())) {
      Sums week = sums(begin, message.team());
      week.paged++;
      week.overloaded += shift.pages().size() == BEARABLE_PER_SHIFT + 1 ? 1 : 0;
    }
  }

  private Sums sums(long second, String team) {
    return sums(LocalDateTime.ofInstant(Instant.ofEpochSecond(second), zone), team);
  }

  private Sums sums(LocalDateTime shown, String team) {
    String week =
        "%d-W%02d"
            .formatted(
                shown.get(IsoFields.WEEK_BASED_YEAR), shown.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR));
    return sums.computeIfAbsent(week + " " + team, unseen -> new Sums());
  }
}
