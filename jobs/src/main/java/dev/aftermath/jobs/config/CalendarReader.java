package dev.aftermath.jobs.config;

import dev.aftermath.jobs.domain.calendar.BusinessCalendar;
import dev.aftermath.jobs.domain.calendar.DailyHours;
import dev.aftermath.jobs.domain.calendar.SpecialDay;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads one business calendar; what is wrong is noted and none comes back. */
final class CalendarReader {
  private static final Set<String> KEYS =
      Set.of("id", "version", "aliases", "zone", "hours", "special_days", "holidays");
  private static final Set<String> SPECIAL_KEYS = Set.of("name", "hours");
  private static final Set<String> DAYS = days();
  private static final String HOURS =
      "hours such as 08:00-17:00, over midnight such as 22:00-06:00";

  private final YamlNode root;
  private final Problems problems;
  private final Map<DayOfWeek, List<DailyHours>> week = new EnumMap<>(DayOfWeek.class);
  private final Map<LocalDate, SpecialDay> specialDays = new TreeMap<>();

  private CalendarReader(YamlNode root) {
    this.root = root;
    this.problems = root.problems();
  }

  /** The calendar of a document. */
  static Optional<BusinessCalendar> calendar(YamlNode root) {
    return new CalendarReader(root).read();
  }

  /**
   * The zone that a key names, which must be one of the IANA database: offsets such as {@code
   * UTC+2} know no summer time.
   */
  static Optional<ZoneId> zone(YamlNode node, String key) {
    String name = node.text(key);
    if (name.isEmpty() || ZoneId.getAvailableZoneIds().contains(name)) {
      return name.isEmpty() ? Optional.empty() : Optional.of(ZoneId.of(name));
    }
    String near =
        Spelling.nearest(name, ZoneId.getAvailableZoneIds())
            .map(it -> "; did you mean \"" + it + "\"?")
            .orElse("");
    node.problems()
        .at(
            node.find(key).orElse(node),
            "Invalid "
                + key
                + ": \""
                + name
                + "\""
                + near
                + " (must be an IANA zone such as Europe/Berlin)");
    return Optional.empty();
  }

  /** The hours of a list, or of a single value, ascending; overlaps are noted. */
  static List<DailyHours> hours(YamlNode node) {
    List<DailyHours> hours = new ArrayList<>();
    for (YamlNode item : node.isList() ? node.items() : List.of(node)) {
      DailyHours stretch = stretch(item);
      if (stretch != null && hours.stream().anyMatch(stretch::overlaps)) {
        node.problems().at(item, "Invalid hours: they overlap others of the same day");
      } else if (stretch != null) {
        hours.add(stretch);
      }
    }
    return hours;
  }

  private static @Nullable DailyHours stretch(YamlNode node) {
    String text = node.text().orElse("");
    try {
      return DailyHours.parse(text);
    } catch (IllegalArgumentException e) {
      node.problems().at(node, "Invalid hours: \"" + text + "\" (must be " + HOURS + ")");
      return null;
    }
  }

  private Optional<BusinessCalendar> read() {
    int before = problems.all().size();
    root.refuseKeysBeyond(KEYS);
    String id = root.text("id");
    root.text("version");
    Optional<Long> version = root.parsed("version", "a whole number", Long::valueOf);
    Optional<ZoneId> zone = zone(root, "zone");
    readWeek();
    root.find("special_days").ifPresent(this::readSpecialDays);
    root.find("holidays").ifPresent(this::readHolidays);
    return problems.all().size() > before
        ? Optional.empty()
        : Optional.of(
            new BusinessCalendar(
                id,
                version.orElseThrow(),
                root.texts("aliases"),
                zone.orElseThrow(),
                week,
                specialDays));
  }

  private void readWeek() {
    Optional<YamlNode> hours = root.find("hours");
    if (hours.isEmpty() || hours.get().entries().isEmpty()) {
      root.missing("hours", "give at least one day of the week its hours");
      return;
    }
    hours.get().refuseKeysBeyond(DAYS);
    hours
        .get()
        .entries()
        .forEach(
            (name, node) -> {
              if (DAYS.contains(name)) {
                week.put(DayOfWeek.valueOf(name.toUpperCase(Locale.ROOT)), hours(node));
              }
            });
  }

  private void readSpecialDays(YamlNode node) {
    node.entries()
        .forEach(
            (date, day) -> {
              day.refuseKeysBeyond(SPECIAL_KEYS);
              String name = day.text("name");
              Optional<YamlNode> hours = day.find("hours");
              if (hours.isEmpty()) {
                day.missing("hours", "a day without any belongs into holidays");
              }
              put(
                  node,
                  date,
                  new SpecialDay(name, hours.map(CalendarReader::hours).orElse(List.of())));
            });
  }

  private void readHolidays(YamlNode node) {
    node.entries()
        .forEach(
            (date, day) -> {
              if (!day.isText()) {
                problems.at(day, "Invalid holiday: name it, such as New Year's Day");
              }
              put(node, date, SpecialDay.holiday(day.text().orElse("")));
            });
  }

  private void put(YamlNode days, String date, SpecialDay day) {
    YamlNode key = days.keys().getOrDefault(date, days);
    try {
      if (specialDays.putIfAbsent(LocalDate.parse(date), day) != null) {
        problems.at(key, "Invalid day: " + date + " is among special_days and holidays; keep one");
      }
    } catch (DateTimeException e) {
      problems.at(key, "Invalid day: \"" + date + "\" (must be a date such as 2026-12-24)");
    }
  }

  private static Set<String> days() {
    Set<String> names = new TreeSet<>();
    for (DayOfWeek day : DayOfWeek.values()) {
      names.add(day.name().toLowerCase(Locale.ROOT));
    }
    return names;
  }
}
