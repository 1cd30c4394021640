package dev.aftermath.jobs.domain.matching;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aftermath.jobs.domain.incident.IncidentField;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Pages and tickets become one incident")
class IncidentMatchingTest {
  private static final MatchingRules RULES =
      new MatchingRules(
          Mentions.NOWHERE,
          Mentions.NOWHERE,
          List.of(
              new NearbyRule(
                  "same_check", List.of(IncidentField.MONITORING_ID), Duration.ofMinutes(30)),
              new NearbyRule(
                  "same_place",
                  List.of(IncidentField.SERVICE, IncidentField.TENANT),
                  Duration.ofMinutes(10))));

  @Test
  @DisplayName("when either names the other, by key, number or native id")
  void namedEitherWay() {
    assertThat(
            matches(
                page("P1", "10:00"),
                ticket("T1", "10:05").naming("P1"),
                page("P2", "11:00").naming("T2"),
                ticket("T2", "11:05"),
                page("P3", "12:00").naming("sys-3"),
                ticket("T3", "12:05").nativeId("sys-3")))
        .containsExactly(
            "T1 = P1 by ticket_names_page: ticket T1 names page P1",
            "T2 = P2 by page_names_ticket: page P2 names ticket T2",
            "T3 = P3 by page_names_ticket: page P3 names ticket T3");
  }

  @Test
  @DisplayName("when the ticket states the page's deduplication key, or a text mentions a number")
  void correlatedAndMentioned() {
    assertThat(
            matches(
                page("P1", "10:00").correlation("disk-db-3"),
                ticket("T1", "10:05").naming("disk-db-3"),
                page("P2", "11:00").number("4711"),
                ticket("T2", "11:05").mentioning("4711"),
                page("P3", "12:00").mentioning("INC0010003"),
                ticket("T3", "12:05").number("INC0010003")))
        .containsExactly(
            "T1 = P1 by correlation_id: ticket T1 states the correlation id disk-db-3,"
                + " the deduplication key of page P1",
            "T2 = P2 by number_mentioned: ticket T2 mentions number 4711, that of page P2 (4711)",
            "T3 = P3 by number_mentioned: page P3 mentions number INC0010003,"
                + " that of ticket T3 (INC0010003)");
  }

  @Test
  @DisplayName("never by a key that two pages bear")
  void sharedKey() {
    assertThat(
            relations(
                page("P1", "10:00").correlation("disk-db-3").number("7"),
                page("P2", "15:00").correlation("disk-db-3").number("7"),
                ticket("T1", "15:05").naming("disk-db-3").mentioning("7")))
        .isEmpty();
  }

  @Test
  @DisplayName("by the surest key, and of several tickets the page has the one opened first")
  void twoTicketsForOnePage() {
    List<Relation> relations =
        relations(
            page("P1", "10:00").number("7"),
            ticket("T1", "10:09").naming("P1"),
            ticket("T2", "10:02").naming("P1"),
            ticket("T3", "10:01").mentioning("7"));

    assertThat(told(relations))
        .containsExactly(
            "T1 alone, page_has_other_ticket: ticket T1 names page P1 (7),"
                + " but that page is matched with another",
            "T2 = P1 by ticket_names_page: ticket T2 names page P1 (7)",
            "T3 alone, page_has_other_ticket: ticket T3 mentions number 7, that of page P1 (7),"
                + " but that page is matched with another");
  }

  @Test
  @DisplayName("one ticket has the page that was opened first, and the other page says so")
  void twoPagesForOneTicket() {
    assertThat(
            told(
                relations(
                    page("P1", "10:03").naming("T1"),
                    page("P2", "10:01").naming("T1"),
                    ticket("T1", "10:05"))))
        .containsExactly(
            "P1 alone, ticket_has_other_page: page P1 names ticket T1,"
                + " but that ticket is matched with another",
            "T1 = P2 by page_names_ticket: page P2 names ticket T1");
  }

