package dev.aftermath.jobs.sources;

import java.util.Arrays;
import java.util.Map;

/** Samples of one series that wait: for its labels, or for being handed over together. */
final class SampleBuffer {
  private long[] epochMillis = new long[1024];
  private double[] values = new double[1024];
  private int size;

  int size() {
    return size;
  }

  void add(long millis, double value) {
    if (size == values.length) {
      epochMillis = Arrays.copyOf(epochMillis, size * 2);
      values = Arrays.copyOf(values, size * 2);
    }
    epochMillis[size] = millis;
    values[size] = value;
    size++;
  }

  /** Hands all samples over and forgets them. */
  void drainTo(ExportSink sink, Map<String, String> labels) {
    sink.samples(labels, epochMillis, values, size);
    size = 0;
  }

  void clear() {
    size = 0;
  }
}
