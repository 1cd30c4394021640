package dev.aftermath.reports.pdf;

import dev.aftermath.reports.model.Ending;
import dev.aftermath.reports.model.Interval;
import dev.aftermath.reports.model.Unit;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Prints figures. The only place of the printed report that rounds. */
final class Figures {
  /** What is printed for an undefined figure. */
  static final String NONE = "–";

  private static final long MINUTE = 60;
  private static final long HOUR = 60 * MINUTE;
  private static final long DAY = 24 * HOUR;
  private static final int LONGEST_TEXT = 400;
  private static final int LONGEST_PROSE = 3_000;
  private static final DateTimeFormatter MOMENT =
      DateTimeFormatter.ofPattern("d MMM yyyy HH:mm", Locale.ENGLISH);
  private static final DateTimeFormatter SHORT_MOMENT =
      DateTimeFormatter.ofPattern("EEE d MMM HH:mm", Locale.ENGLISH);
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("d MMM yyyy", Locale.ENGLISH);

  private Figures() {}

  static String value(Unit unit, @Nullable Double value) {
    if (value == null) {
      return NONE;
    }
    return switch (unit) {
      case COUNT -> decimal(value, value == Math.rint(value) ? "#,##0" : "#,##0.0");
      case SECONDS -> duration(Math.round(value));
      case RATIO -> decimal(value * 100, "0.0") + " %";
    };
  }

  /** A change with its sign: relative in percent, of a share in percentage points. */
  static String change(Unit unit, double change) {
    return decimal(change * 100, "+#,##0.0;−#,##0.0") + (unit == Unit.RATIO ? " pp" : " %");
  }

  /** A difference of durations with its sign. */
  static String difference(long seconds) {
    return (seconds < 0 ? "−" : "+") + duration(Math.abs(seconds));
  }

  /** An interval, such as "31 min – 1 h 02 min". */
  static String interval(Unit unit, Interval interval) {
    return value(unit, interval.lower()) + " – " + value(unit, interval.upper());
  }

  static String count(long count) {
    return decimal(count, "#,##0");
  }

  /** The two largest units of a duration, such as "4 min 05 s" or "2 d 04 h". */
  static String duration(@Nullable Long seconds) {
    if (seconds == null) {
      return NONE;
    }
    if (seconds < 0) {
      return "-" + duration(-seconds);
    }
    if (seconds < MINUTE) {
      return seconds + " s";
    }
    if (seconds < 10 * MINUTE) {
      return parts(seconds / MINUTE, "min", seconds % MINUTE, "s");
    }
    long minutes = Math.round(seconds / (double) MINUTE);
    if (minutes < MINUTE) {
      return minutes + " min";
    }
    if (minutes < DAY / MINUTE) {
      return parts(minutes / MINUTE, "h", minutes % MINUTE, "min");
    }
    long hours = Math.round(seconds / (double) HOUR);
    return parts(hours / (DAY / HOUR), "d", hours % (DAY / HOUR), "h");
  }

  private static String parts(long large, String largeUnit, long small, String smallUnit) {
    String first = large + " " + largeUnit;
    return small == 0 ? first : "%s %02d %s".formatted(first, small, smallUnit);
  }

  /** A share in percent, cut and not rounded: 99.8999 % of a 99.9 % target must not read as met. */
  static String sli(@Nullable BigDecimal ratio) {
    return ratio == null ? NONE : percent(ratio, 3, RoundingMode.DOWN);
  }

  static String bounds(@Nullable BigDecimal worst, @Nullable BigDecimal best) {
    if (worst == null || best == null || worst.compareTo(best) == 0) {
      return "";
    }
    return percent(worst, 2, RoundingMode.DOWN).replace(" %", "")
        + " to "
        + percent(best, 2, RoundingMode.UP);
  }

  static String target(BigDecimal ratio) {
    return ratio.movePointRight(2).stripTrailingZeros().toPlainString() + " %";
  }

  static String share(@Nullable BigDecimal ratio) {
    return ratio == null ? NONE : percent(ratio, 0, RoundingMode.HALF_UP);
  }

  /** A share to two decimals, for changes that whole percents hide. */
  static String percent(BigDecimal ratio) {
    return percent(ratio, 2, RoundingMode.HALF_UP);
  }

  /** Coverage, cut: 99.9 % known is not 100 %. */
  static String coverage(@Nullable BigDecimal ratio) {
    return ratio == null ? NONE : percent(ratio, 1, RoundingMode.DOWN).replace(".0 %", " %");
  }

  static String times(@Nullable BigDecimal rate) {
    return rate == null ? NONE : decimal(rate, "#,##0.0") + "×";
  }

  static String moment(Instant instant, ZoneId zone) {
    return MOMENT.format(instant.atZone(zone));
  }

  static String shortMoment(Instant instant, ZoneId zone) {
    return SHORT_MOMENT.format(instant.atZone(zone));
  }

  /** When something ended, and below it why, where it was not seen to be over. */
  static String end(@Nullable Instant end, Ending ending, ZoneId zone) {
    if (end == null) {
      return "ongoing";
    }
    String moment = shortMoment(end, zone);
    return switch (ending) {
      case ENDED_WITHOUT_DATA -> moment + "\nno data";
      case ENDED_BY_DEFINITION -> moment + "\nnew version";
      case OPEN, ENDED, ENDED_BY_PERIOD -> moment;
    };
  }

  static String date(Instant instant, ZoneId zone) {
    return DATE.format(instant.atZone(zone));
  }

  /**
   * Text as received, made printable: control and direction characters shown as a mark, very long
   * text cut with a mark.
   */
  static String text(@Nullable String text) {
    return printable(text, LONGEST_TEXT);
  }

  /** As {@link #text}, for what fills the width of a page. */
  static String prose(@Nullable String text) {
    return printable(text, LONGEST_PROSE);
  }

  private static String printable(@Nullable String text, int longest) {
    if (text == null || text.isBlank()) {
      return NONE;
    }
    String stripped = text.strip();
    StringBuilder printable = new StringBuilder();
    stripped
        .codePoints()
        .limit(longest)
        .map(Figures::printable)
        .forEach(printable::appendCodePoint);
    return stripped.codePointCount(0, stripped.length()) > longest
        ? printable + " …"
        : printable.toString();
  }

  private static int printable(int codePoint) {
    if (Character.isWhitespace(codePoint)) {
      return ' ';
    }
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.UNASSIGNED ->
          '\uFFFD';
      default -> codePoint;
    };
  }

  private static String percent(BigDecimal ratio, int decimals, RoundingMode rounding) {
    return decimal(
            ratio.movePointRight(2).setScale(decimals, rounding),
            decimals == 0 ? "#,##0" : "#,##0." + "0".repeat(decimals))
        + " %";
  }

  private static String decimal(Number number, String pattern) {
    DecimalFormat format =
        new DecimalFormat(pattern, DecimalFormatSymbols.getInstance(Locale.ENGLISH));
    format.setRoundingMode(RoundingMode.HALF_UP);
    return format.format(number);
  }
}
