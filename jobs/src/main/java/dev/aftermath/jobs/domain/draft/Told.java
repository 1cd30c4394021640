package dev.aftermath.jobs.domain.draft;

import dev.aftermath.jobs.domain.kpi.DurationWords;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Values as a draft shows them; what nobody knows is an empty cell. */
final class Told {
  private static final DateTimeFormatter SECOND =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
  private static final BigDecimal LEAST_SHOWN = new BigDecimal("0.05");

  private Told() {}

  /** In UTC, to the second. */
  static String time(@Nullable Instant at) {
    return at == null ? "" : SECOND.format(at);
  }

  /** In UTC, of what begins and ends with a minute. */
  static String minute(@Nullable Instant at) {
    return at == null ? "" : MINUTE.format(at);
  }

  static String duration(@Nullable Long seconds) {
    return seconds == null ? "" : DurationWords.of(seconds);
  }

  static String between(Instant start, Instant end) {
    return DurationWords.of(Duration.between(start, end).toSeconds());
  }

  static String text(@Nullable String text) {
    return text == null ? "" : text;
  }

  /** All of its digits. */
  static String exact(BigDecimal number) {
    return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
  }

  /** The part of a whole to a tenth of a percent; empty where there is no whole. */
  static String percent(BigDecimal part, BigDecimal whole) {
    if (whole.signum() == 0) {
      return "";
    }
    BigDecimal percent = part.multiply(HUNDRED).divide(whole, 6, RoundingMode.HALF_UP);
    return percent.signum() > 0 && percent.compareTo(LEAST_SHOWN) < 0
        ? "less than 0.1 %"
        : percent.setScale(1, RoundingMode.HALF_UP).toPlainString() + " %";
  }

  /** A number and what it counts, such as {@code 1 alert}; the plural has an s. */
  static String count(long count, String noun) {
    return count + " " + noun + (count == 1 ? "" : "s");
  }

  /** A word of a table as people write it. */
  static String words(@Nullable String word) {
    return word == null ? "" : word.toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
