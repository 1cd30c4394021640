package dev.aftermath.jobs.domain.matching;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * Which pages and tickets are one incident. Keys decide first; what no key mentions is left to the
 * {@link NearbyRule}s. All is decided anew from all that is known, so that a key which comes late
 * undoes what a rule had joined. The order of the accounts does not matter.
 */
public final class IncidentMatching {
  private final List<Account> accounts;

  private IncidentMatching(List<Account> accounts) {
    this.accounts = accounts;
  }

  /**
   * What the accounts have to do with each other; those that stand alone are not in it.
   *
   * @param sightings no two of one system have the same key
   */
  public static List<Relation> of(Collection<Sighting> sightings, MatchingRules rules) {
    List<Account> accounts = new ArrayList<>(sightings.size());
    sightings.forEach(sighting -> accounts.add(new Account(sighting)));
    IncidentMatching matching = new IncidentMatching(accounts);
    // Neither part needs the other, and each takes seconds for a million.
    CompletableFuture<Void> recurrences =
        CompletableFuture.runAsync(() -> Recurrences.find(accounts));
    KeyMatching.match(accounts, Merges.among(accounts));
    matching.matchNearby(rules);
    recurrences.join();
    return matching.relations();
  }

  /** Merged accounts and children are told of by those that they belong to. */
  private void matchNearby(MatchingRules rules) {
    Set<String> known = knownParents();
    List<Account> left = new ArrayList<>();
    for (Account account : accounts) {
      Sighting sighting = account.sighting();
      boolean isChild = sighting.parent() != null && known.contains(sighting.parent());
      if (!account.isSettled() && sighting.mergedInto() == null && !isChild) {
        left.add(account);
      }
    }
    for (int place = 0; place < rules.nearby().size(); place++) {
      NearbyMatching.match(rules.nearby().get(place), place, left);
      left.removeIf(Account::isSettled);
    }
  }

  /** The keys and numbers of accounts that others name as their parents. */
  private Set<String> knownParents() {
    Set<String> named = new HashSet<>();
    for (Account account : accounts) {
      String parent = account.sighting().parent();
      if (parent != null) {
        named.add(parent);
      }
    }
    Set<String> known = new HashSet<>();
    for (Account account : accounts) {
      Sighting sighting = account.sighting();
      if (named.contains(sighting.key())) {
        known.add(sighting.key());
      }
      if (sighting.number() != null && named.contains(sighting.number())) {
        known.add(sighting.number());
      }
    }
    return known;
  }

  private List<Relation> relations() {
    Map<String, Long> childCounts = new HashMap<>();
    for (Account account : accounts) {
      Sighting sighting = account.sighting();
      if (sighting.parent() != null) {
        childCounts.merge(sighting.system() + "\n" + sighting.parent(), 1L, Long::sum);
      }
    }
    List<Relation> relations = new ArrayList<>();
    for (Account account : accounts) {
      Relation relation = account.relation(childCount(account.sighting(), childCounts));
      if (relation != null) {
        relations.add(relation);
      }
    }
    return relations;
  }

  private static long childCount(Sighting sighting, Map<String, Long> counts) {
    if (counts.isEmpty()) {
      return 0;
    }
    long count = counts.getOrDefault(sighting.system() + "\n" + sighting.key(), 0L);
    String number = sighting.number();
    return number == null || number.equals(sighting.key())
        ? count
        : count + counts.getOrDefault(sighting.system() + "\n" + number, 0L);
  }
}
