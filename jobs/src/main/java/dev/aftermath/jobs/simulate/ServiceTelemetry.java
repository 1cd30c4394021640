package dev.aftermath.jobs.simulate;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The samples of one service, week after week: the counters go on where the week before left them.
 */
final class ServiceTelemetry {

  private final World world;
  private final Service service;
  private final int step;
  private final Traffic traffic;
  private final TelemetryTruth truth;
  private final long[][][] counters;
  private final long[][][] lastWritten;
  private long lastSecond = Long.MIN_VALUE;

  ServiceTelemetry(World world, Service service) {
    this.world = world;
    this.service = service;
    this.step = world.settings().scrapeIntervalSeconds();
    this.traffic = new Traffic(world, service);
    this.truth = new TelemetryTruth(world, service);
    int tenants = world.tenants().size();
    this.counters = new long[service.instances()][tenants][Traffic.CODES.length];
    this.lastWritten = new long[service.instances()][tenants][Traffic.CODES.length];
    long key = Seeds.mix(world.serviceKey(service), 811);
    for (int instance = 0; instance < service.instances(); instance++) {
      for (int tenant = 0; tenant < tenants; tenant++) {
        for (int code = 0; code < Traffic.CODES.length; code++) {
          // The processes were running before the first export.
          long old = code == 0 ? 100_000 : code == 1 ? 1_500 : 40;
          key = Seeds.mix(key);
          counters[instance][tenant][code] = old + Math.floorMod(key, old);
          lastWritten[instance][tenant][code] = Series.ABSENT;
        }
      }
    }
  }

  TelemetryTruth truth() {
    return truth;
  }

  /**
   * The seconds at which the week was sampled; the end of the week belongs to it, as in the API.
   */
  static long[] grid(Week week, int step) {
    long first = -Math.floorDiv(-week.startSecond(), step);
    long last = Math.floorDiv(week.endSecond(), step);
    long[] seconds = new long[(int) (last - first + 1)];
    for (int i = 0; i < seconds.length; i++) {
      seconds[i] = (first + i) * step;
    }
    return seconds;
  }

  /** Draws the next week; weeks must come in order. */
  List<Series> next(Week week) {
    long[] grid = grid(week, step);
    List<Traffic.Fault> faults = faults(week);
    List<Deployment> changes = changes(week, faults);
    List<Series> series = new ArrayList<>();
    for (int instance = 0; instance < service.instances(); instance++) {
      Outages outages = Outages.of(world, week, service, instance, changes);
      outages.gaps().forEach(truth::gap);
      long[] up = new long[grid.length];
      for (int i = 0; i < grid.length; i++) {
        up[i] = !outages.isScraped(grid[i]) ? Series.ABSENT : outages.isUp(grid[i]) ? 1 : 0;
      }
      for (Tenant tenant : world.tenants()) {
        long[][] values = new long[Traffic.CODES.length][grid.length];
        sample(week, grid, instance, tenant, faults, outages, up, values);
        for (int code = 0; code < Traffic.CODES.length; code++) {
          series.add(
              new Series("http_requests_total", labels(instance, tenant, code), values[code]));
        }
      }
      series.add(new Series("up", labels(instance), up));
    }
    addAlerts(series, grid, faults);
    lastSecond = grid[grid.length - 1];
    series.forEach(one -> truth.samples(one.sampleCount()));
    return series;
  }

