package dev.aftermath.jobs.endtoend;

import static dev.aftermath.jobs.endtoend.KnownIncident.text;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which pages and tickets of a simulated world are one incident to whoever has its exports: those
 * that a key joins, and of the others those that nobody can hold apart by the words of {@code
 * conf/matching.yaml}, be they of one trouble or not.
 */
final class KnownPairs {
  private final List<JsonNode> pages = new ArrayList<>();
  private final List<JsonNode> tickets = new ArrayList<>();
  private final List<KnownIncident> incidents = new ArrayList<>();
  private final Instant end;

  private KnownPairs(Instant end) {
    this.end = end;
  }

  /** The incidents of a truth's lines that were in an export before the end. */
  static List<KnownIncident> among(List<JsonNode> truth, Instant end) {
    KnownPairs pairs = new KnownPairs(end);
    truth.forEach(pairs::add);
    pairs.joinNearby(KnownPairs::haveSameMonitor, Duration.ofMinutes(30));
    pairs.joinNearby(KnownPairs::haveSameService, Duration.ofMinutes(10));
    pairs.pages.forEach(page -> pairs.incidents.add(new KnownIncident(page, null)));
    pairs.tickets.forEach(ticket -> pairs.incidents.add(new KnownIncident(null, ticket)));
    return pairs.incidents;
  }

  private void add(JsonNode line) {
    boolean isPaged = text(line, "page") != null && pageOpenedAt(line).isBefore(end);
    boolean isTicketed = text(line, "ticket_known_at_end") != null;
    KnownIncident page = new KnownIncident(line, null);
    if (isPaged && page.isMerged()) {
      incidents.add(page);
    } else if (isPaged && isTicketed && !"none".equals(text(line, "acquaintance"))) {
      incidents.add(new KnownIncident(line, line));
    } else {
      if (isPaged) {
        pages.add(line);
      }
      if (isTicketed) {
        tickets.add(line);
      }
    }
  }

  /** A page and a ticket by their places, and how far apart they were opened. */
  private record Near(int page, int ticket, Duration gap) {
    boolean hasRival(Near other) {
      return !equals(other)
          && (page == other.page || ticket == other.ticket)
          && other.gap.compareTo(gap) <= 0;
    }
  }

  /** Joins who are each other's nearest; who has somebody near and is not joined stays alone. */
  private void joinNearby(BiPredicate<JsonNode, JsonNode> isAlike, Duration within) {
    List<Near> near = new ArrayList<>();
    for (int page = 0; page < pages.size(); page++) {
      for (int ticket = 0; ticket < tickets.size(); ticket++) {
        Duration gap =
            Duration.between(pageOpenedAt(pages.get(page)), ticketOpenedAt(tickets.get(ticket)))
                .abs();
        if (isAlike.test(pages.get(page), tickets.get(ticket)) && gap.compareTo(within) <= 0) {
          near.add(new Near(page, ticket, gap));
        }
      }
    }
    Set<Integer> alonePages = places(near, Near::page);
    Set<Integer> aloneTickets = places(near, Near::ticket);
    Set<Integer> decidedPages = Set.copyOf(alonePages);
    Set<Integer> decidedTickets = Set.copyOf(aloneTickets);
    for (Near each : near) {
      if (near.stream().noneMatch(each::hasRival)) {
        incidents.add(new KnownIncident(pages.get(each.page), tickets.get(each.ticket)));
        alonePages.remove(each.page);
        aloneTickets.remove(each.ticket);
      }
    }
    alonePages.forEach(page -> incidents.add(new KnownIncident(pages.get(page), null)));
    aloneTickets.forEach(ticket -> incidents.add(new KnownIncident(null, tickets.get(ticket))));
    remove(pages, decidedPages);
    remove(tickets, decidedTickets);
  }

  private static Set<Integer> places(List<Near> near, Function<Near, Integer> place) {
    return near.stream().map(place).collect(Collectors.toCollection(TreeSet::new));
  }

  private static void remove(List<JsonNode> lines, Set<Integer> places) {
    for (int place = lines.size() - 1; place >= 0; place--) {
      if (places.contains(place)) {
        lines.remove(place);
      }
    }
  }

  private static Instant pageOpenedAt(JsonNode line) {
    return new KnownIncident(line, null).openedAt();
  }

  private static Instant ticketOpenedAt(JsonNode line) {
    return new KnownIncident(null, line).openedAt();
  }

  private static boolean haveSameMonitor(JsonNode page, JsonNode ticket) {
    return isSame(text(page, "page_monitoring_id"), text(ticket, "ticket_monitoring_id"))
        && isSame(text(page, "page_tenant"), text(ticket, "ticket_tenant"));
  }

  private static boolean haveSameService(JsonNode page, JsonNode ticket) {
    return isSame(text(page, "service"), text(ticket, "service"))
        && isSame(text(page, "page_tenant"), text(ticket, "ticket_tenant"));
  }

  private static boolean isSame(@Nullable String one, @Nullable String other) {
    return one != null && one.equals(other);
  }
}
