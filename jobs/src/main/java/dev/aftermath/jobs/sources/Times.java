package dev.aftermath.jobs.sources;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the timestamps of one source by its declared pattern and zone.
 *
 * <p>Nothing is guessed: a date that the calendar does not have, a local time that the clocks
 * skipped, and a timestamp without a zone where none is declared are errors. A local time that the
 * clocks showed twice is its first occurrence.
 */
final class Times {
  private static final Instant EARLIEST = Instant.parse("1990-01-01T00:00:00Z");
  private static final Instant LATEST = Instant.parse("2101-01-01T00:00:00Z");
  private static final int REMEMBERED = 20_000;
  private static final DateTimeFormatter ISO =
      new DateTimeFormatterBuilder()
          .parseCaseInsensitive()
          .append(DateTimeFormatter.ISO_LOCAL_DATE)
          .appendPattern("['T'][ ]")
          .append(DateTimeFormatter.ISO_LOCAL_TIME)
          .optionalStart()
          .appendOffset("+HH:MM", "Z")
          .optionalEnd()
          .optionalStart()
          .appendOffset("+HHMM", "Z")
          .optionalEnd()
          .optionalStart()
          .appendOffset("+HH", "Z")
          .optionalEnd()
          .toFormatter(Locale.ROOT)
          .withResolverStyle(ResolverStyle.STRICT);

  private final DateTimeFormatter format;
  private final String pattern;
  private final @Nullable ZoneId zone;

  /** Columns such as opened_at repeat on every row of a log: most texts were read before. */
  private final Map<String, Instant> remembered = new HashMap<>();

  private Times(DateTimeFormatter format, String pattern, @Nullable ZoneId zone) {
    this.format = format;
    this.pattern = pattern;
    this.zone = zone;
  }

  /** ISO-8601 timestamps, in the zone where they carry none; without a zone they must carry one. */
  static Times iso(@Nullable ZoneId zone) {
    return new Times(ISO, "yyyy-MM-dd'T'HH:mm:ss", zone);
  }

  /** ServiceNow's stored form, {@code 2016-01-22 14:28:24} in UTC. */
  static Times stored() {
    return new Times(formatter("yyyy-MM-dd HH:mm:ss"), "yyyy-MM-dd HH:mm:ss", ZoneOffset.UTC);
  }

  /**
   * By the settings' own pattern and zone, both of which must be there.
   *
   * @throws RefusedExportException when one is not declared or cannot be used
   */
  static Times declared(SourceSettings settings) throws RefusedExportException {
    String pattern = settings.datePattern();
    if (pattern == null) {
      throw undeclared(settings, "date_pattern", "such as d/M/yyyy HH:mm");
    }
    ZoneId zone = zone(settings);
    if (zone == null && !carriesZone(pattern)) {
      throw undeclared(settings, "zone", "such as Europe/Berlin or UTC");
    }
    try {
      return new Times(formatter(pattern), pattern, zone);
    } catch (IllegalArgumentException e) {
      throw unusable(settings, "date_pattern", pattern, String.valueOf(e.getMessage()));
    }
  }

  /**
   * By the settings' own pattern where one is declared, else ISO-8601; the zone must be there.
   *
   * @throws RefusedExportException when the zone is not declared or cannot be used
   */
  static Times declaredOrIso(SourceSettings settings) throws RefusedExportException {
    if (settings.datePattern() != null) {
      return declared(settings);
    }
    ZoneId zone = zone(settings);
    if (zone == null) {
      throw undeclared(settings, "zone", "such as Europe/Berlin or UTC");
    }
    return iso(zone);
  }

  /** Whether timestamps of the pattern say themselves in which zone they are. */
  static boolean carriesZone(String pattern) {
    return withoutLiterals(pattern).chars().anyMatch(letter -> "XxZzVvO".indexOf(letter) >= 0);
  }

