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
  private final long worldEndSecond;
  private final List<RootCause> causes;

  IncidentFactory(
      List<Tenant> tenants, Rhythm rhythm, Week week, Service service, long worldEndSecond) {
    this.worldEndSecond = worldEndSecond;
    this.tenants = tenants;
    this.rhythm = rhythm;
    this.week = week;
    this.service = service;
    this.causes = Causes.of(service);
  }

  /** What happened, before anybody noticed. */
  private record Fault(
      Kind kind, Tenant tenant, RootCause cause, double ratio, long startSecond, long endSecond) {

    boolean isReal() {
      return kind == Kind.FAULT;
    }
  }

  Incident incident(long key, int ordinal, long number, long detectedSecond) {
    SplittableRandom random = Seeds.random(key);
    Fault fault = fault(key, detectedSecond, random);
    String title = title(fault, detectedSecond, random);
    String sentence = sentence(fault, detectedSecond, random);
    Deployment deployment =
        fault.isReal() && fault.cause().trigger() == Trigger.DEPLOYMENT
            ? deployment(key, number, fault.startSecond(), random)
            : null;
    Page page =
        Traits.hasPage(key) ? page(key, number, fault, title, sentence, detectedSecond) : null;
    String closeNotes = random.nextInt(100) < 5 ? "" : sentence;
    Ticket ticket =
        Traits.hasTicket(key)
            ? ticket(key, number, fault, title, closeNotes, detectedSecond, page, deployment)
            : null;
    return new Incident(
        key,
        ordinal,
        fault.kind(),
        service,
        fault.tenant(),
        fault.cause(),
        fault.startSecond(),
        fault.isReal() ? fault.endSecond() : fault.startSecond(),
        fault.isReal() ? fault.ratio() : 0,
        detectedSecond,
        detector(page, random),
        page,
        ticket,
        deployment);
  }

  private Fault fault(long key, long detectedSecond, SplittableRandom random) {
    Kind kind = Traits.kind(key);
    Tenant tenant = tenant(random);
    RootCause cause = cause(random);
    double ratio = cause.failureRatio() * StrictMath.exp(0.4 * Seeds.normal(random));
    long delay =
        Traits.hasPage(key)
            ? between(60, Seeds.logNormalSeconds(random, 240, 0.5), 1_500)
            : random.nextInt(900, 3_600);
    // A slow burn: few requests fail, nobody finds out why before the next day.
    boolean slow = random.nextInt(100) < 3;
    long repair =
        Seeds.logNormalSeconds(random, cause.repairMinutes() * (slow ? 900.0 : 60.0), 0.6);
    long ended =
        detectedSecond
            + (kind == Kind.FAULT
                ? between(240, repair, 20 * 3_600) + untilAfterEndSeconds(key, detectedSecond)
                : random.nextInt(240, 1_200));
    return new Fault(
        kind,
        tenant,
        cause,
        Math.min(0.9, Math.max(0.005, ratio * (slow ? 0.05 : 1))),
        Math.max(week.startSecond(), detectedSecond - delay),
        ended);
  }

  /** Some late faults outlast the world: no Monday ever saw everything repaired. */
  private long untilAfterEndSeconds(long key, long detectedSecond) {
    long left = worldEndSecond - detectedSecond;
    return left < 30 * 3_600 && Seeds.uniform(Seeds.mix(key, 104)) < 0.5 ? left + 3_600 : 0;
  }

  private static long between(long lowest, long value, long highest) {
    return Math.max(lowest, Math.min(value, highest));
  }

  private Page page(
      long key, long number, Fault fault, String title, String note, long detectedSecond) {
    double paceSeconds = rhythm.isBusinessTime(detectedSecond) ? 100 : 190;
    return PageFactory.page(
        new PageFactory.Subject(
            key,
            number,
            service,
            fault.tenant(),
            title,
            fault.kind(),
            detectedSecond,
            fault.endSecond(),
            paceSeconds,
            note,
            fault.cause().id(),
            Traits.hasTicket(key) && Traits.acquaintance(key) == Acquaintance.PAGE_NAMES_TICKET
                ? TicketFactory.sysId(key)
                : null));
  }

  private Ticket ticket(
      long key,
      long number,
      Fault fault,
      String title,
      String closeNotes,
      long detectedSecond,
      @Nullable Page page,
      @Nullable Deployment deployment) {
    return TicketFactory.ticket(
        new TicketFactory.Subject(
            key,
            number,
            fault.kind(),
            service,
            fault.tenant(),
            title,
            closeNotes,
            priority(fault),
            detectedSecond,
            fault.startSecond(),
            fault.endSecond(),
            page,
            deployment));
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

  private String title(Fault fault, long at, SplittableRandom random) {
    String symptom = Wording.fill(fault.cause().title(), service, fault.tenant(), at, random);
    return fault.kind() == Kind.TEST ? "[TEST] Drill: " + symptom : symptom;
  }

  private String sentence(Fault fault, long at, SplittableRandom random) {
    List<String> sentences = fault.cause().sentences();
    String template =
        switch (fault.kind()) {
          case TEST -> "Drill finished at {time}, nothing to repair.";
          case FALSE_ALARM -> "False alarm: threshold crossed for {ms} ms only, no request failed.";
          case FAULT, MERGED_CHILD ->
              sentences.get(random.nextInt(100) < 12 ? sentences.size() - 1 : 0);
        };
    String sentence = Wording.fill(template, service, fault.tenant(), at, random);
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

  private static int priority(Fault fault) {
    if (!fault.isReal()) {
      return fault.kind() == Kind.TEST ? 5 : 4;
    }
    boolean everybody = fault.cause().scope() == Scope.ALL_TENANTS;
    if (fault.ratio() >= 0.2) {
      return everybody ? 1 : 2;
    }
    if (fault.ratio() >= 0.08) {
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
