package dev.aftermath.jobs.domain.delivery;

import java.io.Serializable;
import java.time.Duration;
import java.util.List;

/**
 * Which changes are deployments, and how incidents are put down to them. Words are those of the
 * change records, whatever their case.
 *
 * @param categories the categories of changes that are deployments
 * @param reworkTypes the types of change that are unplanned answers to an incident
 * @param window how long after its end a deployment may be taken for the cause of an incident whose
 *     record names none
 */
public record DeliveryRule(List<String> categories, List<String> reworkTypes, Duration window)
    implements Serializable {

  /** The rule by which nothing is a deployment. */
  public static final DeliveryRule NONE = new DeliveryRule(List.of(), List.of(), Duration.ZERO);

  /** Takes copies. */
  public DeliveryRule {
    categories = List.copyOf(categories);
    reworkTypes = List.copyOf(reworkTypes);
  }
}