  @Test
  @DisplayName("a reference to a merged page is one to the page it lives on in, step by step")
  void mergedPages() {
    List<Relation> relations =
        relations(
            page("P1", "10:00"),
            page("P2", "09:58").mergedInto("P1"),
            page("P3", "10:04").mergedInto("P2"),
            ticket("T1", "10:05").naming("P3"));

    assertThat(told(relations))
        .containsExactly(
            "T1 = P1 by ticket_names_page: ticket T1 names page P3;"
                + " page P3 was merged into page P1");
    Relation survivor = relations.stream().filter(it -> it.key().equals("P1")).findFirst().get();
    assertThat(survivor.mergedChildCount()).isEqualTo(2);
    assertThat(survivor.mergedChildrenOpenedAt()).isEqualTo("2026-11-02T09:58:00Z");
  }

  @Test
  @DisplayName("pages merged in a circle or into an unknown one stay what they are")
  void brokenMerges() {
    assertThat(
            matches(
                page("P1", "10:00").mergedInto("P2"),
                page("P2", "10:01").mergedInto("P1"),
                page("P3", "10:02").mergedInto("P404"),
                ticket("T1", "10:05").naming("P1"),
                ticket("T3", "10:05").naming("P3")))
        .containsExactly(
            "T1 = P1 by ticket_names_page: ticket T1 names page P1",
            "T3 = P3 by ticket_names_page: ticket T3 names page P3");
  }

  @Test
  @DisplayName("by the rule when they state the same and are nearest to each other in time")
  void nearest() {
    assertThat(
            told(
                relations(
                    page("P1", "10:00").like("check-1", "api north"),
                    page("P2", "10:20").like("check-1", "api north"),
                    ticket("T1", "10:01").like("check-1", null),
                    ticket("T2", "10:29").like("check-1", null),
                    page("P3", "12:00").like(null, "api north"),
                    ticket("T3", "11:50").like("check-9", "api north"))))
        .containsExactly(
            "T1 = P1 by same_check: same monitoring_id, opened 60 s apart, nearest to each other",
            "T2 = P2 by same_check: same monitoring_id, opened 540 s apart, nearest to each other",
            "T3 = P3 by same_place: same service and tenant, opened 600 s apart,"
                + " nearest to each other");
  }

  @Test
  @DisplayName("not by the rule beyond its time, nor where a field is missing")
  void tooFar() {
    assertThat(
            relations(
                page("P1", "10:00").like(null, "api north"),
                ticket("T1", "10:11").like("check-1", "api north"),
                page("P2", "14:00").like(null, null),
                ticket("T2", "14:00").like(null, null)))
        .isEmpty();
  }

  @Test
  @DisplayName("where two are equally near nobody is matched, by no later rule either")
  void ambiguous() {
    assertThat(
            told(
                relations(
                    page("P1", "10:00").like("check-1", "api north"),
                    ticket("T1", "09:58").like("check-1", "api north"),
                    ticket("T2", "10:02").like("check-1", "api south"))))
        .containsExactly(
            "P1 alone, match_ambiguous: ticket T1 and ticket T2 have the same monitoring_id and"
                + " opened 120 s apart: no telling",
            "T1 alone, match_ambiguous: page P1 has the same monitoring_id and opened 120 s apart,"
                + " but is not its nearest",
            "T2 alone, match_ambiguous: page P1 has the same monitoring_id and opened 120 s apart,"
                + " but is not its nearest");
  }

  @Test
  @DisplayName("a key that comes late undoes what the rule had joined")
  void laterKeyWins() {
    Told page = page("P1", "10:00").like("check-1", "api north");
    Told other = page("P2", "09:00").like("check-1", "api north");
    Told ticket = ticket("T1", "10:01").like("check-1", "api north");

    assertThat(matches(page, other, ticket))
        .containsExactly(
            "T1 = P1 by same_check: same monitoring_id, opened 60 s apart, nearest to each other");
    assertThat(matches(page, other, ticket.naming("P2")))
        .containsExactly("T1 = P2 by ticket_names_page: ticket T1 names page P2");
  }

  @Test
  @DisplayName("merged pages and child tickets are not up for the rule; parents count children")
  void childrenAreNotNear() {
    List<Relation> relations =
        relations(
            page("P0", "10:00"),
            page("P1", "10:00").like("check-1", "api north").mergedInto("P0"),
            ticket("T1", "10:01").like("check-1", "api north"),
            page("P2", "12:00").like("check-1", "api north"),
            ticket("T2", "12:01").like("check-1", "api north").parent("INC1"),
            ticket("T3", "08:00").number("INC1"));

    assertThat(told(relations)).isEmpty();
    assertThat(
            relations.stream().filter(it -> it.key().equals("T3")).findFirst().get().childCount())
        .isEqualTo(1);
  }

