package dev.aftermath.jobs.bench;

import java.util.SplittableRandom;

/**
 * The two counters of one SLO, day after day: traffic by the time of day, few errors, some
 * incidents, counters that begin anew and scrapes that are missing.
 */
final class FleetSeries {
  private static final int DAY_SECONDS = 86_400;

  private final SplittableRandom random;
  private final int stepSeconds;
  private final long offsetMillis;
  private final double base;
  private final double errorRatio;
  private long totalCounter;
  private long goodCounter;

  /** Timestamps of the day's samples. */
  final long[] epochMillis;

  /** The counter of all requests at those. */
  final double[] total;

  /** The counter of good requests at those. */
  final double[] good;

  private int count;

  FleetSeries(FleetShape shape, int slo) {
    this.random = new SplittableRandom(shape.seed() * 1_000_003L + slo);
    this.stepSeconds = shape.stepSeconds();
    this.offsetMillis = 1L + random.nextInt(stepSeconds * 1000 - 1);
    this.base = (10 + random.nextInt(500)) * (stepSeconds / 60.0);
    this.errorRatio = 0.0002 + random.nextDouble() * 0.002;
    int perDay = DAY_SECONDS / stepSeconds;
    this.epochMillis = new long[perDay];
    this.total = new double[perDay];
    this.good = new double[perDay];
  }

  int count() {
    return count;
  }

  /** Draws the next day; days must be asked for one after the other. */
  void next(long epochDay) {
    int perDay = epochMillis.length;
    int gapStart = random.nextInt(10) == 0 ? random.nextInt(perDay) : perDay;
    int gapEnd = gapStart + Math.max(1, (600 + random.nextInt(3000)) / stepSeconds);
    int reset = random.nextInt(4) == 0 ? random.nextInt(perDay) : -1;
    int incident = random.nextInt(20) == 0 ? random.nextInt(perDay) : perDay;
    int incidentEnd = incident + Math.max(1, (1200 + random.nextInt(4200)) / stepSeconds);
    count = 0;
    for (int place = 0; place < perDay; place++) {
      if (place == reset) {
        totalCounter = 0;
        goodCounter = 0;
      }
      double daylight = 0.6 - 0.4 * Math.cos(2 * Math.PI * place / perDay);
      long requests = (long) (base * daylight * (0.8 + 0.4 * random.nextDouble()));
      double ratio = place >= incident && place < incidentEnd ? 0.08 : errorRatio;
      long errors = Math.min(requests, (long) (requests * ratio + random.nextDouble()));
      totalCounter += requests;
      goodCounter += requests - errors;
      if (place < gapStart || place >= gapEnd) {
        epochMillis[count] =
            (epochDay * DAY_SECONDS + (long) place * stepSeconds) * 1000 + offsetMillis;
        total[count] = totalCounter;
        good[count] = goodCounter;
        count++;
      }
    }
  }
}
