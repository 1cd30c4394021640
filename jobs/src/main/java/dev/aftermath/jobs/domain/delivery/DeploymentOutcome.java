package dev.aftermath.jobs.domain.delivery;

import dev.aftermath.jobs.domain.incident.ElapsedTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What came of one deployment.
 *
 * @param attributed the incidents that are put down to it, the earliest first
 */
public record DeploymentOutcome(Deployment deployment, List<Attribution> attributed)
    implements Delivered {

  /** Takes a copy. */
  public DeploymentOutcome {
    attributed = List.copyOf(attributed);
  }

  /**
   * The outcomes of a service's deployments, in their order.
   *
   * @param attributions of all its incidents, those put down to none included
   */
  public static List<DeploymentOutcome> of(
      List<Deployment> deployments, List<Attribution> attributions) {
    Map<String, List<Attribution>> byKey = new HashMap<>();
    attributions.stream()
        .sorted(
            Comparator.comparing((Attribution it) -> it.failure().openedAt())
                .thenComparing(it -> it.failure().incidentId()))
        .forEach(
            attribution ->
                attribution
                    .deployment()
                    .ifPresent(
                        deployment ->
                            byKey
                                .computeIfAbsent(deployment.key(), key -> new ArrayList<>())
                                .add(attribution)));
    return deployments.stream()
        .map(
            deployment ->
                new DeploymentOutcome(deployment, byKey.getOrDefault(deployment.key(), List.of())))
        .toList();
  }

  /** One incident is enough, and more are not more. */
  @Override
  public boolean isFailed() {
    return !attributed.isEmpty();
  }

  @Override
  public boolean isRework() {
    return deployment.isRework();
  }

  /** Until the last of its incidents was over (DORA's failed deployment recovery time). */
  @Override
  public @Nullable Long recoverySeconds() {
    Instant last = null;
    for (Attribution attribution : attributed) {
      Instant restored = attribution.failure().restoredAt();
      if (restored == null) {
        return null;
      }
      last = last == null || restored.isAfter(last) ? restored : last;
    }
    return last == null ? null : Long.valueOf(ElapsedTime.seconds(deployment.endedAt(), last));
  }

  @Override
  public @Nullable Long leadSeconds() {
    Instant committed = deployment.committedAt();
    return committed == null
        ? null
        : Long.valueOf(ElapsedTime.seconds(committed, deployment.endedAt()));
  }
}
