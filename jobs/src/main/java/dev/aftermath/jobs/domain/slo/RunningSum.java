package dev.aftermath.jobs.domain.slo;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Exact numbers one after the other, added up so that the sum of any stretch is one subtraction:
 * whole numbers, and a fixed number of decimals of the rest, each in a long.
 */
final class RunningSum {
  private static final int BILLIONTHS = 9;
  private static final int FINEST = 18;

  private final int scale;
  private final long unit;
  private final long[] whole;
  // Most sums are of whole numbers: nothing is kept and read for the decimals of those.
  private long @Nullable [] rest;
  private int size;

  private RunningSum(int scale, int most) {
    this.scale = scale;
    this.unit = unit(scale);
    this.whole = new long[most + 1];
  }

  /** An empty sum with nine decimals, for at most so many numbers. */
  static RunningSum ofEvents(int most) {
    return new RunningSum(BILLIONTHS, most);
  }

  /** An empty sum with 18 decimals, for ratios. */
  static RunningSum ofRatios(int most) {
    return new RunningSum(FINEST, most);
  }

  /** Adds the next number. */
  void add(long wholeNumber, long restUnits) {
    long[] decimals = rest;
    if (decimals == null) {
      if (restUnits == 0) {
        whole[size + 1] = Math.addExact(whole[size], wholeNumber);
        size++;
        return;
      }
      decimals = new long[whole.length];
      rest = decimals;
    }
    long units = decimals[size] + restUnits;
    long carry = units >= unit ? 1 : 0;
    whole[size + 1] = Math.addExact(whole[size], wholeNumber + carry);
    decimals[size + 1] = units - carry * unit;
    size++;
  }

  /** Adds zeros up to a place, exclusive; nothing when it was reached. */
  void skipTo(int place) {
    if (size < place) {
      Arrays.fill(whole, size + 1, place + 1, whole[size]);
      long[] decimals = rest;
      if (decimals != null) {
        Arrays.fill(decimals, size + 1, place + 1, decimals[size]);
      }
      size = place;
    }
  }

  /** Adds the next number, rounded to the decimals that are kept. */
  void add(BigDecimal number) {
    Part part = Part.of(number, scale);
    add(part.whole(), part.rest());
  }

  /** Adds a number of another sum with the same decimals. */
  void add(RunningSum other, int place) {
    add(other.whole(place), other.rest(place));
  }

  /** The whole part of the number at a place, rounded down. */
  long whole(int place) {
    return whole[place + 1] - whole[place] - (restBetween(place, place + 1) < 0 ? 1 : 0);
  }

  /** Whether the number at a place is 0. */
  boolean isZero(int place) {
    return whole[place + 1] == whole[place] && restBetween(place, place + 1) == 0;
  }

  /** The decimals of the number at a place as a whole number, never negative. */
  long rest(int place) {
    long units = restBetween(place, place + 1);
    return units < 0 ? units + unit : units;
  }

  /** The sum from one place, inclusive, to another, exclusive. */
  BigDecimal between(int from, int to) {
    long units = restBetween(from, to);
    BigDecimal wholes = BigDecimal.valueOf(whole[to] - whole[from]);
    return units == 0 ? wholes : wholes.add(BigDecimal.valueOf(units, scale));
  }

  /** The same sum as the nearest double but for the last few bits: fast, never to be published. */
  double roughlyBetween(int from, int to) {
    long units = restBetween(from, to);
    double wholes = whole[to] - whole[from];
    return units == 0 ? wholes : wholes + (double) units / unit;
  }

  private long restBetween(int from, int to) {
    long[] decimals = rest;
    return decimals == null ? 0 : decimals[to] - decimals[from];
  }

  private static long unit(int scale) {
    return BigDecimal.TEN.pow(scale).longValueExact();
  }

  /** A number as its floor and its decimals. */
  record Part(long whole, long rest) {

    /** With nine decimals, which must hold it exactly. */
    static Part of(BigDecimal number) {
      if (number.stripTrailingZeros().scale() > BILLIONTHS) {
        throw new IllegalArgumentException(
            number.toPlainString() + " has more than " + BILLIONTHS + " decimals");
      }
      return of(number, BILLIONTHS);
    }

    static Part of(BigDecimal number, int scale) {
      BigDecimal floor = number.setScale(0, RoundingMode.FLOOR);
      long rest =
          number
              .subtract(floor)
              .setScale(scale, RoundingMode.HALF_EVEN)
              .movePointRight(scale)
              .longValueExact();
      long unit = unit(scale);
      return rest == unit
          ? new Part(floor.longValueExact() + 1, 0)
          : new Part(floor.longValueExact(), rest);
    }
  }
}
