package dev.aftermath.jobs.domain.cause;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of an incident that tells of its cause. Null is what no record states.
 *
 * @param isMachineTitled whether a machine wrote the title
 * @param problem the problem record that it names
 * @param parents what it names as its parent, and the names by which others name it as theirs
 * @param change the change that it names as what caused it
 * @param monitor the check that noticed it
 * @param alertRule the name of the rule whose alert led to it
 * @param sentence the cause that somebody wrote down, normalised by {@link CauseText}
 */
public record CauseSighting(
    String incidentId,
    Instant openedAt,
    @Nullable String tenant,
    @Nullable String service,
    @Nullable String title,
    boolean isMachineTitled,
    @Nullable String problem,
    List<String> parents,
    @Nullable String change,
    @Nullable String monitor,
    @Nullable String alertRule,
    @Nullable String sentence) {
  /** Takes a copy of the list. */
  public CauseSighting {
    parents = List.copyOf(parents);
  }

  /** The fingerprints by their hashes, the surest first. */
  public List<Long> hashes(CauseRules rules) {
    return Fingerprints.of(this, rules).keys().stream().map(Fingerprints.Hashed::hash).toList();
  }

  /** The title as it is compared: masked where a machine wrote it, else levelled. */
  public String comparedTitle() {
    return Fingerprints.comparedTitle(this);
  }
}
