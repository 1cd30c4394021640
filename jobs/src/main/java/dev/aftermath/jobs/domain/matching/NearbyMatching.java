package dev.aftermath.jobs.domain.matching;

import dev.aftermath.jobs.domain.incident.IncidentField;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Matches by one {@link NearbyRule}: a page and a ticket that are nearest to each other. Where two
 * are equally near, or the nearest has one that is nearer, nobody is matched and the reason kept.
 */
final class NearbyMatching {
  private static final String AMBIGUOUS = "match_ambiguous";

  private final NearbyRule rule;

  private NearbyMatching(NearbyRule rule) {
    this.rule = rule;
  }

  /**
   * Matches what is left, and tells of those that had a candidate and were not matched why.
   *
   * @param place the rule's place in {@link MatchingRules#nearby}
   */
  static void match(NearbyRule rule, int place, Collection<Account> left) {
    Map<String, Alike> alike = new HashMap<>();
    for (Account account : left) {
      String likeness = likeness(account.sighting(), place);
      if (account.side() == Side.TICKET && likeness != null) {
        alike.computeIfAbsent(likeness, key -> new Alike()).tickets.add(account);
      }
    }
    // Keys match most tickets: of most pages no ticket that is left states the same.
    for (Account account : left) {
      String likeness = likeness(account.sighting(), place);
      Alike same = account.side() == Side.PAGE && likeness != null ? alike.get(likeness) : null;
      if (same != null) {
        same.pages.add(account);
      }
    }
    NearbyMatching matching = new NearbyMatching(rule);
    alike.values().forEach(matching::match);
  }

  /** What must be the same; null of what is not up for the rule. */
  private static @Nullable String likeness(Sighting sighting, int place) {
    return sighting.openedAt() == null ? null : sighting.likeness().get(place);
  }

  /** What states the same in the rule's fields. */
  private static final class Alike {
    private final List<Account> pages = new ArrayList<>();
    private final List<Account> tickets = new ArrayList<>();
  }

  /**
   * The nearest of the other side.
   *
   * @param tied another that is equally near; null when there is none
   */
  private record Nearest(Account account, Duration gap, @Nullable Account tied) {}

  private void match(Alike alike) {
    alike.pages.sort(Account.FIRST_OPENED);
    alike.tickets.sort(Account.FIRST_OPENED);
    Map<Account, Nearest> nearest = new HashMap<>();
    findNearest(alike.pages, alike.tickets, nearest);
    findNearest(alike.tickets, alike.pages, nearest);
    for (Account page : alike.pages) {
      Nearest ticket = nearest.get(page);
      if (ticket != null && ticket.tied() == null && isMutual(page, ticket, nearest)) {
        new Match(page, ticket.account(), rule.name(), evidence(ticket.gap())).settle();
        nearest.remove(page);
        nearest.remove(ticket.account());
      }
    }
    nearest.forEach((account, found) -> account.leftAlone(doubt(found), AMBIGUOUS));
  }

  private static boolean isMutual(Account page, Nearest ticket, Map<Account, Nearest> nearest) {
    Nearest back = nearest.get(ticket.account());
    return back != null && back.tied() == null && back.account() == page;
  }

  private void findNearest(
      List<Account> ofThese, List<Account> amongThose, Map<Account, Nearest> nearest) {
    int from = 0;
    for (Account account : ofThese) {
      Instant earliest = openedAt(account).minus(rule.within());
      while (from < amongThose.size() && openedAt(amongThose.get(from)).isBefore(earliest)) {
        from++;
      }
      Nearest found = null;
      for (int i = from; i < amongThose.size(); i++) {
        Account other = amongThose.get(i);
        Duration gap = Duration.between(openedAt(account), openedAt(other)).abs();
        if (openedAt(other).isAfter(openedAt(account))
            && gap.compareTo(found == null ? rule.within() : found.gap()) > 0) {
          break;
        }
        found = nearer(found, other, gap);
      }
      if (found != null) {
        nearest.put(account, found);
      }
    }
  }

  private static Nearest nearer(@Nullable Nearest found, Account other, Duration gap) {
    int order = found == null ? -1 : gap.compareTo(found.gap());
    if (found == null || order < 0) {
      return new Nearest(other, gap, null);
    }
    return order == 0 ? new Nearest(found.account(), gap, other) : found;
  }

  private static Instant openedAt(Account account) {
    Instant openedAt = account.openedAt();
    return openedAt == null ? Instant.MAX : openedAt;
  }

  private String evidence(Duration gap) {
    return "same " + fields() + ", opened " + gap.toSeconds() + " s apart, nearest to each other";
  }

  private String doubt(Nearest found) {
    Account tied = found.tied();
    String shared = "same " + fields() + " and opened " + found.gap().toSeconds() + " s apart";
    return tied == null
        ? found.account().sighting().shown() + " has the " + shared + ", but is not its nearest"
        : found.account().sighting().shown()
            + " and "
            + tied.sighting().shown()
            + " have the "
            + shared
            + ": no telling";
  }

  private String fields() {
    return rule.same().stream()
        .map(IncidentField::name)
        .map(name -> name.toLowerCase(Locale.ROOT))
        .collect(Collectors.joining(" and "));
  }
}
