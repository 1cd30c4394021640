package dev.aftermath.jobs.gold;

import java.util.ArrayList;
import java.util.List;

/**
 * What follows from linear equations: whether a sum of unknowns is fixed by sums that are known.
 * Exact in the field of integers modulo a prime, where whatever follows over the rationals follows
 * too.
 */
final class RowSpace {
  private static final long PRIME = 2_147_483_647L;

  private final int width;
  private final List<long[]> rows = new ArrayList<>();
  private final List<Integer> pivots = new ArrayList<>();

  RowSpace(int width) {
    this.width = width;
  }

  /** Adds a known sum by its coefficients. */
  void add(long[] coefficients) {
    long[] rest = reduced(coefficients);
    int pivot = firstIn(rest);
    if (pivot < 0) {
      return;
    }
    long inverse = power(rest[pivot], PRIME - 2);
    for (int i = pivot; i < width; i++) {
      rest[i] = rest[i] * inverse % PRIME;
    }
    rows.add(rest);
    pivots.add(pivot);
  }

  /** Whether the sum follows from the known ones. */
  boolean holds(long[] coefficients) {
    return firstIn(reduced(coefficients)) < 0;
  }

  private long[] reduced(long[] coefficients) {
    long[] rest = new long[width];
    for (int i = 0; i < width; i++) {
      rest[i] = Math.floorMod(coefficients[i], PRIME);
    }
    for (int row = 0; row < rows.size(); row++) {
      long factor = rest[pivots.get(row)];
      if (factor != 0) {
        long[] known = rows.get(row);
        for (int i = pivots.get(row); i < width; i++) {
          if (known[i] != 0) {
            rest[i] = Math.floorMod(rest[i] - factor * known[i], PRIME);
          }
        }
      }
    }
    return rest;
  }

  private static int firstIn(long[] row) {
    for (int i = 0; i < row.length; i++) {
      if (row[i] != 0) {
        return i;
      }
    }
    return -1;
  }

  private static long power(long base, long exponent) {
    long result = 1;
    for (long square = base, left = exponent; left > 0; left >>= 1) {
      result = (left & 1) == 1 ? result * square % PRIME : result;
      square = square * square % PRIME;
    }
    return result;
  }
}
