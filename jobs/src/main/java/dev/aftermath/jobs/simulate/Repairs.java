package dev.aftermath.jobs.simulate;

import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** Unplanned releases that end what a release broke: most are made, some faults end otherwise. */
final class Repairs {
  private static final double MADE_RATIO = 0.7;
  private static final long NOTICED_SECONDS = 60;

  private Repairs() {}

  /** The release that ends a fault; null where a release did not begin it or none ended it. */
  static @Nullable Deployment of(Incident incident) {
    Deployment broken = incident.deployment();
    SplittableRandom random = Seeds.random(Seeds.mix(incident.key(), 411));
    if (broken == null || random.nextDouble() >= MADE_RATIO) {
      return null;
    }
    long end = incident.faultEndSecond();
    long start =
        Math.max(incident.detectedSecond() + NOTICED_SECONDS, end - random.nextInt(60, 900));
    return new Deployment(
        "CHG3" + broken.number().substring("CHG2".length()),
        Seeds.hex32(Seeds.mix(incident.key(), 413)),
        broken.service(),
        Deployment.Kind.REPAIR,
        broken.version().replaceAll("0$", "1"),
        start,
        end,
        end + random.nextInt(60, 600),
        Deployment.Outcome.SUCCESSFUL);
  }
}