  /**
   * A formatter that takes the pattern at its word: 30 February is an error, not 1 March.
   *
   * @throws IllegalArgumentException when the pattern is none
   */
  static DateTimeFormatter formatter(String pattern) {
    StringBuilder proleptic = new StringBuilder(pattern);
    boolean literal = false;
    for (int i = 0; i < pattern.length(); i++) {
      char letter = pattern.charAt(i);
      literal ^= letter == '\'';
      if (letter == 'y' && !literal) {
        proleptic.setCharAt(i, 'u'); // a strict "year of era" would ask for the era
      }
    }
    return new DateTimeFormatterBuilder()
        .parseCaseInsensitive()
        .appendPattern(proleptic.toString())
        .toFormatter(Locale.ENGLISH)
        .withResolverStyle(ResolverStyle.STRICT);
  }

  /** Reads one timestamp of the field. */
  Instant read(String field, String text) throws BadRecordException {
    Instant known = remembered.get(text);
    if (known != null) {
      return known;
    }
    Instant instant;
    try {
      instant = instant(field, format.parse(text), text);
    } catch (DateTimeException e) {
      throw badTime(field, text, "not a date of the pattern " + pattern);
    }
    if (instant.isBefore(EARLIEST) || !instant.isBefore(LATEST)) {
      throw new BadRecordException(
          DefectKind.TIME_OUT_OF_RANGE,
          field,
          field + " is \"" + text + "\", outside of the years 1990 to 2100",
          "Correct the date in the source and export the record again.");
    }
    if (remembered.size() >= REMEMBERED) {
      remembered.clear();
    }
    remembered.put(text, instant);
    return instant;
  }

  private Instant instant(String field, TemporalAccessor parsed, String text)
      throws BadRecordException {
    if (parsed.isSupported(ChronoField.INSTANT_SECONDS)) {
      return Instant.from(parsed);
    }
    if (zone == null) {
      throw badTime(field, text, "without a zone, and the source's settings declare none");
    }
    LocalDate date = LocalDate.from(parsed);
    LocalTime time = parsed.query(TemporalQueries.localTime());
    LocalDateTime local = date.atTime(time == null ? LocalTime.MIDNIGHT : time);
    List<ZoneOffset> offsets = zone.getRules().getValidOffsets(local);
    if (offsets.isEmpty()) {
      throw badTime(field, text, "a time that the clocks of " + zone + " skipped");
    }
    return local.toInstant(offsets.get(0));
  }

  private BadRecordException badTime(String field, String text, String why) {
    return new BadRecordException(
        DefectKind.BAD_TIME,
        field,
        field + " is \"" + BadRecordException.shown(text) + "\", " + why,
        "Check date_pattern and zone in the source's settings, or correct the record.");
  }

  private static @Nullable ZoneId zone(SourceSettings settings) throws RefusedExportException {
    try {
      return settings.zoneId().orElse(null);
    } catch (DateTimeException e) {
      throw unusable(settings, "zone", String.valueOf(settings.zone()), "no such time zone");
    }
  }

  private static String withoutLiterals(String pattern) {
    return pattern.replaceAll("'[^']*'", "");
  }

  private static RefusedExportException undeclared(
      SourceSettings settings, String setting, String example) {
    return new RefusedExportException(
        Defect.ofRecord(
            0,
            "settings of source " + settings.source(),
            DefectKind.BAD_TIME,
            "no " + setting + " is declared, and the file's timestamps carry none",
            "Declare " + setting + " for these files in conf/sources, " + example + ".",
            ""));
  }

  private static RefusedExportException unusable(
      SourceSettings settings, String setting, String value, String why) {
    return new RefusedExportException(
        Defect.ofRecord(
            0,
            "settings of source " + settings.source(),
            DefectKind.BAD_TIME,
            setting + " \"" + value + "\" cannot be used: " + why,
            "Correct " + setting + " for these files in conf/sources.",
            ""));
  }
}
