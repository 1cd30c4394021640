package dev.aftermath.jobs.simulate;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Releases on Tuesday and Thursday, and maintenance on some Sunday nights. */
final class PlannedChanges {

  private static final long DAY_SECONDS = 86_400;

  private PlannedChanges() {}

  static List<Deployment> of(Week week, Service service, long streamKey, long firstNumber) {
    SplittableRandom random = Seeds.random(Seeds.mix(streamKey, 501));
    List<Deployment> changes = new ArrayList<>();
    for (int day : new int[] {1, 3}) {
      long start = week.startSecond() + day * DAY_SECONDS + 9 * 3_600 + random.nextInt(6 * 3_600);
      long end = start + random.nextInt(180, 900);
      changes.add(
          change(
              week,
              service,
              streamKey,
              firstNumber,
              changes.size(),
              Deployment.Kind.DEPLOYMENT,
              start,
              end,
              random));
    }
    if (random.nextInt(4) == 0) {
      long start = week.startSecond() + 6 * DAY_SECONDS + 2 * 3_600;
      changes.add(
          change(
              week,
              service,
              streamKey,
              firstNumber,
              changes.size(),
              Deployment.Kind.MAINTENANCE,
              start,
              start + 2 * 3_600,
              random));
    }
    return List.copyOf(changes);
  }

  private static Deployment change(
      Week week,
      Service service,
      long streamKey,
      long firstNumber,
      int ordinal,
      Deployment.Kind kind,
      long start,
      long end,
      SplittableRandom random) {
    return new Deployment(
        "CHG%07d".formatted(firstNumber + ordinal),
        Seeds.hex32(Seeds.mix(streamKey, 510L + ordinal)),
        service,
        kind,
        "v" + (week.index() + 2) + "." + random.nextInt(40) + "." + ordinal,
        start,
        end,
        end + random.nextInt(60, 600),
        Deployment.Outcome.SUCCESSFUL);
  }
}
