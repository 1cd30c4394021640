package dev.aftermath.jobs.domain.matching;

import java.io.Serializable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * By what other accounts hang together with some at first hand. It rather holds too many: what is
 * looked at in vain changes nothing.
 *
 * <p>Who names whom, who is near and who was acknowledged at one go is followed from account to
 * account. Returns are not, or a check that fails every day would join all years: a count changes
 * with the accounts that are counted and with no other count.
 */
public final class Vicinity implements Serializable {
  private static final long serialVersionUID = 1;

  private final List<NearbyRule> rules;
  private final Set<String> names = new HashSet<>();
  private final Set<String> named = new HashSet<>();
  private final Times near = new Times();
  private final Times acknowledged = new Times();
  private final Times resolved = new Times();
  private final Times returned = new Times();

  private Vicinity(MatchingRules rules) {
    this.rules = rules.nearby();
  }

  /** The vicinity of no account. */
  static Vicinity ofNone(MatchingRules rules) {
    return new Vicinity(rules);
  }

  /** What is the same of those that may be near to each other. */
  private record Alike(int place, Side side, String likeness) implements Serializable {}

  /** What is the same of those that return. */
  private record Check(String system, String deduplicationKey) implements Serializable {}

  /** Adds what hangs together with an account, and what its returns are counted among. */
  void add(Sighting sighting) {
    names.addAll(names(sighting));
    named.addAll(named(sighting));
    if (sighting.mergedInto() == null) {
      for (int place = 0; place < rules.size(); place++) {
        near.add(alike(place, sighting.side(), sighting), sighting.openedAt());
      }
    }
    Sighting.Acknowledgement acknowledgement = sighting.acknowledgement();
    if (acknowledgement != null) {
      acknowledged.add(acknowledgement.person(), acknowledgement.at());
    }
    resolved.add(check(sighting), sighting.resolvedAt());
  }

  /** Adds those that count an account among their returns. */
  void addReturn(Sighting sighting) {
    returned.add(check(sighting), sighting.openedAt());
  }

  /** Whether what becomes of an account may hang on those that were added. */
  boolean holds(Sighting other) {
    return isJoined(other) || isNear(other);
  }

  /**
   * Whether this concerns an account that was opened on another day than those that were added, and
   * so is near to none.
   */
  public boolean reaches(Sighting other) {
    return isJoined(other) || isReturn(other);
  }

  private boolean isJoined(Sighting other) {
    return areAny(names(other), named)
        || areAny(named(other), names)
        || isAcknowledgedAtOneGo(other)
        || isReturnedTo(other);
  }

  private static List<String> names(Sighting sighting) {
    return known(
        sighting.key(), sighting.number(), sighting.nativeId(), sighting.deduplicationKey());
  }

  private static List<String> named(Sighting sighting) {
    List<String> named =
        known(sighting.externalReference(), sighting.mergedInto(), sighting.parent());
    named.addAll(sighting.mentions());
    return named;
  }

  private static List<String> known(@Nullable String... words) {
    List<String> known = new ArrayList<>();
    for (String word : words) {
      if (word != null) {
        known.add(word);
      }
    }
    return known;
  }

  private static boolean areAny(List<String> words, Set<String> among) {
    for (String word : words) {
      if (among.contains(word)) {
        return true;
      }
    }
    return false;
  }

  private boolean isNear(Sighting other) {
    Instant at = other.openedAt();
    if (at == null || other.mergedInto() != null) {
      return false;
    }
    Side side = other.side() == Side.PAGE ? Side.TICKET : Side.PAGE;
    for (int place = 0; place < rules.size(); place++) {
      NearbyRule rule = rules.get(place);
      if (near.areAny(alike(place, side, other), at.minus(rule.within()), at.plus(rule.within()))) {
        return true;
      }
    }
    return false;
  }

  private static @Nullable Alike alike(int place, Side side, Sighting sighting) {
    String likeness = sighting.likeness().get(place);
    return likeness == null ? null : new Alike(place, side, likeness);
  }

  private boolean isAcknowledgedAtOneGo(Sighting other) {
    Sighting.Acknowledgement acknowledgement = other.acknowledgement();
    return acknowledgement != null
        && acknowledged.areAny(
            acknowledgement.person(),
            acknowledgement.at().minus(Recurrences.AT_ONE_GO),
            acknowledgement.at().plus(Recurrences.AT_ONE_GO));
  }

  private boolean isReturnedTo(Sighting other) {
    Instant at = other.resolvedAt();
    return at != null && returned.areAny(check(other), at, at.plus(Recurrences.REFIRE));
  }

  private boolean isReturn(Sighting other) {
    Instant at = other.openedAt();
    return at != null && resolved.areAny(check(other), at.minus(Recurrences.REFIRE), at);
  }

  private static @Nullable Check check(Sighting sighting) {
    String key = sighting.deduplicationKey();
    return key == null || sighting.mergedInto() != null ? null : new Check(sighting.system(), key);
  }
}
