package dev.aftermath.jobs.publish;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The window of an SLO in words: a manager reads "last 28 days" and "Nov 2026 so far", not "rolling
 * 28d" and "calendar 1M".
 */
final class WindowLabel {
  private static final Pattern LENGTH = Pattern.compile("([0-9]+)([mhdwMQY])");
  private static final Map<String, String> UNITS =
      Map.of(
          "m", "minute", "h", "hour", "d", "day", "w", "week", "M", "month", "Q", "quarter", "Y",
          "year");

  private WindowLabel() {}

  /** A window that ends where it is looked at, such as "last 28 days". */
  static String rolling(String length) {
    Matcher parts = LENGTH.matcher(length);
    if (!parts.matches()) {
      return "last " + length;
    }
    String unit = UNITS.getOrDefault(parts.group(2), parts.group(2));
    return parts.group(1).equals("1")
        ? "last " + unit
        : "last " + parts.group(1) + " " + unit + "s";
  }

  /**
   * A calendar window, such as "Nov 2026", with "so far" while it goes on.
   *
   * @param end exclusive
   * @param evaluatedAt up to when events are counted
   */
  static String calendar(
      String length, Instant start, Instant end, Instant evaluatedAt, ZoneId zone) {
    // The middle lies in the window in every zone; its start may be the evening before.
    ZonedDateTime middle = start.plus(Duration.between(start, end).dividedBy(2)).atZone(zone);
    String name =
        switch (length) {
          case "1M" -> print("MMM yyyy", middle);
          case "1Q", "3M" -> print("QQQ yyyy", middle);
          case "1Y" -> print("yyyy", middle);
          default ->
              print("d MMM", start.atZone(zone))
                  + " to "
                  + print("d MMM yyyy", end.minusMillis(1).atZone(zone));
        };
    return end.isAfter(evaluatedAt) ? name + " so far" : name;
  }

  private static String print(String pattern, ZonedDateTime moment) {
    return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH).format(moment);
  }
}
