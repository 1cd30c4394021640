package dev.aftermath.jobs.domain.slo;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which incidents make time bad; an empty list stands for all.
 *
 * @param service null for every service
 * @param priorities as the tickets write them, such as {@code P1}
 * @param impacts as the tickets write them
 */
public record IncidentQuery(@Nullable String service, List<String> priorities, List<String> impacts)
    implements TimeQuery {

  /** Takes copies. */
  public IncidentQuery {
    priorities = List.copyOf(priorities);
    impacts = List.copyOf(impacts);
  }

  /** Whether an incident is meant. */
  public boolean matches(
      @Nullable String itsService, @Nullable String itsPriority, @Nullable String itsImpact) {
    return concerns(itsService) && holds(priorities, itsPriority) && holds(impacts, itsImpact);
  }

  /** Whether incidents of the service may be meant, of whatever priority and impact. */
  public boolean concerns(@Nullable String itsService) {
    return service == null || service.equals(itsService);
  }

  /** Any incident does. */
  @Override
  public boolean looksAt(Map<String, String> labels) {
    return true;
  }

  @Override
  public boolean concerns(Map<String, String> labels) {
    return concerns(labels.get("service"));
  }

  @Override
  public boolean matches(Map<String, String> labels) {
    return matches(labels.get("service"), labels.get("priority"), labels.get("impact"));
  }

  private static boolean holds(List<String> asked, @Nullable String its) {
    return asked.isEmpty() || (its != null && asked.contains(its));
  }
}
