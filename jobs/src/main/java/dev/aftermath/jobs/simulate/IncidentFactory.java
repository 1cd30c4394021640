package dev.aftermath.jobs.simulate;

import dev.aftermath.jobs.simulate.Incident.Kind;
import dev.aftermath.jobs.simulate.RootCause.Scope;
import dev.aftermath.jobs.simulate.RootCause.Trigger;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** Draws an incident from its key: the fault first, then what people and tools made of it. */
final class IncidentFactory {

  private final List<Tenant> tenants;
  private final Rhythm rhythm;
  private final Week week;
  private final Service service;
  private final List<RootCause> causes;

  IncidentFactory(List<Tenant> tenants, Rhythm rhythm, Week week, Service service) {
    this.tenants = tenants;
    this.rhythm = rhythm;
    this.week = week;
    this.service = service;
    this.causes = Causes.of(service);
  }

  Incident incident(long key, int ordinal, long number, long detectedSecond) {
    SplittableRandom random = Seeds.random(key);
    Kind kind = Traits.kind(key);
    Tenant tenant = tenant(random);
    RootCause cause = cause(random);
    double failureRatio =
        Math.min(
            0.9,
            Math.max(0.005, cause.failureRatio() * StrictMath.exp(0.4 * Seeds.normal(random))));
    long delay =
        Traits.hasPage(key)
            ? Math.max(60, Math.min(1_500, Seeds.logNormalSeconds(random, 240, 0.5)))
            : random.nextInt(900, 3_600);
    long faultStart = Math.max(week.startSecond(), detectedSecond - delay);
    long repair =
        Math.max(
            240,
            Math.min(
                36 * 3_600, Seeds.logNormalSeconds(random, cause.repairMinutes() * 60.0, 0.6)));
    long faultEnd = detectedSecond + (kind == Kind.FAULT ? repair : random.nextInt(240, 1_200));
    String title = title(kind, cause, tenant, detectedSecond, random);
    String sentence = sentence(kind, cause, tenant, detectedSecond, random);
    Deployment deployment =
        kind == Kind.FAULT && cause.trigger() == Trigger.DEPLOYMENT
            ? deployment(key, number, faultStart, random)
            : null;
    double pace = rhythm.isBusinessTime(detectedSecond) ? 100 : 190;
    Page page =
        Traits.hasPage(key)
            ? PageFactory.page(
                new PageFactory.Subject(
                    key,
                    number,
                    service,
                    tenant,
                    title,
                    kind,
                    detectedSecond,
                    faultEnd,
                    pace,
                    sentence))
            : null;
    Ticket ticket =
        Traits.hasTicket(key)
            ? TicketFactory.ticket(
                new TicketFactory.Subject(
                    key,
                    number,
                    kind,
                    service,
                    tenant,
                    cause,
                    title,
                    random.nextInt(100) < 5 ? "" : sentence,
                    priority(kind, cause, failureRatio),
                    detectedSecond,
                    faultEnd,
                    page,
                    deployment))
            : null;
    boolean fault = kind == Kind.FAULT;
    return new Incident(
        key,
        ordinal,
        kind,
        service,
        tenant,
        cause,
        faultStart,
        fault ? faultEnd : faultStart,
        fault ? failureRatio : 0,
        detectedSecond,
        detector(page, random),
        page,
        ticket,
        deployment);
  }

  /** The merged second alert of an incident that has one. */
  Incident mergedChild(Incident parent) {
    Page parentPage = parent.page();
    if (parentPage == null) {
      throw new IllegalArgumentException("Cannot merge: incident " + parent.key() + " has no page");
    }
    Page page =
        PageFactory.mergedChild(
            parentPage, service, "Latency above threshold on " + service.name());
    return new Incident(
        page.key(),
        parent.ordinal(),
        Kind.MERGED_CHILD,
        service,
        parent.tenant(),
        parent.cause(),
        parent.faultStartSecond(),
        parent.faultStartSecond(),
        0,
        page.createdSecond(),
        "latency-alert",
        page,
        null,
        null);
  }

  private Tenant tenant(SplittableRandom random) {
    double sum = 0;
    for (Tenant tenant : tenants) {
      sum += tenant.weight();
    }
    double wanted = random.nextDouble() * sum;
    for (Tenant tenant : tenants) {
      wanted -= tenant.weight();
      if (wanted < 0) {
        return tenant;
      }
    }
    return tenants.get(tenants.size() - 1);
  }

  private RootCause cause(SplittableRandom random) {
    if (random.nextInt(100) < 12) {
      return Causes.oneOff(random);
    }
    int place = 0;
    while (place < causes.size() - 1 && random.nextInt(100) >= 55) {
      place++;
    }
    return causes.get(place);
  }

  private String title(
      Kind kind, RootCause cause, Tenant tenant, long at, SplittableRandom random) {
    String symptom = Wording.fill(cause.title(), service, tenant, at, random);
    return kind == Kind.TEST ? "[TEST] Drill: " + symptom : symptom;
  }

  private String sentence(
      Kind kind, RootCause cause, Tenant tenant, long at, SplittableRandom random) {
    String template =
        switch (kind) {
          case TEST -> "Drill finished at {time}, nothing to repair.";
          case FALSE_ALARM -> "False alarm: threshold crossed for {n} ms only, no request failed.";
          case FAULT, MERGED_CHILD ->
              cause.sentences().get(random.nextInt(100) < 12 ? cause.sentences().size() - 1 : 0);
        };
    String sentence = Wording.fill(template, service, tenant, at, random);
    return random.nextInt(100) < 20 ? Wording.retyped(sentence, random) : sentence;
  }

  private Deployment deployment(long key, long number, long faultStart, SplittableRandom random) {
    long end = Math.max(week.startSecond(), faultStart - random.nextInt(60, 900));
    long start = Math.max(week.startSecond(), end - random.nextInt(180, 600));
    return new Deployment(
        "CHG2%08d".formatted(number),
        Seeds.hex32(Seeds.mix(key, 401)),
        service,
        Deployment.Kind.DEPLOYMENT,
        "v" + random.nextInt(1, 9) + "." + random.nextInt(40) + ".0",
        start,
        end,
        end + random.nextInt(60, 600),
        Deployment.Outcome.UNSUCCESSFUL);
  }

  private static int priority(Kind kind, RootCause cause, double failureRatio) {
    if (kind != Kind.FAULT) {
      return kind == Kind.TEST ? 5 : 4;
    }
    boolean everybody = cause.scope() == Scope.ALL_TENANTS;
    if (failureRatio >= 0.2) {
      return everybody ? 1 : 2;
    }
    if (failureRatio >= 0.08) {
      return everybody ? 2 : 3;
    }
    return everybody ? 3 : 4;
  }

  private static String detector(@Nullable Page page, SplittableRandom random) {
    if (page == null) {
      return "user-report";
    }
    return random.nextInt(4) == 0 ? "probe" : "burn-rate-alert";
  }
}
