package dev.aftermath.jobs.simulate;

import java.util.Comparator;
import java.util.List;
import java.util.PrimitiveIterator;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The whole simulated landscape. It keeps no incident: every week can be drawn again, in order of
 * detection, as often as an exporter needs it, so that ten million incidents need no more memory
 * than ten.
 */
final class World {

  /** After this many weeks nothing about an incident changes any more. */
  static final int WEEKS_OF_CHANGE = 2;

  private final SimulationSettings settings;
  private final List<Service> services;
  private final List<Tenant> tenants;
  private final List<Week> weeks;
  private final List<Rhythm> rhythms;
  private final long[] firstNumbers;

  World(SimulationSettings settings) {
    this.settings = settings;
    this.services = Service.first(settings.services(), settings.releases(), settings.namespace());
    this.tenants = Tenant.first(settings.tenants(), settings.namespace());
    this.weeks = Week.of(settings);
    this.rhythms = weeks.stream().map(week -> Rhythm.of(week, settings.zone())).toList();
    this.firstNumbers = new long[weeks.size() + 1];
    firstNumbers[0] = settings.namespace().firstNumber();
    for (Week week : weeks) {
      firstNumbers[week.index() + 1] = firstNumbers[week.index()] + pageableCount(week);
    }
  }

  SimulationSettings settings() {
    return settings;
  }

  List<Service> services() {
    return services;
  }

  List<Tenant> tenants() {
    return tenants;
  }

  List<Week> weeks() {
    return weeks;
  }

  Rhythm rhythm(Week week) {
    return rhythms.get(week.index());
  }

  long serviceKey(Service service) {
    return Seeds.mix(settings.seed(), service.name());
  }

  /** Main incidents of one service in one week. */
  int count(Week week, Service service) {
    double mean = settings.incidentsPerWeek() / (double) services.size() * service.incidentWeight();
    return Seeds.poisson(Seeds.random(Seeds.mix(streamKey(week, service), 1)), mean);
  }

  /**
   * Visits the incidents detected in a week in order of detection; a merged child follows its
   * parent.
   */
  void visit(Week week, Consumer<Incident> visitor) {
    PriorityQueue<Head> heads =
        new PriorityQueue<>(
            Comparator.comparingLong(Head::detectedSecond)
                .thenComparingInt(head -> head.service.index()));
    for (Service service : services) {
      Head head = new Head(week, service);
      if (head.advance()) {
        heads.add(head);
      }
    }
    long number = firstNumbers[week.index()];
    for (Head head = heads.poll(); head != null; head = heads.poll()) {
      number += head.emit(number, visitor);
      if (head.advance()) {
        heads.add(head);
      }
    }
  }

  /**
   * Visits the main incidents of one service detected in a week; their numbers are not assigned.
   */
  void visit(Week week, Service service, Consumer<Incident> visitor) {
    Head head = new Head(week, service);
    while (head.advance()) {
      head.emitMain(0, visitor);
    }
  }

  /** Visits every incident that can still change in the given week, the oldest first. */
  void visitChangeable(Week week, Consumer<Incident> visitor) {
    for (int i = Math.max(0, week.index() - WEEKS_OF_CHANGE); i <= week.index(); i++) {
      visit(weeks.get(i), visitor);
    }
  }

  private long pageableCount(Week week) {
    long count = 0;
    for (Service service : services) {
      int mains = count(week, service);
      count += mains;
      long stream = streamKey(week, service);
      for (int ordinal = 0; ordinal < mains; ordinal++) {
        count += Traits.mergedCount(Seeds.mix(stream, 1_000L + ordinal));
      }
    }
    return count;
  }

  private long streamKey(Week week, Service service) {
    return Seeds.mix(serviceKey(service), week.startSecond());
  }

  /**
   * Maintenance windows and planned releases of a week; releases that broke something are not here.
   */
  List<Deployment> plannedChanges(Week week, Service service) {
    return PlannedChanges.of(
        week, service, streamKey(week, service), firstChangeNumber(week, service));
  }

  /** Visits the changes of a week: planned ones, what broke something, and what repaired it. */
  void visitChanges(Week week, Consumer<Deployment> visitor) {
    for (Service service : services) {
      plannedChanges(week, service).forEach(visitor);
    }
    visit(
        week,
        incident -> {
          if (incident.deployment() != null) {
            visitor.accept(incident.deployment());
          }
          Deployment repair = repair(incident);
          if (repair != null) {
            visitor.accept(repair);
          }
        });
  }

  /** The release that repaired what another had broken; null where none did or is recorded. */
  @Nullable Deployment repair(Incident incident) {
    return settings.releases() == Releases.PIPELINES ? Repairs.of(incident) : null;
  }

  private long firstChangeNumber(Week week, Service service) {
    long ofWorld = (settings.namespace().firstNumber() - Namespace.ALONE.firstNumber()) * 1_000;
    return 1_000_000 + ofWorld + ((long) week.index() * 5_000 + service.index()) * 4;
  }

  /** One service's incidents of a week, drawn one at a time. */
  private final class Head {

    private final Service service;
    private final long stream;
    private final PrimitiveIterator.OfLong moments;
    private final IncidentFactory factory;
    private int ordinal = -1;
    private long detectedSecond;

    Head(Week week, Service service) {
      this.service = service;
      this.stream = streamKey(week, service);
      SplittableRandom random = Seeds.random(Seeds.mix(stream, 2));
      this.moments = rhythm(week).moments(count(week, service), random).iterator();
      this.factory =
          new IncidentFactory(
              tenants, rhythm(week), week, service, settings.end().getEpochSecond());
    }

    long detectedSecond() {
      return detectedSecond;
    }

    boolean advance() {
      if (!moments.hasNext()) {
        return false;
      }
      detectedSecond = moments.nextLong();
      ordinal++;
      return true;
    }

    /**
     * Emits the current incident and what was merged into it, each step into the one before;
     * returns how many.
     */
    int emit(long number, Consumer<Incident> visitor) {
      Incident last = emitMain(number, visitor);
      int merged = Traits.mergedCount(last.key());
      for (int step = 0; step < merged; step++) {
        last = factory.mergedChild(last);
        visitor.accept(last);
      }
      return 1 + merged;
    }

    Incident emitMain(long number, Consumer<Incident> visitor) {
      Incident incident =
          factory.incident(Seeds.mix(stream, 1_000L + ordinal), ordinal, number, detectedSecond);
      visitor.accept(incident);
      return incident;
    }
  }
}
