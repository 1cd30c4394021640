package dev.aftermath.jobs.domain.slo;

import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which incidents make time bad; an empty list stands for all.
 *
 * @param service null for every service
 * @param priorities as the tickets write them, such as {@code P1}
 * @param impacts as the tickets write them
 */
public record IncidentQuery(@Nullable String service, List<String> priorities, List<String> impacts)
    implements Serializable {

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

  private static boolean holds(List<String> asked, @Nullable String its) {
    return asked.isEmpty() || (its != null && asked.contains(its));
  }
}
