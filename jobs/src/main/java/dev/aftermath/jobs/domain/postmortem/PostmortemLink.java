package dev.aftermath.jobs.domain.postmortem;

import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which incident a postmortem is about, and by what.
 *
 * @param incidentId the incident; null where none can be told
 * @param otherIncidentIds the others that it states
 * @param rule {@code stated_reference}, {@code mentioned_reference} or the name of a rule for what
 *     names none; null without an incident
 * @param evidence why, in words; also why there is none though there were several to choose from
 */
public record PostmortemLink(
    @Nullable String incidentId,
    List<String> otherIncidentIds,
    @Nullable String rule,
    @Nullable String evidence) {

  /** Takes a copy. */
  public PostmortemLink {
    otherIncidentIds = List.copyOf(otherIncidentIds);
  }

  /**
   * An incident that a postmortem may be about.
   *
   * @param postmortem its place among all
   * @param rank how sure the rule is, 0 the surest
   * @param order where in the postmortem the reference stands
   */
  public record Candidate(
      int postmortem, String incidentId, String rule, int rank, int order, String evidence) {}

  /**
   * Decides among the candidates of one postmortem: those of the surest rule alone count. A
   * postmortem may state several incidents; where any other rule leaves several, none is taken.
   */
  public static PostmortemLink among(List<Candidate> candidates) {
    int surest = candidates.stream().mapToInt(Candidate::rank).min().orElse(0);
    List<Candidate> best =
        candidates.stream()
            .filter(candidate -> candidate.rank() == surest)
            .sorted(Comparator.comparingInt(Candidate::order).thenComparing(Candidate::incidentId))
            .toList();
    if (best.isEmpty()) {
      return new PostmortemLink(null, List.of(), null, null);
    }
    Set<String> ids = new LinkedHashSet<>();
    best.forEach(candidate -> ids.add(candidate.incidentId()));
    Candidate first = best.get(0);
    if (ids.size() > 1 && surest > PostmortemLinking.STATED) {
      return new PostmortemLink(
          null,
          List.of(),
          null,
          "several incidents by %s: %s".formatted(first.rule(), String.join(", ", ids)));
    }
    return new PostmortemLink(
        first.incidentId(), ids.stream().skip(1).toList(), first.rule(), first.evidence());
  }
}
