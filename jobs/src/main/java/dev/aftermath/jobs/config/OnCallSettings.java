package dev.aftermath.jobs.config;

import dev.aftermath.jobs.domain.calendar.BusinessCalendar;
import dev.aftermath.jobs.domain.calendar.DailyHours;
import dev.aftermath.jobs.domain.oncall.OnCallHours;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How the load of being on call is measured, from {@code conf/on-call.yaml}.
 *
 * @param hours which hours are for business and for sleep, and the shifts
 * @param incidentsPerShift more incidents than these are too many for one shift
 * @param smallestGroup figures about fewer people than these are not published, of incidents
 *     neither
 */
public record OnCallSettings(OnCallHours hours, long incidentsPerShift, int smallestGroup)
    implements Serializable {
  /** How many people a group needs where nothing else is configured. */
  public static final int SMALLEST_GROUP = 10;

  private static final Set<String> KEYS =
      Set.of("calendar", "sleep", "shifts", "incidents_per_shift", "smallest_group");

  /**
   * The settings in a file; none without the file: then nothing is measured.
   *
   * @param calendars those that it may name
   * @throws InvalidSettingsException with everything that is wrong in it
   */
  public static Optional<OnCallSettings> read(Path file, Map<String, BusinessCalendar> calendars)
      throws IOException {
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    Problems problems = new Problems();
    YamlNode root = YamlNode.onlyDocument(file, problems);
    OnCallSettings settings = settings(root, calendars);
    problems.throwIfAny();
    return Optional.ofNullable(settings);
  }

  private static @Nullable OnCallSettings settings(
      YamlNode root, Map<String, BusinessCalendar> calendars) {
    root.refuseKeysBeyond(KEYS);
    BusinessCalendar calendar = calendar(root, calendars);
    List<DailyHours> sleep = hours(root, "sleep");
    if (sleep.size() > 1) {
      root.problems().at(root.find("sleep").orElse(root), "Invalid sleep: give one stretch");
    }
    List<DailyHours> shifts = hours(root, "shifts");
    root.text("incidents_per_shift");
    Optional<Long> budget =
        root.parsed("incidents_per_shift", "a whole number of 0 or more", text -> atLeast(0, text));
    Optional<Long> smallest =
        root.parsed(
            "smallest_group",
            "a whole number of 2 or more: one is a person",
            text -> atLeast(2, text));
    if (!root.problems().none() || calendar == null) {
      return null;
    }
    try {
      return new OnCallSettings(
          new OnCallHours(calendar, sleep.get(0), shifts),
          budget.orElseThrow(),
          smallest.map(Math::toIntExact).orElse(SMALLEST_GROUP));
    } catch (IllegalArgumentException e) {
      root.problems()
          .at(
              root.find("shifts").orElse(root),
              "Invalid shifts: together they must make up 24 hours, each of them once");
      return null;
    }
  }

  private static @Nullable BusinessCalendar calendar(
      YamlNode root, Map<String, BusinessCalendar> calendars) {
    String id = root.text("calendar");
    BusinessCalendar calendar = calendars.get(id);
    if (calendar == null && !id.isEmpty()) {
      root.problems()
          .at(
              root.find("calendar").orElse(root),
              "Unknown calendar \"" + id + "\"" + Spelling.suggestion(id, calendars.keySet()));
    }
    return calendar;
  }

  private static List<DailyHours> hours(YamlNode root, String key) {
    Optional<YamlNode> node = root.find(key);
    if (node.isEmpty()) {
      root.missing(key, "give hours such as 22:00-08:00");
    }
    return node.map(CalendarReader::hours).orElse(List.of());
  }

  private static long atLeast(long smallest, String text) {
    long number = Long.parseLong(text);
    if (number < smallest || number > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(text + " is out of range");
    }
    return number;
  }
}
