package dev.aftermath.jobs.simulate;

import dev.aftermath.jobs.simulate.RootCause.Scope;
import dev.aftermath.jobs.simulate.RootCause.Trigger;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** The causes that recur, and a source of causes that do not. */
final class Causes {

  private static final List<RootCause> RECURRING =
      List.of(
          new RootCause(
              "connection-pool-exhausted",
              List.of("checkout", "cart"),
              Trigger.DEPLOYMENT,
              Scope.ALL_TENANTS,
              0.06,
              35,
              "High error ratio on {service} ({pct} % of requests failing)",
              "HikariPool-1 - Connection is not available, request timed out after {ms}ms",
              List.of(
                  "Connection pool exhausted after deploy {version}: {n} of {n} connections in use on"
                      + " {host}.",
                  "The release leaked database connections, pool on {host} ran dry at {time}.")),
          new RootCause(
              "certificate-expired",
              List.of("payment-gateway", "partner-api"),
              Trigger.NOTHING_VISIBLE,
              Scope.ALL_TENANTS,
              0.3,
              45,
              "TLS handshake failures on {service} ingress",
              "x509: certificate has expired or is not yet valid: current time {time}",
              List.of(
                  "Certificate expired on ingress {host}, renewed by hand at {time}.",
                  "cert-manager could not renew the ingress certificate because the DNS challenge"
                      + " failed, see {chg}.")),
          new RootCause(
              "memory-leak",
              List.of("search", "catalog"),
              Trigger.NOTHING_VISIBLE,
              Scope.ALL_TENANTS,
              0.04,
              30,
              "{service}: pods restarting, {n} OOM kills",
              "java.lang.OutOfMemoryError: Java heap space at request {uuid}",
              List.of(
                  "Memory leak in index refresh: pod {host} OOM killed after {n} minutes.",
                  "Heap of {host} grew until the kernel killed it; restarted {n} pods.")),
          new RootCause(
              "disk-full",
              List.of("inventory", "invoicing"),
              Trigger.NOTHING_VISIBLE,
              Scope.ALL_TENANTS,
              0.12,
              50,
              "{service}: database not accepting writes",
              "could not extend file \"base/{n}/{n}\": No space left on device",
              List.of(
                  "Disk full on database volume of {host} ({pct} % used), old WAL segments removed.",
                  "WAL archive stuck since {time}, volume filled up; archiver restarted.")),
          new RootCause(
              "dns-resolution",
              List.of("notifications", "auth"),
              Trigger.NOTHING_VISIBLE,
              Scope.ALL_TENANTS,
              0.05,
              25,
              "Name resolution errors on {service}",
              "lookup smtp.internal on {ip}:53: read udp {ip}:{n}: i/o timeout",
              List.of(
                  "DNS resolution failed: resolver {ip} timed out after {ms} ms.",
                  "CoreDNS was overloaded, lookups from {host} ran into timeouts.")),
          new RootCause(
              "third-party-timeout",
              List.of("payment-gateway", "checkout"),
              Trigger.NOTHING_VISIBLE,
              Scope.ONE_TENANT,
              0.2,
              70,
              "Upstream timeouts on {service} for {tenant}",
              "upstream payment provider did not answer within {ms}ms, request {uuid}",
              List.of(
                  "Payment provider timed out (request {uuid}, {ms} ms); provider ticket {n}.",
                  "Outage at the payment provider, traffic moved to the second provider at {time}.")),
          new RootCause(
              "feature-flag",
              List.of("cart", "catalog"),
              Trigger.NOTHING_VISIBLE,
              Scope.ONE_TENANT,
              0.15,
              20,
              "Error ratio on {service} for {tenant} above threshold",
              "NullPointerException: discount rule is null for flag flag-{n}",
              List.of(
                  "Feature flag flag-{n} enabled for tenant without discount rules.",
                  "Flag roll-out reached a tenant it was not made for; switched off at {time}.")),
          new RootCause(
              "consumer-lag",
              List.of("shipping", "order-history"),
              Trigger.NOTHING_VISIBLE,
              Scope.ALL_TENANTS,
              0.05,
              60,
              "{service}: consumer lag {n} messages",
              "Offset commit failed on partition orders-{n}: The coordinator is not aware of this"
                  + " member",
              List.of(
                  "Consumer group rebalancing endlessly, lag of {n} messages on partition {n}.",
                  "max.poll.interval.ms too low for batch size, consumers on {host} thrown out.")),
          new RootCause(
              "missing-index",
              List.of("order-history", "invoicing"),
              Trigger.DEPLOYMENT,
              Scope.ONE_TENANT,
              0.18,
              55,
              "{service}: slow queries, p99 {ms} ms",
              "canceling statement due to statement timeout after {ms} ms, query {uuid}",
              List.of(
                  "Missing index after deploy {version}: query {uuid} took {ms} ms.",
                  "Sequential scan on the documents table since {version}, index added.")),
          new RootCause(
              "expired-credentials",
              List.of("auth", "partner-api"),
              Trigger.NOTHING_VISIBLE,
              Scope.ONE_TENANT,
              0.25,
              40,
              "Login failures on {service} for {tenant}",
              "LDAP bind failed: invalid credentials (code {n}) for host {host}",
              List.of(
                  "Service account password expired, LDAP bind from {host} refused with code {n}.",
                  "Bind credentials ran out at {time} and were not rotated.")),
          new RootCause(
              "node-drain",
              List.of("shipping", "search"),
              Trigger.NOTHING_VISIBLE,
              Scope.ALL_TENANTS,
              0.1,
              15,
              "{service}: {n} of {n} pods unavailable",
              "readiness probe failed: connect to {ip}:8080: connection refused",
              List.of(
                  "Node {host} drained without pod disruption budget, {n} pods gone at once.",
                  "All replicas sat on {host} when it was taken out for patching.")),
          new RootCause(
              "rate-limit",
              List.of("partner-api", "notifications", "inventory"),
              Trigger.DEPLOYMENT,
              Scope.ONE_TENANT,
              0.22,
              30,
              "Requests of {tenant} rejected on {service}",
              "rate limit exceeded: {n} requests per second, limit of {tenant} is {n}",
              List.of(
                  "Rate limit set too low in release {version}: {n} instead of {n} requests per"
                      + " second.",
                  "Quota of the tenant was cut by a factor of ten with {version}.")));

