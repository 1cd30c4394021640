package dev.aftermath.jobs.domain.statistics;

import dev.aftermath.jobs.domain.statistics.Signal.Direction;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * The eight headline figures of made-up weeks: incidents arrive at random, durations are log-normal
 * with sigma 1.25 around 70 minutes, acknowledgements with sigma 1 around 4 minutes.
 */
final class SimulatedYears {
  private static final int WEEK_SECONDS = 7 * 86_400;

  private final RandomGenerator random;
  private final double incidentsPerWeek;
  private final Map<Integer, Optional<QuantileRanks>> ranks = new HashMap<>();

  private final List<Long> opened = new ArrayList<>();
  private final List<Long> resolved = new ArrayList<>();
  private final List<Long> reopened = new ArrayList<>();
  private final List<Long> open = new ArrayList<>();
  private final List<Share> metSla = new ArrayList<>();
  private final List<Share> acknowledged = new ArrayList<>();
  private final List<WeeklyMedian> timesToAcknowledge = new ArrayList<>();
  private final List<WeeklyMedian> timesToResolve = new ArrayList<>();

  SimulatedYears(RandomGenerator random, double incidentsPerWeek) {
    this.random = random;
    this.incidentsPerWeek = incidentsPerWeek;
  }

  /** Makes a history of its own from as many weeks. */
  void simulate(int weeks, int changedFrom, double factor) {
    List.of(opened, resolved, reopened, open, metSla, acknowledged).forEach(List::clear);
    timesToAcknowledge.clear();
    timesToResolve.clear();
    long[][] durations = new long[weeks][0];
    int[] ended = new int[weeks];
    long[] openChanges = new long[weeks + 1];
    for (int week = 0; week < weeks; week++) {
      int n = poisson();
      long[] acknowledgements = new long[n];
      int acknowledgedCount = 0;
      long reopenedCount = 0;
      for (int i = 0; i < n; i++) {
        double factorNow = week >= changedFrom ? factor : 1;
        long duration = 1 + (long) (factorNow * 4_200 * Math.exp(1.25 * random.nextGaussian()));
        long end = (long) (random.nextDouble() * WEEK_SECONDS) + duration;
        int endWeek = (int) Math.min(weeks, week + end / WEEK_SECONDS);
        openChanges[week]++;
        openChanges[endWeek]--;
        if (endWeek < weeks) {
          if (ended[endWeek] == durations[endWeek].length) {
            durations[endWeek] = Arrays.copyOf(durations[endWeek], 2 * ended[endWeek] + 16);
          }
          durations[endWeek][ended[endWeek]++] = duration;
        }
        if (random.nextDouble() < 0.93) {
          acknowledgements[acknowledgedCount++] =
              1 + (long) (240 * Math.exp(random.nextGaussian()));
        }
        reopenedCount += random.nextDouble() < 0.04 ? 1 : 0;
      }
      opened.add((long) n);
      reopened.add(reopenedCount);
      acknowledged.add(new Share(acknowledgedCount, n));
      timesToAcknowledge.add(median(acknowledgements, acknowledgedCount));
    }
    long stock = 0;
    for (int week = 0; week < weeks; week++) {
      stock += openChanges[week];
      open.add(stock);
      resolved.add((long) ended[week]);
      timesToResolve.add(median(durations[week], ended[week]));
      metSla.add(met(durations[week], ended[week]));
    }
  }

  /** Whether any of the eight figures has an arrow in a week. */
  boolean hasArrow(int week) {
    return arrow(new CountChart(), opened, week).isPresent()
        || arrow(new MedianChart(), timesToAcknowledge, week).isPresent()
        || arrow(new MedianChart(), timesToResolve, week).isPresent()
        || arrow(new ShareChart(), metSla, week).isPresent()
        || arrow(new ShareChart(), acknowledged, week).isPresent()
        || arrow(new CountChart(), reopened, week).isPresent()
        || arrow(new CountChart(), resolved, week).isPresent()
        || arrow(new StockChart(), open, week).isPresent();
  }

  /** Whether the time to resolve is marked as longer in a week. */
  boolean showsLongerResolution(int week) {
    return arrow(new MedianChart(), timesToResolve, week)
        .map(signal -> signal.direction() == Direction.UP)
        .orElse(false);
  }

  Assessment resolution(int week) {
    return new MedianChart().last(timesToResolve.subList(0, week + 1));
  }

  private static <T> Optional<Signal> arrow(BehaviourChart<T> chart, List<T> weeks, int week) {
    return chart.signal(weeks.subList(0, week + 1));
  }

  /** Eight hours, which nine of ten incidents meet. */
  private static Share met(long[] durations, int count) {
    long met = Arrays.stream(durations, 0, count).filter(duration -> duration <= 20_800).count();
    return new Share(met, count);
  }

  private WeeklyMedian median(long[] values, int count) {
    long[] sorted = Arrays.copyOf(values, count);
    Arrays.sort(sorted);
    return WeeklyMedian.of(
        count,
        count == 0 ? null : Double.valueOf(Quantiles.ofSorted(sorted, 0.5)),
        ranks
            .computeIfAbsent(count, n -> QuantileRanks.of(n, 0.5))
            .map(found -> found.among(sorted))
            .orElse(null));
  }

  /** Arrivals of one week. */
  private int poisson() {
    int count = 0;
    double time = -Math.log(1 - random.nextDouble());
    while (time < incidentsPerWeek) {
      count++;
      time -= Math.log(1 - random.nextDouble());
    }
    return count;
  }
}
