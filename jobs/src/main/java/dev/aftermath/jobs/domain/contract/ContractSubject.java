package dev.aftermath.jobs.domain.contract;

import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Something that rules are about.
 *
 * @param at when it began, by which rules are in force for it or not; null when nobody knows
 * @param texts what it states, by field; a field it does not state is absent
 * @param instants likewise
 * @param leading the references that lead to something that was read
 * @param untried the references that nothing was read to look up in
 */
public record ContractSubject(
    SubjectKind kind,
    @Nullable Instant at,
    Map<String, String> texts,
    Map<String, Instant> instants,
    Set<String> leading,
    Set<String> untried) {

  /** Takes copies. */
  public ContractSubject {
    texts = Map.copyOf(texts);
    instants = Map.copyOf(instants);
    leading = Set.copyOf(leading);
    untried = Set.copyOf(untried);
  }

  boolean states(String field) {
    String text = texts.get(field);
    return instants.containsKey(field) || (text != null && !text.isBlank());
  }
}
