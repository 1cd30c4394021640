package dev.aftermath.jobs.endtoend;

import java.io.IOException;
import java.io.Writer;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * June 2026 in Berlin, an hour more on both sides: the request counters of one service on two
 * instances, scraped every minute, with resets, gaps and late scrapes.
 */
final class CounterMonth {
  static final Instant START = Instant.parse("2026-05-31T22:00:00Z");
  static final Instant END = Instant.parse("2026-06-30T22:00:00Z");
  static final Duration MARGIN = Duration.ofHours(1);

  private static final long SEED = 20_260_601;

  private final Map<String, NavigableMap<Long, Long>> series = new LinkedHashMap<>();

  private CounterMonth() {}

  /**
   * What the raw samples add up to.
   *
   * @param resets samples of any series that are smaller than the one before
   */
  record Sums(BigDecimal good, BigDecimal total, long resets, long resetsOfGood) {}

  static CounterMonth generate() {
    CounterMonth month = new CounterMonth();
    SplittableRandom random = new SplittableRandom(SEED);
    for (String instance : new String[] {"a", "b"}) {
      month.series.put(labels(instance, "200"), counter(random, 900));
      month.series.put(labels(instance, "404"), counter(random, 30));
      month.series.put(labels(instance, "500"), counter(random, 7));
    }
    return month;
  }

  long sampleCount() {
    return series.values().stream().mapToLong(Map::size).sum();
  }

  /** Differences of neighbours, booked with the later one; a smaller one counts whole. */
  Sums sums() {
    long good = 0;
    long total = 0;
    long resets = 0;
    long resetsOfGood = 0;
    for (Map.Entry<String, NavigableMap<Long, Long>> entry : series.entrySet()) {
      boolean isGood = !entry.getKey().contains("code=\"500\"");
      long previous = -1;
      for (Map.Entry<Long, Long> sample : entry.getValue().entrySet()) {
        long value = sample.getValue();
        boolean inMonth =
            sample.getKey() > START.toEpochMilli() && sample.getKey() <= END.toEpochMilli();
        if (inMonth) {
          boolean reset = value < previous;
          long increase = reset ? value : value - previous;
          total += increase;
          good += isGood ? increase : 0;
          resets += reset ? 1 : 0;
          resetsOfGood += reset && isGood ? 1 : 0;
        }
        previous = value;
      }
    }
    return new Sums(BigDecimal.valueOf(good), BigDecimal.valueOf(total), resets, resetsOfGood);
  }

  void writeOpenMetrics(Path file) throws IOException {
    try (Writer out = Files.newBufferedWriter(file)) {
      out.write("# TYPE http_requests counter\n");
      for (Map.Entry<String, NavigableMap<Long, Long>> entry : series.entrySet()) {
        for (Map.Entry<Long, Long> sample : entry.getValue().entrySet()) {
          out.write(
              String.format(
                  "http_requests_total{%s} %d %d.%03d%n",
                  entry.getKey(),
                  sample.getValue(),
                  sample.getKey() / 1000,
                  sample.getKey() % 1000));
        }
      }
      out.write("# EOF\n");
    }
  }

  private static String labels(String instance, String code) {
    return "service=\"shop\",code=\"%s\",instance=\"%s\"".formatted(code, instance);
  }

  /** On whole minutes, so that some samples lie on borders of slices; every third one late. */
  private static NavigableMap<Long, Long> counter(SplittableRandom random, int perMinute) {
    NavigableMap<Long, Long> samples = new TreeMap<>();
    long value = 1_000_000;
    long last = END.plus(MARGIN).toEpochMilli();
    for (long at = START.minus(MARGIN).toEpochMilli(); at < last; at += 60_000) {
      boolean began = random.nextInt(4_000) == 0;
      value = began ? random.nextInt(50) : value + random.nextInt(2 * perMinute);
      boolean missed = random.nextInt(200) == 0;
      long late = random.nextInt(3) == 0 ? random.nextInt(1_000) : 0;
      if (!missed) {
        samples.put(at + late, value);
      }
    }
    return samples;
  }
}
