package dev.aftermath.jobs.domain.matching;

import java.io.Serializable;
import java.util.List;

/**
 * By what pages and tickets are matched besides the keys that they state in fields of their own.
 *
 * @param inTickets where tickets mention a page's number
 * @param inPages where pages mention a ticket's number
 * @param nearby tried in this order, each on what the ones before left without any candidate
 */
public record MatchingRules(Mentions inTickets, Mentions inPages, List<NearbyRule> nearby)
    implements Serializable {
  /** Only fields that are there to name the other record join anything. */
  public static final MatchingRules KEYS_ONLY =
      new MatchingRules(Mentions.NOWHERE, Mentions.NOWHERE, List.of());

  /** Takes a copy of the list. */
  public MatchingRules {
    nearby = List.copyOf(nearby);
  }

  /** Where accounts of a side mention those of the other. */
  public Mentions mentions(Side side) {
    return side == Side.PAGE ? inPages : inTickets;
  }
}
