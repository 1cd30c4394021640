package dev.aftermath.jobs.domain.matching;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The accounts that have something else to do with others than before, or may have, found from
 * those that changed. What these hang together with, as they were or as they are, is decided anew;
 * with all of it at hand, it is decided as among all accounts.
 */
public final class Neighbourhood {
  private final MatchingRules rules;
  private final Set<Sighting> members = new HashSet<>();
  private final List<Sighting> known = new ArrayList<>();
  private final Vicinity vicinity;
  private List<Sighting> others = new ArrayList<>();
  private @Nullable Vicinity sought;

  private Neighbourhood(MatchingRules rules) {
    this.rules = rules;
    this.vicinity = Vicinity.ofNone(rules);
  }

  /**
   * The neighbourhood of what changed, as far as it is among the accounts of some days.
   *
   * @param before the accounts of these days as they were
   * @param now the accounts of these days as they are; those of all other days did not change
   */
  public static Neighbourhood of(
      Collection<Sighting> before, Collection<Sighting> now, MatchingRules rules) {
    Neighbourhood neighbourhood = new Neighbourhood(rules);
    Set<Sighting> was = new HashSet<>(before);
    Set<Sighting> changed = new HashSet<>(now);
    before.stream().filter(it -> !changed.remove(it)).forEach(changed::add);
    neighbourhood.known.addAll(now);
    now.stream().filter(was::contains).forEach(neighbourhood.others::add);
    neighbourhood.join(changed);
    Vicinity sought = neighbourhood.sought;
    for (Sighting one : changed) {
      neighbourhood.vicinity.addReturn(one);
      if (sought != null) {
        sought.addReturn(one);
      }
    }
    neighbourhood.grow();
    return neighbourhood;
  }

  /** Adds the accounts of other days. */
  public void add(Collection<Sighting> accounts) {
    known.addAll(accounts);
    others.addAll(accounts);
    grow();
  }

  /** The vicinity of those that came to it since this was asked last; empty when none did. */
  public Optional<Vicinity> sought() {
    Optional<Vicinity> joined = Optional.ofNullable(sought);
    sought = null;
    return joined;
  }

  /** The accounts, as they were and as they are. */
  public Set<Sighting> members() {
    return members;
  }

  /** What the accounts have to do with others now; those that stand alone are not in it. */
  public List<Relation> relations() {
    Set<List<String>> keys = new HashSet<>();
    members.forEach(member -> keys.add(List.of(member.system(), member.key())));
    return IncidentMatching.of(known, rules).stream()
        .filter(it -> keys.contains(List.of(it.system(), it.key())))
        .toList();
  }

  /** Takes in whatever hangs together with what is in it. */
  private void grow() {
    Vicinity last = vicinity;
    List<Sighting> joining = taken(last);
    while (!joining.isEmpty()) {
      join(joining);
      last = Vicinity.ofNone(rules);
      joining.forEach(last::add);
      joining = taken(last);
    }
  }

  private void join(Collection<Sighting> joining) {
    Vicinity joined = sought == null ? Vicinity.ofNone(rules) : sought;
    for (Sighting one : joining) {
      members.add(one);
      vicinity.add(one);
      joined.add(one);
      sought = joined;
    }
  }

  private List<Sighting> taken(Vicinity from) {
    List<Sighting> taken = new ArrayList<>();
    List<Sighting> left = new ArrayList<>(others.size());
    others.forEach(other -> (from.holds(other) ? taken : left).add(other));
    others = left;
    return taken;
  }
}
