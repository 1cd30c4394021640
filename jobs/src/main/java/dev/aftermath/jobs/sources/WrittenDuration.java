package dev.aftermath.jobs.sources;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Durations in the forms of ServiceNow's exports: as stored, a date counted from 1970 ({@code
 * 1970-01-01 08:30:00}); as seconds; as shown, in words ({@code 8 Hours 30 Minutes}).
 */
final class WrittenDuration {
  private static final Pattern DATE =
      Pattern.compile("([0-9]{4}-[0-9]{2}-[0-9]{2}) ([0-9]{2}:[0-9]{2}:[0-9]{2})");
  private static final Pattern SECONDS = Pattern.compile("[0-9]{1,12}");
  private static final Pattern PART =
      Pattern.compile("([0-9]{1,9}) (day|hour|minute|second)s?\\s*");

  private WrittenDuration() {}

  /**
   * The seconds of a duration.
   *
   * @param name the field's name in the source, for messages
   */
  static long seconds(String name, String text) throws BadRecordException {
    if (SECONDS.matcher(text).matches()) {
      return Long.parseLong(text);
    }
    Matcher date = DATE.matcher(text);
    return date.matches() ? sinceEpoch(name, text, date) : inWords(name, text);
  }

  private static long sinceEpoch(String name, String text, Matcher date) throws BadRecordException {
    try {
      long seconds =
          LocalDateTime.parse(date.group(1) + "T" + date.group(2)).toEpochSecond(ZoneOffset.UTC);
      if (seconds >= 0) {
        return seconds;
      }
    } catch (DateTimeException e) {
      // Told below: no such date.
    }
    throw notOne(name, text);
  }

  private static long inWords(String name, String text) throws BadRecordException {
    Matcher part = PART.matcher(text.toLowerCase(Locale.ROOT));
    long seconds = 0;
    int end = 0;
    while (part.find() && part.start() == end) {
      end = part.end();
      long count = Long.parseLong(part.group(1));
      seconds +=
          switch (part.group(2)) {
            case "day" -> count * 86_400;
            case "hour" -> count * 3_600;
            case "minute" -> count * 60;
            default -> count;
          };
    }
    if (end == 0 || end < text.length()) {
      throw notOne(name, text);
    }
    return seconds;
  }

  private static BadRecordException notOne(String name, String text) {
    return BadRecordException.wrongType(
        name, text, "a duration such as 1970-01-01 08:30:00, 30600 or 8 Hours 30 Minutes");
  }
}
