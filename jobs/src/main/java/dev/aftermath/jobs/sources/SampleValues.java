package dev.aftermath.jobs.sources;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** Numbers as Prometheus writes them. */
final class SampleValues {
  /** The first millisecond that cannot be meant: the year 2100. */
  static final long LATEST_MILLIS = 4_102_444_800_000L;

  private static final int LONGEST = 64;

  private SampleValues() {}

  /** The value of a sample; empty when the text is none. */
  static OptionalDouble value(String text) {
    return switch (text) {
      case "NaN" -> OptionalDouble.of(Double.NaN);
      case "+Inf", "Inf" -> OptionalDouble.of(Double.POSITIVE_INFINITY);
      case "-Inf" -> OptionalDouble.of(Double.NEGATIVE_INFINITY);
      default -> isDecimal(text) ? number(text) : OptionalDouble.empty();
    };
  }

  /**
   * Seconds since 1970 as milliseconds, exactly; what is finer is rounded half up. Empty when the
   * text is no number or one that no time has.
   */
  static OptionalLong millis(String seconds) {
    if (!isDecimal(seconds) || seconds.length() > LONGEST) {
      return OptionalLong.empty();
    }
    try {
      BigDecimal exact = new BigDecimal(seconds);
      if (exact.precision() - exact.scale() > 18) {
        return OptionalLong.of(Long.MAX_VALUE);
      }
      if (exact.scale() > 400) {
        return OptionalLong.of(0);
      }
      return OptionalLong.of(
          exact.movePointRight(3).setScale(0, RoundingMode.HALF_UP).longValueExact());
    } catch (ArithmeticException | NumberFormatException e) {
      return OptionalLong.empty();
    }
  }

  /** Whether the time can be meant: from 1970 and before 2100. */
  static boolean inRange(long epochMillis) {
    return epochMillis >= 0 && epochMillis < LATEST_MILLIS;
  }

  private static OptionalDouble number(String text) {
    try {
      return OptionalDouble.of(Double.parseDouble(text));
    } catch (NumberFormatException e) {
      return OptionalDouble.empty();
    }
  }

  private static boolean isDecimal(String text) {
    for (int i = 0; i < text.length(); i++) {
      char character = text.charAt(i);
      boolean allowed =
          (character >= '0' && character <= '9')
              || character == '.'
              || character == '-'
              || character == '+'
              || character == 'e'
              || character == 'E';
      if (!allowed) {
        return false;
      }
    }
    return !text.isEmpty();
  }
}
