package dev.aftermath.jobs.domain.matching;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Who lives on in whom: an account that was merged is followed to the one that was not. */
final class Merges {
  private final Map<String, Map<String, Account>> targets = new HashMap<>();

  private Merges() {}

  /** Finds them, and counts for each the accounts that were merged into it. */
  static Merges among(Collection<Account> accounts) {
    Merges merges = new Merges();
    merges.findTargets(accounts);
    for (Account account : accounts) {
      Account survivor = merges.survivor(account);
      if (survivor != account) {
        survivor.merged(account.openedAt());
      }
    }
    return merges;
  }

  /** Few are merged: only whom those name is looked up. */
  private void findTargets(Collection<Account> accounts) {
    Set<String> named = new HashSet<>();
    for (Account account : accounts) {
      String mergedInto = account.sighting().mergedInto();
      if (mergedInto != null) {
        named.add(mergedInto);
      }
    }
    for (Account account : accounts) {
      Sighting sighting = account.sighting();
      if (named.contains(sighting.key())) {
        targets
            .computeIfAbsent(sighting.system(), system -> new HashMap<>())
            .put(sighting.key(), account);
      }
    }
  }

  /**
   * The account that one lives on in: itself when it was not merged, the last one known when it was
   * merged into one that no export tells of. Of a circle, which cannot be, each is its own.
   */
  Account survivor(Account account) {
    if (account.sighting().mergedInto() == null) {
      return account;
    }
    Set<String> passed = new HashSet<>();
    Account at = account;
    while (at.sighting().mergedInto() != null && passed.add(at.sighting().key())) {
      Sighting merged = at.sighting();
      Account next = targets.getOrDefault(merged.system(), Map.of()).get(merged.mergedInto());
      if (next == null) {
        return at;
      }
      at = next;
    }
    return at.sighting().mergedInto() == null ? at : account;
  }
}
