package dev.aftermath.jobs.domain.slo;

import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which changes count as approved maintenance. Words are those of the source, whatever their case.
 *
 * @param approvals what the approval may say; empty when no change is taken
 * @param changeTypes the types of change that may be maintenance; empty for all
 * @param categories the categories that may be; empty for all
 * @param deploymentStrategies the strategies that may be; empty for all, stated or not
 */
public record MaintenanceRule(
    List<String> approvals,
    List<String> changeTypes,
    List<String> categories,
    List<String> deploymentStrategies)
    implements Serializable {

  /** The rule that takes no change. */
  public static final MaintenanceRule NONE =
      new MaintenanceRule(List.of(), List.of(), List.of(), List.of());

  /** Takes copies. */
  public MaintenanceRule {
    approvals = List.copyOf(approvals);
    changeTypes = List.copyOf(changeTypes);
    categories = List.copyOf(categories);
    deploymentStrategies = List.copyOf(deploymentStrategies);
  }

  /** Whether a change of these words is approved maintenance. */
  public boolean takes(
      @Nullable String approval,
      @Nullable String changeType,
      @Nullable String category,
      @Nullable String deploymentStrategy) {
    return contains(approvals, approval)
        && (changeTypes.isEmpty() || contains(changeTypes, changeType))
        && (categories.isEmpty() || contains(categories, category))
        && (deploymentStrategies.isEmpty() || contains(deploymentStrategies, deploymentStrategy));
  }

  private static boolean contains(List<String> words, @Nullable String word) {
    return word != null && words.stream().anyMatch(word.strip()::equalsIgnoreCase);
  }
}
