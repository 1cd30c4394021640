package dev.aftermath.jobs.simulate;

import java.util.ArrayList;
import java.util.List;

/**
 * What the samples of one service add up to, counted while they are written.
 *
 * <p>Requests are the increases between consecutive written samples of a series, a lower value
 * counting from zero. {@code happened} puts an increase into the week that holds the later sample,
 * taking {@code (start, end]}: the week in which the requests happened. {@code sampled} takes
 * {@code [start, end)} instead and differs by the sample that falls on the border.
 */
final class TelemetryTruth {

  /** Good and total requests. */
  static final class Sum {
    private long goodCount;
    private long totalCount;

    void add(boolean[] good, int code, long count) {
      totalCount += count;
      if (good[code]) {
        goodCount += count;
      }
    }

    long goodCount() {
      return goodCount;
    }

    long totalCount() {
      return totalCount;
    }
  }

  /** No samples of an instance between two moments. */
  record Gap(Service service, String instance, long startSecond, long endSecond, Reason reason) {

    /** Why samples are missing. */
    enum Reason {
      NOT_SCRAPED,
      TARGET_DOWN
    }
  }

  private final Service service;
  private final Sum[][] happened;
  private final Sum[][] sampled;
  private final long[][] badByIncident;
  private final List<Gap> gaps = new ArrayList<>();
  private long sampleCount;
  private long resetCount;
  private long answeredCount;
  private long baselineBadCount;

  TelemetryTruth(World world, Service service) {
    this.service = service;
    this.happened = sums(world);
    this.sampled = sums(world);
    this.badByIncident = new long[world.weeks().size()][];
    for (Week week : world.weeks()) {
      badByIncident[week.index()] = new long[world.count(week, service)];
    }
  }

  private static Sum[][] sums(World world) {
    Sum[][] sums = new Sum[world.weeks().size()][world.tenants().size()];
    for (Sum[] week : sums) {
      for (int tenant = 0; tenant < week.length; tenant++) {
        week[tenant] = new Sum();
      }
    }
    return sums;
  }

  Service service() {
    return service;
  }

  Sum happened(Week week, Tenant tenant) {
    return happened[week.index()][tenant.index()];
  }

  Sum sampled(Week week, Tenant tenant) {
    return sampled[week.index()][tenant.index()];
  }

  /** Adds an increase seen at a sample of the week, possibly the one on its end. */
  void increase(Week week, long second, int tenant, int code, long count) {
    happened[week.index()][tenant].add(Traffic.GOOD, code, count);
    int sampleWeek = week.index() + (second == week.endSecond() ? 1 : 0);
    if (sampleWeek < sampled.length) {
      sampled[sampleWeek][tenant].add(Traffic.GOOD, code, count);
    }
  }

  void failed(Incident incident, int weekIndex, long count) {
    badByIncident[weekIndex][incident.ordinal()] += count;
  }

  /** Requests that failed because of the incident. */
  long failedCount(Incident incident, Week week) {
    return incident.kind() == Incident.Kind.FAULT
        ? badByIncident[week.index()][incident.ordinal()]
        : 0;
  }

  void failedWithoutFault(long count) {
    baselineBadCount += count;
  }

  /** Requests that failed although nothing was wrong. */
  long baselineBadCount() {
    return baselineBadCount;
  }

  void gap(Gap gap) {
    gaps.add(gap);
  }

  List<Gap> gaps() {
    return gaps;
  }

  void samples(long count) {
    sampleCount += count;
  }

  long sampleCount() {
    return sampleCount;
  }

  void reset() {
    resetCount++;
  }

  long resetCount() {
    return resetCount;
  }

  /** Requests really answered, whether or not the samples show them. */
  void answered(long count) {
    answeredCount += count;
  }

  /** Requests that no reader of the samples can find, because a restart hid them. */
  long hiddenCount() {
    long visible = 0;
    for (Sum[] week : happened) {
      for (Sum tenant : week) {
        visible += tenant.totalCount();
      }
    }
    return answeredCount - visible;
  }
}
