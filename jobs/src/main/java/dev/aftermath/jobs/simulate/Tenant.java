package dev.aftermath.jobs.simulate;

import java.util.ArrayList;
import java.util.List;

/**
 * A customer organisation that shares the services.
 *
 * @param weight traffic relative to the other tenants
 */
record Tenant(int index, String name, double weight) {

  private static final List<String> NAMES = List.of("nordwind", "alpenblick", "rheintal");
  private static final double[] WEIGHTS = {1.0, 0.55, 0.3};

  static List<Tenant> first(int count, Namespace namespace) {
    List<Tenant> tenants = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      boolean isNamed = i < NAMES.size();
      String name = isNamed ? NAMES.get(i) : "tenant-%03d".formatted(i + 1);
      tenants.add(new Tenant(i, namespace.prefix() + name, isNamed ? WEIGHTS[i] : 0.2));
    }
    return List.copyOf(tenants);
  }
}