  private static final List<String> ACTIONS =
      List.of("Restored", "Rolled back", "Restarted", "Replaced", "Reconfigured", "Cleaned up");
  private static final List<String> THINGS =
      List.of(
          "batch job",
          "message broker",
          "load balancer rule",
          "object store bucket",
          "cron entry",
          "sidecar proxy",
          "schema registry",
          "licence server",
          "mail relay",
          "cache cluster");
  private static final List<String> REASONS =
      List.of(
          "a typing error in the values file",
          "an operator mistake",
          "a failed firmware update",
          "a race during start-up",
          "an unannounced change at the hosting provider",
          "a leap in the time server",
          "a corrupted configuration map",
          "a broken network cable");

  private Causes() {}

  /** The causes that strike one service, the most frequent first. Never empty. */
  static List<RootCause> of(Service service) {
    List<RootCause> causes = new ArrayList<>();
    for (RootCause cause : RECURRING) {
      if (cause.services().contains(service.name())) {
        causes.add(cause);
      }
    }
    if (causes.isEmpty()) {
      causes.add(RECURRING.get(service.index() % RECURRING.size()));
      causes.add(RECURRING.get((service.index() * 5 + 3) % RECURRING.size()));
    }
    return List.copyOf(causes);
  }

  /** A cause that is not meant to come back. */
  static RootCause oneOff(SplittableRandom random) {
    String sentence =
        pick(ACTIONS, random)
            + " "
            + pick(THINGS, random)
            + " on {host} after "
            + pick(REASONS, random)
            + ".";
    return new RootCause(
        RootCause.ONE_OFF,
        List.of(),
        Trigger.NOTHING_VISIBLE,
        random.nextInt(3) == 0 ? Scope.ALL_TENANTS : Scope.ONE_TENANT,
        0.1,
        45,
        "Availability of {service} below threshold for {tenant}",
        "request {uuid} failed with status 500 on {host}",
        List.of(sentence));
  }

  private static String pick(List<String> words, SplittableRandom random) {
    return words.get(random.nextInt(words.size()));
  }
}
