package dev.aftermath.jobs.domain.calendar;

import java.io.Serializable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A stretch of the wall clock that begins on a day, such as 08:00–17:00. One that ends no later
 * than it begins ends on the next day, such as 22:00–06:00.
 *
 * @param startSecond seconds after the day's midnight, inclusive
 * @param endSecond seconds after the same midnight, exclusive; beyond 86,400 on the next day
 */
public record DailyHours(int startSecond, int endSecond) implements Serializable {
  /** The seconds of a day on the wall clock. */
  public static final int DAY = 86_400;

  private static final Pattern WRITTEN =
      Pattern.compile("([01][0-9]|2[0-3]):([0-5][0-9])\\s*-\\s*([01][0-9]|2[0-4]):([0-5][0-9])");

  /** Refuses a start outside the day and a stretch that is empty or longer than a day. */
  public DailyHours {
    boolean beginsOnTheDay = startSecond >= 0 && startSecond < DAY;
    if (!beginsOnTheDay || endSecond <= startSecond || endSecond > startSecond + DAY) {
      throw new IllegalArgumentException("No hours of a day: " + startSecond + " to " + endSecond);
    }
  }

  /**
   * Reads hours such as {@code 08:00-17:00}, {@code 22:00-06:00} or {@code 00:00-24:00}.
   *
   * @throws IllegalArgumentException when it is something else
   */
  public static DailyHours parse(String text) {
    Matcher written = WRITTEN.matcher(text.strip());
    if (!written.matches()) {
      throw new IllegalArgumentException(text + " is not written like 08:00-17:00");
    }
    int start = second(written.group(1), written.group(2));
    int end = second(written.group(3), written.group(4));
    return new DailyHours(start, end > start ? end : end + DAY);
  }

  private static int second(String hour, String minute) {
    int second = (Integer.parseInt(hour) * 60 + Integer.parseInt(minute)) * 60;
    if (second > DAY) {
      throw new IllegalArgumentException(hour + ":" + minute + " is after the end of the day");
    }
    return second;
  }

  /** Whether the second of the wall clock lies in the stretch, on the day it begins or the next. */
  public boolean includes(int secondOfDay) {
    return (secondOfDay >= startSecond && secondOfDay < endSecond) || secondOfDay + DAY < endSecond;
  }

  /** Whether the two share any time when they begin on the same day. */
  public boolean overlaps(DailyHours other) {
    return startSecond < other.endSecond && other.startSecond < endSecond;
  }
}
