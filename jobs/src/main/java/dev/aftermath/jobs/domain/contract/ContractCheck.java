package dev.aftermath.jobs.domain.contract;

import dev.aftermath.jobs.domain.contract.Condition.NotAfter;
import dev.aftermath.jobs.domain.contract.Condition.NotSameAs;
import dev.aftermath.jobs.domain.contract.Condition.RequiredField;
import dev.aftermath.jobs.domain.contract.Condition.RequiredReference;
import dev.aftermath.jobs.domain.contract.Condition.Within;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one rule finds in one subject.
 *
 * @param missing the field that breaks the rule; null unless it is broken
 * @param reason why it is broken or not applicable, for the reader; null when it is met
 */
public record ContractCheck(Verdict verdict, @Nullable String missing, @Nullable String reason) {

  /** How a check ends. */
  public enum Verdict {
    MET,
    BROKEN,
    NOT_APPLICABLE
  }

  private static final ContractCheck MET = new ContractCheck(Verdict.MET, null, null);

  /**
   * Checks a rule.
   *
   * @param asOf the instant until which things are known
   */
  public static ContractCheck of(ContractRule rule, ContractSubject subject, Instant asOf) {
    if (rule.subject() != subject.kind()) {
      return notApplicable("it is about " + rule.subject().word() + "s");
    }
    String outside = outside(rule, subject, asOf);
    if (outside != null) {
      return notApplicable(outside);
    }
    Condition condition = rule.condition();
    if (condition instanceof RequiredField required) {
      return required(subject, required.field());
    }
    if (condition instanceof RequiredReference required) {
      return reference(subject, required.field());
    }
    if (condition instanceof NotSameAs not) {
      return notSame(subject, not);
    }
    if (condition instanceof NotAfter not) {
      return notAfter(subject, not);
    }
    return within(subject, (Within) condition, asOf);
  }

  /** Why the rule is not for the subject; null when it is. */
  private static @Nullable String outside(
      ContractRule rule, ContractSubject subject, Instant asOf) {
    for (Map.Entry<String, List<String>> condition : rule.where().entrySet()) {
      String field = condition.getKey();
      String value = subject.texts().get(field);
      if (value == null) {
        return field + " is not stated";
      }
      if (!condition.getValue().contains(value)) {
        return field + " is " + value;
      }
    }
    Instant at = subject.at();
    Instant since = rule.since();
    if (at != null && !at.isBefore(asOf)) {
      return "it began after the evaluation";
    }
    // What has no time of its own is held to the rule as it is now.
    if (since != null && (at == null ? asOf : at).isBefore(since)) {
      return "the rule is in force since " + since;
    }
    return null;
  }

  private static ContractCheck required(ContractSubject subject, String field) {
    return subject.states(field) ? MET : broken(field, field + " is not stated");
  }

  private static ContractCheck reference(ContractSubject subject, String field) {
    if (!subject.states(field)) {
      return broken(field, field + " is not stated");
    }
    if (subject.untried().contains(field)) {
      return notApplicable("nothing was read that " + field + " could lead to");
    }
    return subject.leading().contains(field)
        ? MET
        : broken(field, field + " leads to nothing that was read");
  }

  private static ContractCheck notSame(ContractSubject subject, NotSameAs not) {
    String unstated = unstated(subject, not.field(), not.other());
    if (unstated != null) {
      return notApplicable(unstated + " is not stated");
    }
    // The values may be pseudonyms, which no reader needs to see.
    return String.valueOf(subject.texts().get(not.field())).equals(subject.texts().get(not.other()))
        ? broken(not.field(), not.field() + " is the same as " + not.other())
        : MET;
  }

  private static ContractCheck notAfter(ContractSubject subject, NotAfter not) {
    Instant at = subject.instants().get(not.field());
    Instant other = subject.instants().get(not.other());
    if (at == null || other == null) {
      return notApplicable((at == null ? not.field() : not.other()) + " is not stated");
    }
    return at.isAfter(other) ? broken(not.field(), text(other, at) + " after " + not.other()) : MET;
  }

  private static ContractCheck within(ContractSubject subject, Within within, Instant asOf) {
    Instant start = subject.instants().get(within.start());
    Instant end = subject.instants().get(within.end());
    if (start == null) {
      return notApplicable(within.start() + " is not stated");
    }
    Instant limit = start.plus(within.atMost());
    if (end != null && !end.isAfter(limit)) {
      return MET;
    }
    if (end != null) {
      return broken(within.end(), text(start, end) + " after " + within.start());
    }
    return asOf.isAfter(limit)
        ? broken(within.end(), within.end() + " is not stated")
        : notApplicable("the time for " + within.end() + " is not up");
  }

  private static @Nullable String unstated(ContractSubject subject, String field, String other) {
    if (!subject.states(field)) {
      return field;
    }
    return subject.states(other) ? null : other;
  }

  /** Seconds are exact and read the same everywhere. */
  private static String text(Instant start, Instant end) {
    return Duration.between(start, end).toSeconds() + " s";
  }

  private static ContractCheck broken(String missing, String reason) {
    return new ContractCheck(Verdict.BROKEN, missing, reason);
  }

  private static ContractCheck notApplicable(String reason) {
    return new ContractCheck(Verdict.NOT_APPLICABLE, null, reason);
  }
}
