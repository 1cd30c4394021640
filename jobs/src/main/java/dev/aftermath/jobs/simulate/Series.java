package dev.aftermath.jobs.simulate;

import java.util.Map;

/**
 * One series over one week: a value per point of the common grid, negative where there is no
 * sample.
 *
 * @param labels without the metric name, in order of name
 */
record Series(String metric, Map<String, String> labels, long[] values) {

  static final long ABSENT = -1;

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
