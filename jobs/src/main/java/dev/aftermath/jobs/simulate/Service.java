package dev.aftermath.jobs.simulate;

import dev.aftermath.jobs.simulate.Releases.Recorder;
import java.util.ArrayList;
import java.util.List;

/**
 * One service of the simulated landscape.
 *
 * @param name technical name, the value of labels and of ticket fields
 * @param displayName name for readers, may hold any letter
 * @param requestsPerSecond mean traffic of all tenants at the busiest hour
 * @param incidentWeight incidents relative to the mean service
 * @param baselineErrorRatio share of requests that fail without any fault
 * @param target SLO target as printed, in [0, 1)
 * @param monitoringId the id of the monitoring check that pages for this service
 * @param recorder where its releases are recorded
 */
record Service(
    int index,
    String name,
    String displayName,
    String team,
    double requestsPerSecond,
    int instances,
    double incidentWeight,
    double baselineErrorRatio,
    String target,
    String monitoringId,
    Recorder recorder) {

  private static final List<Service> NAMED =
      List.of(
          new Service(0, "checkout", "Checkout", "payments", 9, 2, 1.5, 0.00012, "0.998"),
          new Service(
              1, "payment-gateway", "Payment gateway", "payments", 5, 2, 1.2, 0.0002, "0.995"),
          new Service(2, "auth", "Anmeldung und Zugänge", "identity", 14, 2, 0.8, 0.00005, "0.999"),
          new Service(3, "catalog", "Product catalogue", "shop", 18, 2, 0.9, 0.00008, "0.995"),
          new Service(4, "search", "Search", "shop", 11, 1, 1.1, 0.0004, "0.995"),
          new Service(5, "cart", "Shopping cart", "shop", 8, 1, 1.0, 0.00015, "0.995"),
          new Service(6, "notifications", "Notifications", "messaging", 4, 1, 0.9, 0.0008, "0.99"),
          new Service(
              7,
              "invoicing",
              "Rechnungsprüfung für Großkunden",
              "finance",
              1.2,
              1,
              1.1,
              0.0005,
              "0.99"),
          new Service(8, "inventory", "Inventory", "logistics", 3, 1, 0.8, 0.0003, "0.998"),
          new Service(9, "shipping", "Shipping labels", "logistics", 2, 1, 1.0, 0.0006, "0.99"),
          new Service(
              10,
              "order-history",
              "Customer self-service order history and document archive API",
              "shop",
              2.5,
              1,
              0.9,
              0.0003,
              "0.995"),
          new Service(11, "partner-api", "Partner API", "partners", 1.6, 1, 0.8, 0.0004, "0.99"));

  private Service(
      int index,
      String name,
      String displayName,
      String team,
      double requestsPerSecond,
      int instances,
      double incidentWeight,
      double baselineErrorRatio,
      String target) {
    this(
        index,
        name,
        displayName,
        team,
        requestsPerSecond,
        instances,
        incidentWeight,
        baselineErrorRatio,
        target,
        "MON-%04d-AVAIL".formatted(index + 1),
        Recorder.SERVICENOW);
  }

  static List<Service> first(int count, Releases releases, Namespace namespace) {
    List<Service> services = new ArrayList<>(NAMED.subList(0, Math.min(count, NAMED.size())));
    for (int i = NAMED.size(); i < count; i++) {
      String name = "service-%03d".formatted(i + 1);
      services.add(
          new Service(
              i, name, "Service " + (i + 1), "team-" + (i % 17), 2, 1, 1.0, 0.0003, "0.99"));
    }
    return services.stream().map(service -> service.within(releases, namespace)).toList();
  }

  private Service within(Releases releases, Namespace namespace) {
    return new Service(
        index,
        namespace.prefix() + name,
        displayName,
        namespace.prefix() + team,
        requestsPerSecond,
        instances,
        incidentWeight,
        baselineErrorRatio,
        target,
        namespace.prefix() + monitoringId,
        releases.recorder(index));
  }

  String pagerDutyId() {
    return Seeds.code('P', Seeds.mix(17, name), 7);
  }

  String escalationPolicyId() {
    return Seeds.code('P', Seeds.mix(19, team), 7);
  }

  String teamId() {
    return Seeds.code('P', Seeds.mix(23, team), 7);
  }

  String sysId() {
    return Seeds.hex32(Seeds.mix(29, name));
  }

  String groupSysId() {
    return Seeds.hex32(Seeds.mix(31, team));
  }

  String groupName() {
    return "Operations " + team;
  }

  String instance(int number) {
    return name + "-" + number + ".prod.example.net:8080";
  }
}
