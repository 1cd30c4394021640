package dev.aftermath.jobs.domain.postmortem;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A time as people write it, with whatever parts of it they wrote.
 *
 * @param end where it ends in the text
 * @param flaw what cannot be read of it; null when all that is written can
 */
record WrittenTime(
    @Nullable LocalDate date,
    @Nullable LocalTime time,
    @Nullable ZoneId zone,
    int end,
    @Nullable String flaw) {

  private static final List<String> MONTHS =
      List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");
  private static final Map<String, String> GERMAN_MONTHS =
      Map.of("mär", "mar", "mrz", "mar", "mai", "may", "okt", "oct", "dez", "dec");

  private static final Pattern YEAR_FIRST =
      Pattern.compile("(?<![\\d/.-])(\\d{4})[-/](\\d{1,2})[-/](\\d{1,2})(?![\\d-])");
  private static final Pattern DAY_FIRST =
      Pattern.compile("(?<![\\d/.-])(\\d{1,2})([./])(\\d{1,2})\\2(\\d{4})(?!\\d)");
  private static final Pattern DAY_MONTH =
      Pattern.compile(
          "(?<!\\d)(\\d{1,2})(?:st|nd|rd|th|\\.)? (?:of )?(\\p{L}{3,9})\\.?,? (\\d{4})");
  private static final Pattern MONTH_DAY =
      Pattern.compile("(\\p{L}{3,9})\\.? (\\d{1,2})(?:st|nd|rd|th)?,? (\\d{4})");
  private static final Pattern TIME =
      Pattern.compile(
          "(?<![\\d:-])(\\d{1,2}):(\\d{2})(?::(\\d{2})(?:\\.\\d+)?)?(?!\\d)(?: ?([ap])\\.?m\\b\\.?)?(?: ?Uhr)?",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern ZONE =
      Pattern.compile(
          "(?<=[\\d\\s(T])(Z|UTC|GMT|CES?T|MES?Z|BST|[ECMP][SD]T|[+-]\\d{2}:?\\d{2}|[A-Z][a-z]+/[A-Z][A-Za-z_]+)(?![\\w:])");
  private static final Pattern PLACEHOLDER =
      Pattern.compile("(?i)hh:mm|\\?\\?|--:--|yyyy|\\bxx|\\dxx|-MM-");

  /** Names that are no zones to Java, or zones without their summer time. */
  private static final Map<String, String> ZONES =
      Map.ofEntries(
          Map.entry("CEST", "+02:00"),
          Map.entry("MEZ", "CET"),
          Map.entry("MESZ", "+02:00"),
          Map.entry("BST", "+01:00"),
          Map.entry("EST", "-05:00"),
          Map.entry("EDT", "-04:00"),
          Map.entry("CST", "-06:00"),
          Map.entry("CDT", "-05:00"),
          Map.entry("MST", "-07:00"),
          Map.entry("MDT", "-06:00"),
          Map.entry("PST", "-08:00"),
          Map.entry("PDT", "-07:00"));

  /** Reads the first time of a text, which may be a date alone or a time of day alone. */
  static WrittenTime of(String written) {
    String text = written.replace('\u00a0', ' ').replaceAll("\\s+", " ");
    if (PLACEHOLDER.matcher(text).find()) {
      return new WrittenTime(null, null, null, 0, "placeholder");
    }
    // The T of a time stamp is no word of its own.
    String spaced = text.replaceAll("(?<=\\d)T(?=\\d)", " ");
    try {
      Found date = date(spaced);
      Matcher time = TIME.matcher(spaced);
      boolean hasTime = time.find();
      int after = Math.max(date.end, hasTime ? time.end() : 0);
      Matcher zone = ZONE.matcher(spaced);
      boolean hasZone = hasTime && zone.find(Math.max(0, time.end() - 1));
      boolean isNear = hasZone && zone.start() <= time.end() + 2;
      return new WrittenTime(
          date.date,
          hasTime ? time(time) : null,
          isNear ? zone(zone.group(1)) : null,
          isNear ? Math.max(after, zone.end()) : after,
          date.flaw);
    } catch (DateTimeException e) {
      return new WrittenTime(null, null, null, 0, "unreadable");
    }
  }

  /** The zone of a name or offset as people write it; null when it names none. */
  static @Nullable ZoneId zone(@Nullable String name) {
    if (name == null) {
      return null;
    }
    try {
      String known = ZONES.getOrDefault(name.strip(), name.strip());
      return known.equals("UTC") || known.equals("Z") || known.equals("GMT")
          ? ZoneOffset.UTC
          : ZoneId.of(known);
    } catch (DateTimeException e) {
      return null;
    }
  }

  /** Whether there is neither a date nor a time of day. */
  boolean isNone() {
    return date == null && time == null;
  }

  private record Found(@Nullable LocalDate date, int end, @Nullable String flaw) {}

  private static Found date(String text) {
    Matcher matcher = YEAR_FIRST.matcher(text);
    if (matcher.find()) {
      return found(matcher, number(matcher, 1), number(matcher, 2), number(matcher, 3));
    }
    matcher = DAY_FIRST.matcher(text);
    if (matcher.find()) {
      return dayFirst(matcher);
    }
    matcher = DAY_MONTH.matcher(text);
    if (matcher.find() && month(matcher.group(2)) > 0) {
      return found(matcher, number(matcher, 3), month(matcher.group(2)), number(matcher, 1));
    }
    matcher = MONTH_DAY.matcher(text);
    if (matcher.find() && month(matcher.group(1)) > 0) {
      return found(matcher, number(matcher, 3), month(matcher.group(1)), number(matcher, 2));
    }
    // What begins like a date and is none, such as one with five digits for the year.
    return text.matches("^[~ ]*\\d{3,}[-/].*")
        ? new Found(null, 0, "unreadable")
        : new Found(null, 0, null);
  }

  /** With slashes some put the month first: where both could be meant, neither is taken. */
  private static Found dayFirst(Matcher matcher) {
    int first = number(matcher, 1);
    int second = number(matcher, 3);
    boolean hasSlashes = matcher.group(2).equals("/");
    if (hasSlashes && first <= 12 && second <= 12 && first != second) {
      return new Found(null, matcher.end(), "ambiguous_date");
    }
    boolean monthFirst = hasSlashes && second > 12;
    return found(
        matcher, number(matcher, 4), monthFirst ? first : second, monthFirst ? second : first);
  }

  private static Found found(Matcher matcher, int year, int month, int day) {
    return new Found(LocalDate.of(year, month, day), matcher.end(), null);
  }

  private static LocalTime time(Matcher matcher) {
    int hour = number(matcher, 1);
    String half = matcher.group(4);
    if (half != null) {
      hour = hour % 12 + (half.equalsIgnoreCase("p") ? 12 : 0);
    }
    return LocalTime.of(
        hour, number(matcher, 2), matcher.group(3) == null ? 0 : number(matcher, 3));
  }

  private static int number(Matcher matcher, int group) {
    return Integer.parseInt(matcher.group(group));
  }

  private static int month(String name) {
    String start = name.toLowerCase(Locale.ROOT).substring(0, 3);
    return 1 + MONTHS.indexOf(GERMAN_MONTHS.getOrDefault(start, start));
  }
}
