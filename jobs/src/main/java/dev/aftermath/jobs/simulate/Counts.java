package dev.aftermath.jobs.simulate;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** What was written and what was planted, by kind. Several exporters count at once. */
final class Counts {

  private final Map<String, LongAdder> counts = new ConcurrentHashMap<>();

  void add(String kind, long count) {
    counts.computeIfAbsent(kind, name -> new LongAdder()).add(count);
  }

  void one(String kind) {
    add(kind, 1);
  }

  Map<String, Long> snapshot() {
    Map<String, Long> sums = new TreeMap<>();
    counts.forEach((kind, sum) -> sums.put(kind, sum.sum()));
    return sums;
  }
}
