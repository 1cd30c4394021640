package dev.aftermath.jobs.simulate;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * One series over one week: a value per point of the common grid, negative where there is no
 * sample.
 */
final class Series {

  static final long ABSENT = -1;

  private final String metric;
  private final Map<String, String> labels;
  private final long[] values;

  /** Takes the array as its own: a week of samples is too large to copy. */
  Series(String metric, Map<String, String> labels, long[] values) {
    this.metric = metric;
    this.labels = Collections.unmodifiableMap(new TreeMap<>(labels));
    this.values = values;
  }

  String metric() {
    return metric;
  }

  /** Labels without the metric name, in order of name. */
  Map<String, String> labels() {
    return labels;
  }

  long value(int point) {
    return values[point];
  }

  int pointCount() {
    return values.length;
  }

  long sampleCount() {
    long count = 0;
    for (long value : values) {
      if (value >= 0) {
        count++;
      }
    }
    return count;
  }
}
