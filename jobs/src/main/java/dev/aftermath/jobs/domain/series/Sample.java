package dev.aftermath.jobs.domain.series;

/** One sample. The order is by time, then by which value counts when there are several. */
public record Sample(long epochMillis, double value) implements Comparable<Sample> {

  @Override
  public int compareTo(Sample other) {
    int byTime = Long.compare(epochMillis, other.epochMillis);
    if (byTime != 0) {
      return byTime;
    }
    boolean nan = Double.isNaN(value);
    if (nan != Double.isNaN(other.value)) {
      return nan ? 1 : -1;
    }
    return nan
        ? Long.compare(Double.doubleToRawLongBits(other.value), Double.doubleToRawLongBits(value))
        : Double.compare(other.value, value);
  }

  /** Whether the value is the same, all NaNs being one. */
  boolean sameValue(double otherValue) {
    return value == otherValue || (Double.isNaN(value) && Double.isNaN(otherValue));
  }
}
