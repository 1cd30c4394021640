package dev.aftermath.jobs.simulate;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A problem record about a cause that strikes one tenant on one service. It was opened before the
 * world begins, tickets about the cause name it, and it is resolved in the middle of the world,
 * which changes nothing.
 */
record Problem(
    String number,
    String sysId,
    RootCause cause,
    Service service,
    Tenant tenant,
    long openedSecond,
    long resolvedSecond,
    Resolution resolution) {

  private static final long DAYS_BEFORE = 20 * 86_400L;
  private static final long NUMBERS = 10_000_000_000L;

  /** How it is resolved. */
  enum Resolution {
    FIX_APPLIED,
    RISK_ACCEPTED;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    String shown() {
      return this == FIX_APPLIED ? "Fix Applied" : "Risk Accepted";
    }
  }

  /** That of a cause, for a quarter of all; null where nobody opened one. */
  private static @Nullable Problem of(
      World world, RootCause cause, Service service, Tenant tenant) {
    long key = Seeds.mix(Seeds.mix(world.serviceKey(service), cause.id()), 931 + tenant.index());
    if (Seeds.uniform(key) >= 0.25 || cause.id().equals(RootCause.ONE_OFF)) {
      return null;
    }
    long start = world.weeks().get(0).startSecond();
    long span = world.settings().end().getEpochSecond() - start;
    return new Problem(
        "PRB%010d".formatted(Long.remainderUnsigned(Seeds.mix(key, 1), NUMBERS)),
        Seeds.hex32(Seeds.mix(key, 2)),
        cause,
        service,
        tenant,
        start - DAYS_BEFORE,
        start + (long) (span * (0.3 + 0.3 * Seeds.uniform(Seeds.mix(key, 3)))),
        Seeds.uniform(Seeds.mix(key, 4)) < 0.75
            ? Resolution.FIX_APPLIED
            : Resolution.RISK_ACCEPTED);
  }

  /** The one that the ticket of an incident names; null where it names none. */
  static @Nullable Problem namedBy(World world, Incident incident) {
    Ticket ticket = incident.ticket();
    return ticket == null || ticket.tenant().isEmpty() || incident.kind() != Incident.Kind.FAULT
        ? null
        : of(world, incident.cause(), incident.service(), incident.tenant());
  }

  /** All of a world. */
  static List<Problem> in(World world) {
    List<Problem> problems = new ArrayList<>();
    for (Service service : world.services()) {
      for (RootCause cause : Causes.of(service)) {
        for (Tenant tenant : world.tenants()) {
          problems.add(of(world, cause, service, tenant));
        }
      }
    }
    return problems.stream().filter(Objects::nonNull).toList();
  }

  /** The record of the problem table as it stood just before a moment. */
  List<Field> fields(long asOf) {
    boolean isResolved = resolvedSecond < asOf;
    return List.of(
        Field.text("number", number),
        Field.text("sys_id", sysId),
        Field.choice("sys_class_name", "problem", "Problem"),
        isResolved
            ? Field.choice("state", "106", "Resolved")
            : Field.choice("state", "103", "Root Cause Analysis"),
        Field.choice(
            "resolution_code",
            isResolved ? resolution.word() : "",
            isResolved ? resolution.shown() : ""),
        Field.text("short_description", cause.id().replace('-', ' ') + " on " + service.name()),
        Field.text("u_service", service.name()),
        Field.text("u_tenant", tenant.name()),
        Field.time("opened_at", openedSecond),
        Field.time("sys_created_on", openedSecond),
        Field.time("resolved_at", isResolved ? resolvedSecond : null),
        Field.time("closed_at", null),
        Field.time("sys_updated_on", isResolved ? resolvedSecond : openedSecond),
        Field.count("sys_mod_count", isResolved ? 3 : 1));
  }
}
