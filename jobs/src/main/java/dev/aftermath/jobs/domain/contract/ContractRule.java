package dev.aftermath.jobs.domain.contract;

import java.io.Serializable;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One version of one rule of the operations contract.
 *
 * @param id what the rule is called in tables, such as {@code incident_tenant}
 * @param version counts up whenever the rule changes what breaks it
 * @param where which values of a field make a subject one that the rule is for; all must hold
 * @param since subjects from before are not held to it; null to hold all
 * @param text the rule as its reader sees it
 * @param owner who answers for the rule
 */
public record ContractRule(
    String id,
    long version,
    SubjectKind subject,
    Condition condition,
    Map<String, List<String>> where,
    Severity severity,
    @Nullable Instant since,
    String text,
    String owner)
    implements Serializable {

  /** How grave it is to break the rule. */
  public enum Severity {
    LOW,
    MEDIUM,
    HIGH
  }

  /** Takes copies. */
  public ContractRule {
    // Sorted, so that the same rule always reads the same.
    where = Collections.unmodifiableSortedMap(new TreeMap<>(where));
  }
}
