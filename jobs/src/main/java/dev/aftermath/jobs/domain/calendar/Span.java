package dev.aftermath.jobs.domain.calendar;

import java.io.Serializable;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A length of time as OpenSLO writes it: {@code 28d}, {@code 4w}, {@code 1M}.
 *
 * @param count at least 1
 */
public record Span(int count, SpanUnit unit) implements Serializable {
  private static final Pattern SHORTHAND = Pattern.compile("([1-9][0-9]{0,5})([mhdwMQY])");

  /** Refuses a count below 1. */
  public Span {
    if (count < 1) {
      throw new IllegalArgumentException("A span of " + count + " is no length");
    }
  }

  /**
   * Reads a shorthand such as {@code 28d}.
   *
   * @throws IllegalArgumentException when it is no whole number from 1 with one of the letters
   */
  public static Span parse(String shorthand) {
    Matcher matcher = SHORTHAND.matcher(shorthand);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "\"" + shorthand + "\" is no whole number followed by m, h, d, w, M, Q or Y");
    }
    return new Span(
        Integer.parseInt(matcher.group(1)), SpanUnit.ofLetter(matcher.group(2)).orElseThrow());
  }

  /**
   * The exact length.
   *
   * @throws IllegalStateException for months, quarters and years, which have none
   */
  public Duration duration() {
    if (!unit.evenLength()) {
      throw new IllegalStateException(this + " has no fixed length");
    }
    return unit.length().multipliedBy(count);
  }

  /** The shorthand it was read from. */
  @Override
  public String toString() {
    return count + unit.letter();
  }
}
