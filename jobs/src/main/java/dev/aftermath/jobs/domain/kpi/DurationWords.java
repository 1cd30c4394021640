package dev.aftermath.jobs.domain.kpi;

import java.util.ArrayList;
import java.util.List;

/** Seconds as people say them. */
public final class DurationWords {
  private static final long MINUTE = 60;
  private static final long HOUR = 60 * MINUTE;
  private static final long DAY = 24 * HOUR;

  private DurationWords() {}

  /** Days, hours, minutes and seconds without those that are 0, such as {@code 2 d 3 h}. */
  public static String of(long seconds) {
    if (seconds == 0) {
      return "0 s";
    }
    long rest = Math.abs(seconds);
    List<String> words = new ArrayList<>();
    add(words, rest / DAY, "d");
    add(words, rest % DAY / HOUR, "h");
    add(words, rest % HOUR / MINUTE, "min");
    add(words, rest % MINUTE, "s");
    return (seconds < 0 ? "-" : "") + String.join(" ", words);
  }

  private static void add(List<String> words, long count, String unit) {
    if (count > 0) {
      words.add(count + " " + unit);
    }
  }
}
