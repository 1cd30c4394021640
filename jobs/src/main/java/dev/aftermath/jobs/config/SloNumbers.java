package dev.aftermath.jobs.config;

import java.math.BigDecimal;

/** Reads the numbers of an SLO within the bounds that they must keep. */
final class SloNumbers {
  private static final int MOST_DECIMALS = 12;

  private SloNumbers() {}

  /** Any number with a sane length; 1e-999999999 would make every sum with it that long. */
  static BigDecimal number(String text) {
    BigDecimal number = new BigDecimal(text);
    if (Math.abs((long) number.scale()) > MOST_DECIMALS) {
      throw new IllegalArgumentException("more than " + MOST_DECIMALS + " decimal places");
    }
    return number;
  }

  /** A number from 0 to 1. */
  static BigDecimal ratio(String text) {
    return atMost(notNegative(number(text)), 1);
  }

  /** A number above another. */
  static BigDecimal above(BigDecimal number, long floor) {
    if (number.compareTo(BigDecimal.valueOf(floor)) <= 0) {
      throw new IllegalArgumentException(number.toPlainString());
    }
    return number;
  }

  /** A number from 0 on. */
  static BigDecimal notNegative(BigDecimal number) {
    if (number.signum() < 0) {
      throw new IllegalArgumentException(number.toPlainString());
    }
    return number;
  }

  /** A number up to another. */
  static BigDecimal atMost(BigDecimal number, long ceiling) {
    if (number.compareTo(BigDecimal.valueOf(ceiling)) > 0) {
      throw new IllegalArgumentException(number.toPlainString());
    }
    return number;
  }
}
