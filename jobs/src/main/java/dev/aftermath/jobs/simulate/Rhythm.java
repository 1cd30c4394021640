package dev.aftermath.jobs.simulate;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** How busy each hour of one week is, in the zone of the business. */
final class Rhythm {

  private static final double[] BY_HOUR = {
    0.12, 0.08, 0.06, 0.05, 0.06, 0.1, 0.2, 0.38, 0.6, 0.78, 0.88, 0.95,
    1.0, 0.97, 0.93, 0.92, 0.94, 0.97, 0.99, 0.98, 0.86, 0.62, 0.4, 0.22
  };

  private final Week week;
  private final double[] traffic;
  private final double[] cumulativeIncidents;
  private final boolean[] business;

  private Rhythm(Week week, double[] traffic, double[] cumulativeIncidents, boolean[] business) {
    this.week = week;
    this.traffic = traffic;
    this.cumulativeIncidents = cumulativeIncidents;
    this.business = business;
  }

  static Rhythm of(Week week, ZoneId zone) {
    int hours = (int) ((week.seconds() + 3_599) / 3_600);
    double[] traffic = new double[hours];
    double[] cumulative = new double[hours];
    boolean[] business = new boolean[hours];
    double sum = 0;
    for (int hour = 0; hour < hours; hour++) {
      ZonedDateTime local = Instant.ofEpochSecond(week.startSecond() + hour * 3_600L).atZone(zone);
      boolean weekend = local.getDayOfWeek().compareTo(DayOfWeek.SATURDAY) >= 0;
      business[hour] = !weekend && local.getHour() >= 8 && local.getHour() < 18;
      traffic[hour] = BY_HOUR[local.getHour()] * (weekend ? 0.7 : 1.0);
      sum += 0.3 + traffic[hour] + (business[hour] ? 0.8 : 0);
      cumulative[hour] = sum;
    }
    return new Rhythm(week, traffic, cumulative, business);
  }

  /** Traffic at a moment relative to the busiest hour; interpolated, so that it has no steps. */
  double traffic(long second) {
    double position = (second - week.startSecond()) / 3_600.0 - 0.5;
    int hour = (int) Math.floor(position);
    double share = position - hour;
    return at(hour) * (1 - share) + at(hour + 1) * share;
  }

  boolean isBusinessTime(long second) {
    int hour = (int) ((second - week.startSecond()) / 3_600);
    return hour >= 0 && hour < business.length && business[hour];
  }

  /**
   * Ascending moments at which incidents begin, denser in business hours. They come one by one from
   * the order statistics of uniform numbers, so that a week of a million needs no memory.
   */
  LongStream moments(int count, SplittableRandom random) {
    double[] last = {0};
    return IntStream.range(0, count)
        .mapToLong(
            i -> {
              double step = 1 - StrictMath.pow(1 - random.nextDouble(), 1.0 / (count - i));
              last[0] += (1 - last[0]) * step;
              return moment(last[0]);
            });
  }

  private long moment(double quantile) {
    double wanted = quantile * cumulativeIncidents[cumulativeIncidents.length - 1];
    int hour = 0;
    while (hour < cumulativeIncidents.length - 1 && cumulativeIncidents[hour] <= wanted) {
      hour++;
    }
    double before = hour == 0 ? 0 : cumulativeIncidents[hour - 1];
    double share = (wanted - before) / (cumulativeIncidents[hour] - before);
    long second = week.startSecond() + hour * 3_600L + (long) (share * 3_600);
    return Math.min(second, week.endSecond() - 1);
  }

  private double at(int hour) {
    return traffic[Math.max(0, Math.min(hour, traffic.length - 1))];
  }
}