  @Test
  @DisplayName("a return within 24 hours of the resolution is a refire, a later one is not")
  void refires() {
    List<Relation> relations =
        relations(
            page("P1", "08:00").correlation("k").resolved("09:00"),
            page("P2", "09:30").correlation("k").resolved("10:00"),
            page("P3", "10:00").correlation("k").mergedInto("P2"),
            page("P4", "10:01").correlation("k").resolved("2026-11-03T09:59:59Z"),
            page("P5", "2026-11-03T10:00:01Z").correlation("k"),
            page("P6", "2026-11-04T10:00:00Z").correlation("k"));

    TreeMap<String, Long> counts = new TreeMap<>();
    relations.forEach(it -> counts.put(it.key(), it.refireCount()));
    assertThat(counts).containsEntry("P1", 2L).containsEntry("P2", 1L).containsEntry("P4", 1L);
    assertThat(counts).doesNotContainKeys("P5", "P6");
  }

  @Test
  @DisplayName("three acknowledgements by one person at one go are marked, two are not")
  void bulk() {
    List<Relation> relations =
        relations(
            page("P1", "10:00").acknowledged("ann", "10:05:00"),
            page("P2", "10:00").acknowledged("ann", "10:05:10"),
            page("P3", "10:00").acknowledged("ann", "10:05:20"),
            page("P4", "10:00").acknowledged("ann", "10:05:31"),
            page("P5", "10:00").acknowledged("bob", "10:05:00"),
            page("P6", "10:00").acknowledged("bob", "10:05:01"));

    assertThat(relations.stream().filter(Relation::isAcknowledgedInBulk).map(Relation::key))
        .containsExactlyInAnyOrder("P1", "P2", "P3");
  }

  @Test
  @DisplayName("in whatever order they come")
  void orderDoesNotMatter() {
    Random random = new Random(20261102);
    List<Told> all = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      String minute = "10:%02d".formatted(random.nextInt(60));
      Told told = i % 2 == 0 ? page("P" + i, minute) : ticket("T" + i, minute);
      told.like("check-" + random.nextInt(4), "api north").number("n" + random.nextInt(40));
      if (random.nextInt(4) == 0) {
        told.naming((i % 2 == 0 ? "T" : "P") + random.nextInt(60));
      }
      if (random.nextInt(5) == 0) {
        told.mentioning("n" + random.nextInt(40));
      }
      if (random.nextInt(8) == 0) {
        told.mergedInto((i % 2 == 0 ? "P" : "T") + random.nextInt(60));
      }
      all.add(told);
    }
    List<Relation> expected = sorted(all);
    assertThat(expected).hasSizeGreaterThan(20);
    for (int i = 0; i < 50; i++) {
      Collections.shuffle(all, random);
      assertThat(sorted(all)).isEqualTo(expected);
    }
  }

  private static List<Relation> sorted(List<Told> told) {
    return relations(told.toArray(Told[]::new)).stream()
        .sorted(Comparator.comparing(Relation::key))
        .toList();
  }

  private static List<Relation> relations(Told... told) {
    return IncidentMatching.of(Arrays.stream(told).map(Told::sighting).toList(), RULES);
  }

  private static List<String> matches(Told... told) {
    return told(relations(told)).stream().filter(it -> it.contains(" = ")).toList();
  }

  /** Matches, as their tickets tell, and accounts that are alone for a reason. */
  private static List<String> told(List<Relation> relations) {
    return relations.stream()
        .map(
            it ->
                it.pageKey() != null
                    ? it.key()
                        + " = "
                        + it.pageKey()
                        + " by "
                        + it.matchRule()
                        + ": "
                        + it.matchEvidence()
                    : it.key()
                        + " alone, "
                        + String.join(", ", it.flags())
                        + ": "
                        + it.matchEvidence())
        .filter(it -> it.contains(" = ") || !it.contains("alone, :"))
        .sorted()
        .toList();
  }

  private static Told page(String key, String openedAt) {
    return new Told(Side.PAGE, key, openedAt);
  }

  private static Told ticket(String key, String openedAt) {
    return new Told(Side.TICKET, key, openedAt);
  }
}
