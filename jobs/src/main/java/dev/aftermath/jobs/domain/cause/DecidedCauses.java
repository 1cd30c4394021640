package dev.aftermath.jobs.domain.cause;

import java.io.Serializable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The causes as humans decided about them, whatever the registry found. */
public final class DecidedCauses implements Serializable {
  private static final long serialVersionUID = 1;

  private final HashMap<String, String> becameOf = new HashMap<>();
  private final HashMap<String, Place> moved = new HashMap<>();
  private final HashMap<String, String> names = new HashMap<>();
  private final HashMap<String, ArrayList<Instant>> fixes = new HashMap<>();
  private final ArrayList<List<String>> apart = new ArrayList<>();

  private DecidedCauses() {}

  private record Place(String causeId, CauseDecision.Kind decision) implements Serializable {}

  /**
   * Where an incident is in the end.
   *
   * @param decision what put it there; null where the registry did
   */
  public record Decided(String causeId, CauseDecision.@Nullable Kind decision) {}

  /**
   * Replays decisions.
   *
   * @param registered the cause that the registry has of the incidents that decisions name
   */
  public static DecidedCauses of(List<CauseDecision> decisions, Map<String, String> registered) {
    DecidedCauses decided = new DecidedCauses();
    decisions.stream()
        .sorted(Comparator.comparingLong(CauseDecision::number))
        .forEach(decision -> decided.replay(decision, registered));
    return decided;
  }

  /** The incidents whose registered cause decisions depend on. */
  public static List<String> named(List<CauseDecision> decisions) {
    return List.copyOf(
        new TreeSet<>(decisions.stream().flatMap(it -> it.incidentIds().stream()).toList()));
  }

  private void replay(CauseDecision decision, Map<String, String> registered) {
    String cause = decision.causeId();
    String other = decision.otherCauseId() == null ? "" : decision.otherCauseId();
    switch (decision.kind()) {
      case MERGE -> merge(other, cause);
      case SPLIT ->
          decision
              .incidentIds()
              .forEach(incident -> moved.put(incident, new Place(other, decision.kind())));
      case RENAME -> names.put(current(cause), Objects.requireNonNull(decision.name()));
      case FIXED ->
          fixes
              .computeIfAbsent(current(cause), id -> new ArrayList<>())
              .add(Objects.requireNonNull(decision.fixedAt()));
      case CANNOT_LINK -> separate(decision.incidentIds(), other, registered);
    }
  }

  private void merge(String from, String into) {
    String source = current(from);
    String target = current(into);
    if (!source.equals(target)) {
      becameOf.put(source, target);
      String name = names.remove(source);
      if (name != null) {
        names.putIfAbsent(target, name);
      }
      ArrayList<Instant> fixed = fixes.remove(source);
      if (fixed != null) {
        fixes.computeIfAbsent(target, id -> new ArrayList<>()).addAll(fixed);
      }
    }
  }

  private void separate(List<String> two, String minted, Map<String, String> registered) {
    String staying = two.get(0);
    String going = two.get(1);
    apart.add(two);
    String causeOfStaying = of(staying, registered.getOrDefault(staying, "")).causeId();
    String causeOfGoing = of(going, registered.getOrDefault(going, "")).causeId();
    if (!causeOfStaying.isEmpty() && causeOfStaying.equals(causeOfGoing)) {
      moved.put(going, new Place(minted, CauseDecision.Kind.CANNOT_LINK));
    }
  }

  /** Whether the causes are those of the registry: names and fixes change no cause. */
  public boolean movesNobody() {
    return becameOf.isEmpty() && moved.isEmpty();
  }

  /** The cause that a cause's id means by now. */
  public String current(String causeId) {
    String current = causeId;
    for (String next = becameOf.get(current); next != null; next = becameOf.get(current)) {
      current = next;
    }
    return current;
  }

  /** Where an incident is that the registry put down to a cause. */
  public Decided of(String incidentId, String registeredCauseId) {
    Place place = moved.get(incidentId);
    if (place != null) {
      return new Decided(current(place.causeId()), place.decision());
    }
    String current = current(registeredCauseId);
    return new Decided(
        current, current.equals(registeredCauseId) ? null : CauseDecision.Kind.MERGE);
  }

  /** The name that a cause was given; null where it has none. */
  public @Nullable String name(String causeId) {
    return names.get(causeId);
  }

  /** The claims of humans that a cause was fixed, in the order of time. */
  public List<FixClaim> fixes(String causeId) {
    return fixes.getOrDefault(causeId, new ArrayList<>()).stream()
        .sorted()
        .map(FixClaim::human)
        .toList();
  }

  /** The ids that became others, with what they mean by now. */
  public Map<String, String> aliases() {
    Map<String, String> aliases = new TreeMap<>();
    becameOf.keySet().forEach(id -> aliases.put(id, current(id)));
    return aliases;
  }

  /** The pairs of incidents that must not have one cause. */
  public List<List<String>> apart() {
    return List.copyOf(apart);
  }
}