  private void sample(
      Week week,
      long[] grid,
      int instance,
      Tenant tenant,
      List<Traffic.Fault> faults,
      Outages outages,
      long[] up,
      long[][] values) {
    long[] counter = counters[instance][tenant.index()];
    long[] counts = new long[Traffic.CODES.length];
    List<Traffic.Fault> active = new ArrayList<>();
    for (int i = 0; i < grid.length; i++) {
      long second = grid[i];
      boolean isNew = lastSecond == Long.MIN_VALUE ? i > 0 : second > lastSecond;
      if (isNew && outages.isUp(second)) {
        active.clear();
        for (Traffic.Fault fault : faults) {
          if (fault.incident().faultStartSecond() < second
              && fault.incident().faultEndSecond() > second - step) {
            active.add(fault);
          }
        }
        traffic.fill(week, second, instance, tenant, active, truth, counts);
        boolean restarted = outages.restarted(second - step, second);
        if (restarted && tenant.index() == 0) {
          truth.reset();
        }
        for (int code = 0; code < counts.length; code++) {
          counter[code] = (restarted ? 0 : counter[code]) + counts[code];
          truth.answered(counts[code]);
        }
      }
      for (int code = 0; code < counts.length; code++) {
        values[code][i] = up[i] == 1 ? counter[code] : Series.ABSENT;
        if (up[i] == 1) {
          written(week, second, instance, tenant, code, counter[code]);
        }
      }
    }
  }

  private void written(Week week, long second, int instance, Tenant tenant, int code, long value) {
    long before = lastWritten[instance][tenant.index()][code];
    if (before >= 0) {
      long increase = value < before ? value : value - before;
      if (increase > 0) {
        truth.increase(week, second, tenant.index(), code, increase);
      }
    }
    lastWritten[instance][tenant.index()][code] = value;
  }

  /** Faults of this and the week before: none lasts longer. */
  private List<Traffic.Fault> faults(Week week) {
    List<Traffic.Fault> faults = new ArrayList<>();
    for (int i = Math.max(0, week.index() - 1); i <= week.index(); i++) {
      int weekIndex = i;
      world.visit(
          world.weeks().get(i),
          service,
          incident -> {
            if (incident.kind() == Incident.Kind.FAULT
                && incident.faultEndSecond() > week.startSecond() - step) {
              faults.add(new Traffic.Fault(incident, weekIndex));
            }
          });
    }
    return faults;
  }

  private List<Deployment> changes(Week week, List<Traffic.Fault> faults) {
    List<Deployment> changes = new ArrayList<>(world.plannedChanges(week, service));
    for (Traffic.Fault fault : faults) {
      Deployment deployment = fault.incident().deployment();
      if (deployment != null) {
        changes.add(deployment);
      }
      Deployment repair = world.repair(fault.incident());
      if (repair != null) {
        changes.add(repair);
      }
    }
    return changes;
  }

  private void addAlerts(List<Series> series, long[] grid, List<Traffic.Fault> faults) {
    for (Tenant tenant : world.tenants()) {
      long[] firing = new long[grid.length];
      boolean any = false;
      for (int i = 0; i < grid.length; i++) {
        firing[i] = Series.ABSENT;
        for (Traffic.Fault fault : faults) {
          Incident incident = fault.incident();
          if ("burn-rate-alert".equals(incident.detector())
              && incident.tenant().index() == tenant.index()
              && grid[i] >= incident.detectedSecond()
              && grid[i] < incident.faultEndSecond()) {
            firing[i] = 1;
            any = true;
          }
        }
      }
      if (any) {
        Map<String, String> labels = new TreeMap<>();
        labels.put("alertname", "ErrorBudgetBurn");
        labels.put("alertstate", "firing");
        labels.put("job", service.name());
        labels.put("service", service.name());
        labels.put("severity", "page");
        labels.put("tenant", tenant.name());
        series.add(new Series("ALERTS", labels, firing));
      }
    }
  }

  private Map<String, String> labels(int instance) {
    Map<String, String> labels = new TreeMap<>();
    labels.put("instance", service.instance(instance));
    labels.put("job", service.name());
    return labels;
  }

  private Map<String, String> labels(int instance, Tenant tenant, int code) {
    Map<String, String> labels = labels(instance);
    labels.put("code", Traffic.CODES[code]);
    labels.put("service", service.name());
    labels.put("tenant", tenant.name());
    return labels;
  }
}
