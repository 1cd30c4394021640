package dev.aftermath.jobs.domain.slo;

import dev.aftermath.jobs.domain.calendar.Window;
import dev.aftermath.jobs.domain.digest.Sha256;
import java.io.Serializable;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * One version of an SLO as declared; {@link SloHistory} holds all versions.
 *
 * @param labels values by name, both in the order of the alphabet
 * @param kind whether the objectives are judged one by one or together
 * @param effectiveFrom from when it is in force; null for the first version, which is in force from
 *     the beginning of all data
 */
public record SloDefinition(
    String name,
    String displayName,
    String service,
    SortedMap<String, List<String>> labels,
    Kind kind,
    BudgetingMethod method,
    List<Objective> objectives,
    Window window,
    MissingRule missing,
    ExclusionRule exclusions,
    Grouping grouping,
    List<BurnRateRule> alertRules,
    @Nullable Instant effectiveFrom)
    implements Serializable {

  /** Whether objectives stand alone. */
  public enum Kind {
    /** Each objective is met or missed by itself. */
    SIMPLE,
    /** The objectives, each with an indicator of its own, are the weighted parts of one. */
    COMPOSITE
  }

  /** Takes copies of the lists. */
  public SloDefinition {
    objectives = List.copyOf(objectives);
    alertRules = List.copyOf(alertRules);
  }

  /**
   * SHA-256 of everything that a figure depends on, in hexadecimal. A changed label, display name
   * or alert rule is no new definition.
   */
  public String digest() {
    return Sha256.hex(
        String.join(
            "\n",
            name,
            kind.name(),
            method.word(),
            objectives.toString(),
            window.toString(),
            missing.word(),
            exclusions.word(),
            grouping.toString(),
            String.valueOf(effectiveFrom)));
  }
}
