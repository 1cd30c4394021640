package dev.aftermath.jobs.simulate;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One field of a ServiceNow record: what is stored and what is shown.
 *
 * @param value as stored, empty for null; times in UTC
 * @param display as shown to the exporting user; null for times, which each export formats itself
 * @param table the table a reference points to; null for all other fields
 * @param second the moment of a time field; null for others and for empty ones
 */
record Field(
    String name,
    String value,
    @Nullable String display,
    @Nullable String table,
    @Nullable Long second) {

  private static final DateTimeFormatter STORED =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter SHOWN =
      DateTimeFormatter.ofPattern("dd-MM-yyyy HH:mm:ss", Locale.ROOT);

  static Field text(String name, String value) {
    return new Field(name, value, value, null, null);
  }

  static Field count(String name, long value) {
    return text(name, Long.toString(value));
  }

  static Field choice(String name, String value, String display) {
    return new Field(name, value, display, null, null);
  }

  static Field reference(String name, String table, String sysId, String display) {
    return new Field(name, sysId, display, table, null);
  }

  static Field time(String name, @Nullable Long second) {
    return new Field(
        name,
        second == null ? "" : STORED.format(Instant.ofEpochSecond(second)),
        null,
        null,
        second);
  }

  /** A duration as ServiceNow stores it: a date, counted from 1970. */
  static Field duration(String name, @Nullable Long seconds) {
    String value = seconds == null ? "" : STORED.format(Instant.ofEpochSecond(seconds));
    String display =
        seconds == null
            ? ""
            : "%d Days %d Hours %d Minutes"
                .formatted(seconds / 86_400, seconds / 3_600 % 24, seconds / 60 % 60);
    return new Field(name, value, display, null, null);
  }

  /** What the exporting user sees, times in that user's zone and pattern. */
  String shown(ZoneId zone) {
    if (display != null) {
      return display;
    }
    return second == null ? "" : SHOWN.withZone(zone).format(Instant.ofEpochSecond(second));
  }

  String link() {
    return "https://aftermath-demo.service-now.com/api/now/table/" + table + "/" + value;
  }
}
