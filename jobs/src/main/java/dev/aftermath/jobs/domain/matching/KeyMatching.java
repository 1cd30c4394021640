package dev.aftermath.jobs.domain.matching;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Matches by keys that one account states of another. The surest rule goes first and, within it,
 * the ticket that was opened first; what was merged is matched as the one that it lives on in.
 */
final class KeyMatching {
  private final Merges merges;
  private final KeyIndex pages = new KeyIndex();
  private final KeyIndex pagesByCorrelation = new KeyIndex();
  private final KeyIndex pagesByNumber = new KeyIndex();
  private final KeyIndex tickets = new KeyIndex();
  private final List<Claim> claims = new ArrayList<>();
  private final List<Match> matches = new ArrayList<>();
  private final Map<Sighting, Claim> lost = new HashMap<>();

  private record Claim(
      KeyRule rule, Sighting page, Sighting ticket, Sighting by, Sighting named, String key) {
    String evidence() {
      String how =
          switch (rule) {
            case TICKET_NAMES_PAGE, PAGE_NAMES_TICKET -> " names " + named.shown();
            case CORRELATION_ID ->
                " states the correlation id " + key + ", the deduplication key of " + named.shown();
            case NUMBER_MENTIONED -> " mentions number " + key + ", that of " + named.shown();
          };
      return by.shown() + how + via(by) + via(named);
    }

    private String via(Sighting told) {
      Sighting survivor = told.side() == Side.PAGE ? page : ticket;
      return survivor.equals(told)
          ? ""
          : "; " + told.shown() + " was merged into " + survivor.shown();
    }
  }

  private KeyMatching(Merges merges) {
    this.merges = merges;
  }

  static KeyMatching of(Collection<Sighting> sightings, Merges merges) {
    KeyMatching matching = new KeyMatching(merges);
    sightings.forEach(matching::ask);
    sightings.forEach(matching::index);
    sightings.forEach(matching::claim);
    matching.settle();
    return matching;
  }

  List<Match> matches() {
    return matches;
  }

  /** Why an account that a key would have matched was not; null when no key would have. */
  @Nullable String lostBecause(Sighting sighting) {
    Claim claim = lost.get(sighting);
    if (claim == null) {
      return null;
    }
    String other = sighting.side() == Side.PAGE ? "ticket" : "page";
    return claim.evidence() + ", but that " + other + " is matched with another";
  }

  private void ask(Sighting sighting) {
    String reference = sighting.externalReference();
    if (sighting.side() == Side.PAGE) {
      tickets.ask(reference);
      sighting.mentions().forEach(tickets::ask);
    } else {
      pages.ask(reference);
      pagesByCorrelation.ask(reference);
      sighting.mentions().forEach(pagesByNumber::ask);
    }
  }

  private void index(Sighting sighting) {
    if (sighting.side() == Side.PAGE) {
      pages.add(sighting.key(), sighting);
      pagesByCorrelation.add(sighting.deduplicationKey(), sighting);
      pagesByNumber.add(sighting.number(), sighting);
    } else {
      tickets.add(sighting.key(), sighting);
      tickets.add(sighting.number(), sighting);
      tickets.add(sighting.nativeId(), sighting);
    }
  }

  private void claim(Sighting sighting) {
    String reference = sighting.externalReference();
    if (sighting.side() == Side.PAGE) {
      claim(KeyRule.PAGE_NAMES_TICKET, sighting, tickets, reference);
      sighting.mentions().forEach(it -> claim(KeyRule.NUMBER_MENTIONED, sighting, tickets, it));
    } else {
      claim(KeyRule.TICKET_NAMES_PAGE, sighting, pages, reference);
      claim(KeyRule.CORRELATION_ID, sighting, pagesByCorrelation, reference);
      sighting
          .mentions()
          .forEach(it -> claim(KeyRule.NUMBER_MENTIONED, sighting, pagesByNumber, it));
    }
  }

  private void claim(KeyRule rule, Sighting by, KeyIndex index, @Nullable String key) {
    Sighting named = index.bearer(key);
    if (named != null && key != null) {
      Sighting own = merges.survivor(by);
      Sighting other = merges.survivor(named);
      boolean isPage = by.side() == Side.PAGE;
      claims.add(new Claim(rule, isPage ? own : other, isPage ? other : own, by, named, key));
    }
  }

  private void settle() {
    claims.sort(
        Comparator.comparing(Claim::rule)
            .thenComparing(Claim::ticket, Sighting.FIRST_OPENED)
            .thenComparing(Claim::page, Sighting.FIRST_OPENED)
            .thenComparing(Claim::by, Sighting.FIRST_OPENED)
            .thenComparing(Claim::named, Sighting.FIRST_OPENED));
    Set<Sighting> taken = new HashSet<>();
    for (Claim claim : claims) {
      if (!taken.contains(claim.page()) && !taken.contains(claim.ticket())) {
        taken.add(claim.page());
        taken.add(claim.ticket());
        matches.add(new Match(claim.page(), claim.ticket(), claim.rule().word(), claim.evidence()));
      }
    }
    for (Claim claim : claims) {
      for (Sighting side : List.of(claim.page(), claim.ticket())) {
        if (!taken.contains(side)) {
          lost.putIfAbsent(side, claim);
        }
      }
    }
  }
}
