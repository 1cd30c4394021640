package dev.aftermath.jobs.domain.cause;

import dev.aftermath.jobs.domain.digest.Sha256;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Puts incidents down to causes, one after the other: what was decided once stays.
 *
 * <p>An incident joins the cause that one of its fingerprints means already, the surest first;
 * else, if a machine wrote its title, the cause whose leader's title is most like it; else it leads
 * a cause of its own. Titles are compared with leaders only, never with members, so that causes
 * cannot grow together link by link.
 *
 * <p>A fingerprint means the cause of the first incident that had it. A sentence counts only of an
 * incident that leads its cause: people write the same about alarms of several kinds.
 *
 * <p>An incident that is seen again, because its record says more by now, stays where it is unless
 * a hard link leads elsewhere. Nobody else moves with it.
 */
public final class CauseRegistry {
  private static final int ID_LENGTH = 16;

  private final CauseRules rules;
  private final Map<Long, String> meanings = new HashMap<>();
  private final Leaders leaders = new Leaders();
  private final Map<String, Placement> places = new HashMap<>();

  private CauseRegistry(CauseRules rules) {
    this.rules = rules;
  }

  /** One without any cause. */
  public static CauseRegistry empty(CauseRules rules) {
    return new CauseRegistry(rules);
  }

  /** Recalls what a fingerprint means; of several meanings the one that is recalled first. */
  public void recallMeaning(long hash, String causeId) {
    meanings.putIfAbsent(hash, causeId);
  }

  /** Recalls a leader; the older ones first. */
  public void recallLeader(Leader leader) {
    leaders.add(leader);
  }

  /** Recalls where an incident that may be seen again was put; the latest last. */
  public void recallPlace(String incidentId, Placement placement) {
    places.put(incidentId, placement);
  }

  /** Places the next incident. To be called in the order of openings, of equals by id. */
  public Placement place(CauseSighting incident) {
    Fingerprints prints = Fingerprints.of(incident, rules);
    Placement before = places.get(incident.incidentId());
    Placement placement = before == null ? first(incident, prints) : again(prints, before);
    placement.claims().forEach(hash -> meanings.put(hash, placement.causeId()));
    return placement;
  }

  private Placement first(CauseSighting incident, Fingerprints prints) {
    for (Fingerprints.Hashed key : prints.keys()) {
      String causeId = joins(key, incident) ? meanings.get(key.hash()) : null;
      if (causeId != null) {
        return joined(causeId, key, prints, null);
      }
    }
    Leaders.Likeness likeness = leaders.mostAlike(prints, rules);
    return likeness == null
        ? led(incident, prints)
        : new Placement(
            likeness.leader().causeId(),
            Placement.Edge.SIMILAR,
            prints.title().text(),
            likeness.similarityRatio(),
            claims(prints, CauseKey.Kind.SENTENCE),
            null);
  }

  private Placement again(Fingerprints prints, Placement before) {
    for (Fingerprints.Hashed key : prints.keys()) {
      String causeId = key.kind().isHardLink() ? meanings.get(key.hash()) : null;
      if (causeId != null) {
        return causeId.equals(before.causeId())
            ? stays(prints, before)
            : joined(causeId, key, prints, before.causeId());
      }
    }
    return stays(prints, before);
  }

  private Placement stays(Fingerprints prints, Placement before) {
    return new Placement(
        before.causeId(),
        before.edge(),
        before.evidence(),
        before.similarityRatio(),
        claims(prints, before.edge() == Placement.Edge.LEADER ? null : CauseKey.Kind.SENTENCE),
        null);
  }

  /** A machine's title tells more than what people wrote about the alarm afterwards. */
  private static boolean joins(Fingerprints.Hashed key, CauseSighting incident) {
    return key.kind() != CauseKey.Kind.SENTENCE || !incident.isMachineTitled();
  }

  private Placement joined(
      String causeId, Fingerprints.Hashed key, Fingerprints prints, @Nullable String left) {
    return new Placement(
        causeId,
        Placement.Edge.of(key.kind()),
        key.key().text().replace("\n", ": "),
        null,
        claims(prints, CauseKey.Kind.SENTENCE),
        left);
  }

  private Placement led(CauseSighting incident, Fingerprints prints) {
    String causeId = minted(incident, prints);
    if (!prints.title().isEmpty()) {
      leaders.add(new Leader(causeId, prints.scope(), prints.title().words()));
    }
    return new Placement(
        causeId, Placement.Edge.LEADER, incident.comparedTitle(), null, claims(prints, null), null);
  }

  /** Of the surest fingerprint, which nobody had before; without any, of the incident itself. */
  private static String minted(CauseSighting incident, Fingerprints prints) {
    String leading =
        prints.keys().stream()
            .filter(key -> joins(key, incident))
            .findFirst()
            .map(key -> key.key().inFull())
            .orElseGet(() -> "INCIDENT\n" + incident.incidentId());
    return Sha256.hex(leading).substring(0, ID_LENGTH);
  }

  /** The fingerprints that mean nothing yet, but for those of a kind. */
  private List<Long> claims(Fingerprints prints, CauseKey.@Nullable Kind but) {
    List<Long> claims = new ArrayList<>();
    for (Fingerprints.Hashed key : prints.keys()) {
      if (key.kind() != but && !meanings.containsKey(key.hash())) {
        claims.add(key.hash());
      }
    }
    return claims;
  }
}
