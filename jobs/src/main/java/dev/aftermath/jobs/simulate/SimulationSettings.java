package dev.aftermath.jobs.simulate;

import static java.util.Objects.requireNonNull;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;

/**
 * What world to simulate. The same settings always give the same files, byte for byte.
 *
 * @param seed selects one world
 * @param end exclusive end: Monday 00:00 in {@code zone}, so that only closed ISO weeks are written
 * @param weeks number of ISO weeks before {@code end}
 * @param services number of services; the first twelve have names of their own
 * @param tenants number of tenants
 * @param incidentsPerWeek expected incidents per week over all services (before merged children)
 * @param scrapeIntervalSeconds distance of two samples of a series
 * @param zone zone of report weeks, business hours and of the exports that carry local times
 * @param telemetry whether samples and log lines are written
 * @param releases how services are released
 * @param namespace what keeps the world apart from others in one lake
 */
public record SimulationSettings(
    long seed,
    Instant end,
    int weeks,
    int services,
    int tenants,
    int incidentsPerWeek,
    int scrapeIntervalSeconds,
    ZoneId zone,
    Telemetry telemetry,
    Releases releases,
    Namespace namespace) {

  public SimulationSettings {
    requireNonNull(end, "end is null");
    requireNonNull(zone, "zone is null");
    requireNonNull(telemetry, "telemetry is null");
    requireNonNull(releases, "releases is null");
    requireNonNull(namespace, "namespace is null");
    inRange("weeks", weeks, 1, 1_040);
    inRange("services", services, 1, 5_000);
    inRange("tenants", tenants, 1, 200);
    inRange("incidents per week", incidentsPerWeek, 0, 20_000_000);
    inRange("scrape interval seconds", scrapeIntervalSeconds, 1, 3_600);
    ZonedDateTime local = end.atZone(zone);
    if (local.getDayOfWeek() != DayOfWeek.MONDAY || !local.toLocalTime().equals(LocalTime.MIN)) {
      throw new IllegalArgumentException(
          "Invalid end: %s is %s in %s (must be a Monday at 00:00 there, the end of an ISO week)"
              .formatted(end, local.toLocalDateTime(), zone));
    }
  }

  /** The default world: 12 weeks, 12 services, 3 tenants, about 40 incidents a week. */
  public static SimulationSettings endingAt(Instant end) {
    return endingAt(end, ZoneId.of("Europe/Berlin"));
  }

  /** The default world with its weeks in another zone; {@code end} is Monday 00:00 there. */
  public static SimulationSettings endingAt(Instant end, ZoneId zone) {
    return new SimulationSettings(
        7,
        end,
        12,
        12,
        3,
        40,
        300,
        zone,
        Telemetry.FULL,
        Releases.CHANGE_REQUESTS,
        Namespace.ALONE);
  }

  /** The same settings with another seed. */
  public SimulationSettings withSeed(long value) {
    return new SimulationSettings(
        value,
        end,
        weeks,
        services,
        tenants,
        incidentsPerWeek,
        scrapeIntervalSeconds,
        zone,
        telemetry,
        releases,
        namespace);
  }

  /** The same settings with another number of weeks. */
  public SimulationSettings withWeeks(int value) {
    return new SimulationSettings(
        seed,
        end,
        value,
        services,
        tenants,
        incidentsPerWeek,
        scrapeIntervalSeconds,
        zone,
        telemetry,
        releases,
        namespace);
  }

  /** The same settings with another number of services. */
  public SimulationSettings withServices(int value) {
    return new SimulationSettings(
        seed,
        end,
        weeks,
        value,
        tenants,
        incidentsPerWeek,
        scrapeIntervalSeconds,
        zone,
        telemetry,
        releases,
        namespace);
  }

  /** The same settings with another expected number of incidents per week. */
  public SimulationSettings withIncidentsPerWeek(int value) {
    return new SimulationSettings(
        seed,
        end,
        weeks,
        services,
        tenants,
        value,
        scrapeIntervalSeconds,
        zone,
        telemetry,
        releases,
        namespace);
  }

  /** The same settings with another number of tenants. */
  public SimulationSettings withTenants(int value) {
    return new SimulationSettings(
        seed,
        end,
        weeks,
        services,
        value,
        incidentsPerWeek,
        scrapeIntervalSeconds,
        zone,
        telemetry,
        releases,
        namespace);
  }

  /** The same settings with another scrape interval. */
  public SimulationSettings withScrapeIntervalSeconds(int value) {
    return new SimulationSettings(
        seed,
        end,
        weeks,
        services,
        tenants,
        incidentsPerWeek,
        value,
        zone,
        telemetry,
        releases,
        namespace);
  }

  /** The same settings with telemetry switched on or off. */
  public SimulationSettings withTelemetry(Telemetry value) {
    return new SimulationSettings(
        seed,
        end,
        weeks,
        services,
        tenants,
        incidentsPerWeek,
        scrapeIntervalSeconds,
        zone,
        value,
        releases,
        namespace);
  }

  /** The same settings with services released in another way. */
  public SimulationSettings withReleases(Releases value) {
    return new SimulationSettings(
        seed,
        end,
        weeks,
        services,
        tenants,
        incidentsPerWeek,
        scrapeIntervalSeconds,
        zone,
        telemetry,
        value,
        namespace);
  }

  /** The same settings with names and numbers of its own. */
  public SimulationSettings within(Namespace value) {
    return new SimulationSettings(
        seed,
        end,
        weeks,
        services,
        tenants,
        incidentsPerWeek,
        scrapeIntervalSeconds,
        zone,
        telemetry,
        releases,
        value);
  }

  private static void inRange(String name, int value, int lowest, int highest) {
    if (value < lowest || value > highest) {
      throw new IllegalArgumentException(
          "Invalid %s: %d (must be between %d and %d)".formatted(name, value, lowest, highest));
    }
  }
}
