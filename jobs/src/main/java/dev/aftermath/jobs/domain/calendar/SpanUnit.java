package dev.aftermath.jobs.domain.calendar;

import java.time.Duration;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Optional;

/** What a {@link Span} counts, with the letter that OpenSLO writes for it. */
public enum SpanUnit {
  MINUTE("m", ChronoUnit.MINUTES, 1),
  HOUR("h", ChronoUnit.HOURS, 1),
  DAY("d", ChronoUnit.DAYS, 1),
  WEEK("w", ChronoUnit.WEEKS, 1),
  MONTH("M", ChronoUnit.MONTHS, 1),
  QUARTER("Q", ChronoUnit.MONTHS, 3),
  YEAR("Y", ChronoUnit.YEARS, 1);

  private final String letter;
  private final ChronoUnit base;
  private final int factor;

  SpanUnit(String letter, ChronoUnit base, int factor) {
    this.letter = letter;
    this.base = base;
    this.factor = factor;
  }

  /** The unit of a letter; the case matters, since {@code m} is a minute and {@code M} a month. */
  public static Optional<SpanUnit> ofLetter(String letter) {
    return Arrays.stream(values()).filter(unit -> unit.letter.equals(letter)).findFirst();
  }

  /** The letter in a duration such as {@code 4w}. */
  public String letter() {
    return letter;
  }

  /** Whether all spans of this unit have the same length where no clock is put forward or back. */
  public boolean evenLength() {
    return base.compareTo(ChronoUnit.WEEKS) <= 0;
  }

  /** Whether the unit is made of whole days by the calendar. */
  public boolean wholeDays() {
    return base.compareTo(ChronoUnit.DAYS) >= 0;
  }

  /** Wall-clock time that many units later; a day that a month lacks becomes its last day. */
  LocalDateTime after(LocalDateTime time, long units) {
    return time.plus(Math.multiplyExact(units, factor), base);
  }

  /** Whole units from one wall-clock time to a later one; negative when it is earlier. */
  long between(LocalDateTime from, LocalDateTime to) {
    return Math.floorDiv(base.between(from, to), factor);
  }

  /** Length with days of 24 hours. */
  Duration length() {
    return base.getDuration().multipliedBy(factor);
  }
}
