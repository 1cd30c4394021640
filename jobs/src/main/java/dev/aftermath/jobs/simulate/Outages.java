package dev.aftermath.jobs.simulate;

import dev.aftermath.jobs.simulate.TelemetryTruth.Gap;
import dev.aftermath.jobs.simulate.TelemetryTruth.Gap.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** When one instance of a service was not scraped, was down, or was restarted, in one week. */
final class Outages {

  private static final long EDGE_SECONDS = 3 * 3_600;

  private final List<Gap> gaps;
  private final List<Long> restarts;

  private Outages(List<Gap> gaps, List<Long> restarts) {
    this.gaps = gaps;
    this.restarts = restarts;
  }

  static Outages of(
      World world, Week week, Service service, int instance, List<Deployment> changes) {
    List<Gap> gaps = new ArrayList<>();
    List<Long> restarts = new ArrayList<>();
    String name = service.instance(instance);
    SplittableRandom random =
        Seeds.random(Seeds.mix(world.serviceKey(service) + 801, week.startSecond()));
    if (random.nextInt(100) < 15) {
      // Never near the border of a week: a gap there would belong to two of them.
      long start =
          week.startSecond() + EDGE_SECONDS + random.nextLong(week.seconds() - 4 * EDGE_SECONDS);
      gaps.add(
          new Gap(service, name, start, start + random.nextInt(1_500, 5_400), Reason.NOT_SCRAPED));
    }
    for (Deployment change : changes) {
      if (change.kind() == Deployment.Kind.MAINTENANCE) {
        long start = change.startSecond() + 600 + instance * 1_800L;
        gaps.add(new Gap(service, name, start, start + 1_500, Reason.TARGET_DOWN));
        restarts.add(start + 1_500);
      } else {
        restarts.add(change.endSecond() + instance * 45L);
      }
    }
    return new Outages(List.copyOf(gaps), List.copyOf(restarts));
  }

  List<Gap> gaps() {
    return gaps;
  }

  boolean isScraped(long second) {
    return gaps.stream()
        .noneMatch(gap -> gap.reason() == Reason.NOT_SCRAPED && within(gap, second));
  }

  boolean isUp(long second) {
    return gaps.stream()
        .noneMatch(gap -> gap.reason() == Reason.TARGET_DOWN && within(gap, second));
  }

  /** Whether the process restarted after the one moment and not later than the other. */
  boolean restarted(long afterSecond, long second) {
    return restarts.stream().anyMatch(restart -> restart > afterSecond && restart <= second);
  }

  private static boolean within(Gap gap, long second) {
    return second >= gap.startSecond() && second < gap.endSecond();
  }
}
