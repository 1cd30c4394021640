package dev.aftermath.jobs.simulate;

import java.util.List;

/**
 * How many requests of each status code one instance answers for one tenant in one scrape interval.
 * A pure function of the key and the time, so that it does not matter who asks first.
 */
final class Traffic {

  static final String[] CODES = {"200", "404", "500", "503"};
  static final boolean[] GOOD = {true, true, false, false};
  private static final double NOT_FOUND_RATIO = 0.012;

  private final World world;
  private final Service service;
  private final int step;
  private final double tenantWeights;

  Traffic(World world, Service service) {
    this.world = world;
    this.service = service;
    this.step = world.settings().scrapeIntervalSeconds();
    this.tenantWeights = world.tenants().stream().mapToDouble(Tenant::weight).sum();
  }

  /** A fault with the week it was detected in. */
  record Fault(Incident incident, int weekIndex) {}

  /** Fills the four counts for the step that ends at the given second. */
  void fill(
      Week week,
      long second,
      int instance,
      Tenant tenant,
      List<Fault> faults,
      TelemetryTruth truth,
      long[] counts) {
    long key =
        Seeds.mix(
            world.serviceKey(service) ^ ((long) tenant.index() << 8 | instance) << 40, second);
    double mean =
        service.requestsPerSecond()
            * (tenant.weight() / tenantWeights)
            * world.rhythm(week).traffic(second - step / 2)
            * step
            / service.instances();
    long requests = Math.max(0, Math.round(mean + Math.sqrt(mean) * Seeds.bell(key)));
    counts[1] = share(requests, NOT_FOUND_RATIO, key + 11);
    counts[2] = share(requests, service.baselineErrorRatio(), key + 12);
    counts[3] = 0;
    truth.failedWithoutFault(counts[2]);
    for (int i = 0; i < faults.size(); i++) {
      Incident incident = faults.get(i).incident();
      double overlap = overlap(incident, second);
      if (overlap > 0 && incident.hurts(tenant)) {
        long room = requests - counts[1] - counts[2] - counts[3];
        long failed =
            Math.min(room, share(requests, incident.failureRatio() * overlap, key + 20 + i));
        long unavailable = share(failed, (incident.key() & 1) == 0 ? 0.7 : 0.1, key + 50 + i);
        counts[2] += failed - unavailable;
        counts[3] += unavailable;
        truth.failed(incident, faults.get(i).weekIndex(), failed);
      }
    }
    counts[0] = Math.max(0, requests - counts[1] - counts[2] - counts[3]);
  }

  private double overlap(Incident incident, long second) {
    long from = Math.max(incident.faultStartSecond(), second - step);
    long to = Math.min(incident.faultEndSecond(), second);
    return to <= from ? 0 : (to - from) / (double) step;
  }

  /** A whole number whose expectation is the share: small ratios must not round to nothing. */
  private static long share(long requests, double ratio, long key) {
    return Math.min(requests, (long) Math.floor(requests * ratio + Seeds.uniform(key)));
  }
}
