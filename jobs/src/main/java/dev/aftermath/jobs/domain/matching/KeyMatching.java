package dev.aftermath.jobs.domain.matching;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Matches by keys that one account states of another. The surest rule goes first and, within it,
 * the ticket that was opened first; what was merged is matched as the one that it lives on in.
 */
final class KeyMatching {
  private static final String OTHER_TICKET = "page_has_other_ticket";
  private static final String OTHER_PAGE = "ticket_has_other_page";

  private final Merges merges;
  private final KeyIndex pages = new KeyIndex();
  private final KeyIndex pagesByCorrelation = new KeyIndex();
  private final KeyIndex pagesByNumber = new KeyIndex();
  private final KeyIndex tickets = new KeyIndex();
  private final List<Claim> claims = new ArrayList<>();

  private record Claim(
      KeyRule rule, Account page, Account ticket, Account by, Account named, String key) {
    private static final Comparator<Claim> SUREST =
        Comparator.comparing(Claim::rule)
            .thenComparing(Claim::ticket, Account.FIRST_OPENED)
            .thenComparing(Claim::page, Account.FIRST_OPENED)
            .thenComparing(Claim::by, Account.FIRST_OPENED)
            .thenComparing(Claim::named, Account.FIRST_OPENED);

    /** Whether no other claim is about its page or its ticket. */
    boolean isAlone() {
      return page.isClaimedOnce() && ticket.isClaimedOnce();
    }

    void settle() {
      new Match(page, ticket, rule.word(), evidence()).settle();
    }

    String evidence() {
      String how =
          switch (rule) {
            case TICKET_NAMES_PAGE, PAGE_NAMES_TICKET -> " names " + named.sighting().shown();
            case CORRELATION_ID ->
                " states the correlation id "
                    + key
                    + ", the deduplication key of "
                    + named.sighting().shown();
            case NUMBER_MENTIONED ->
                " mentions number " + key + ", that of " + named.sighting().shown();
          };
      return by.sighting().shown() + how + via(by) + via(named);
    }

    private String via(Account told) {
      Account survivor = told.side() == Side.PAGE ? page : ticket;
      return survivor == told
          ? ""
          : "; " + told.sighting().shown() + " was merged into " + survivor.sighting().shown();
    }
  }

  private KeyMatching(Merges merges) {
    this.merges = merges;
  }

  /** Matches accounts, and tells of those that a key would have matched why they were not. */
  static void match(Collection<Account> accounts, Merges merges) {
    KeyMatching matching = new KeyMatching(merges);
    accounts.forEach(account -> matching.ask(account.sighting()));
    accounts.forEach(matching::index);
    accounts.forEach(matching::claim);
    matching.settle();
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

  private void index(Account account) {
    Sighting sighting = account.sighting();
    if (account.side() == Side.PAGE) {
      pages.add(sighting.key(), account);
      pagesByCorrelation.add(sighting.deduplicationKey(), account);
      pagesByNumber.add(sighting.number(), account);
    } else {
      tickets.add(sighting.key(), account);
      tickets.add(sighting.number(), account);
      tickets.add(sighting.nativeId(), account);
    }
  }

  private void claim(Account account) {
    String reference = account.sighting().externalReference();
    List<String> mentions = account.sighting().mentions();
    if (account.side() == Side.PAGE) {
      claim(KeyRule.PAGE_NAMES_TICKET, account, tickets, reference);
      mentions.forEach(it -> claim(KeyRule.NUMBER_MENTIONED, account, tickets, it));
    } else {
      claim(KeyRule.TICKET_NAMES_PAGE, account, pages, reference);
      claim(KeyRule.CORRELATION_ID, account, pagesByCorrelation, reference);
      mentions.forEach(it -> claim(KeyRule.NUMBER_MENTIONED, account, pagesByNumber, it));
    }
  }

  private void claim(KeyRule rule, Account by, KeyIndex index, @Nullable String key) {
    Account named = index.bearer(key);
    if (named != null && key != null) {
      Account own = merges.survivor(by);
      Account other = merges.survivor(named);
      boolean isPage = by.side() == Side.PAGE;
      claims.add(new Claim(rule, isPage ? own : other, isPage ? other : own, by, named, key));
      own.claimed();
      other.claimed();
    }
  }

  /** Nearly every claim is the only one about its page and its ticket: the others are sorted. */
  private void settle() {
    List<Claim> contested = new ArrayList<>();
    for (Claim claim : claims) {
      if (claim.isAlone()) {
        claim.settle();
      } else {
        contested.add(claim);
      }
    }
    contested.sort(Claim.SUREST);
    for (Claim claim : contested) {
      if (!claim.page().isMatched() && !claim.ticket().isMatched()) {
        claim.settle();
      }
    }
    for (Claim claim : contested) {
      lose(claim, claim.page(), OTHER_PAGE, "ticket");
      lose(claim, claim.ticket(), OTHER_TICKET, "page");
    }
  }

  private static void lose(Claim claim, Account side, String flag, String other) {
    if (!side.isSettled()) {
      side.leftAlone(claim.evidence() + ", but that " + other + " is matched with another", flag);
    }
  }
}
