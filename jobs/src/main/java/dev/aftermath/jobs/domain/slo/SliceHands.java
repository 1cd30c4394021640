package dev.aftermath.jobs.domain.slo;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;

/** Puts every slice of one objective into one pair of hands, by {@link BudgetSplit}'s rule. */
final class SliceHands {
  private static final BigDecimal COSTLY_PARTS = BigDecimal.valueOf(100);
  private static final Duration FOUR_WEEKS = Duration.ofDays(28);

  private final ObjectiveLedger ledger;
  private final List<IncidentSpan> incidents;
  private final boolean[] excluded;
  private final IncidentPlaces places;
  private final NavigableSet<Integer> edges = new TreeSet<>();
  private final List<Stretch> stretches = new ArrayList<>();
  private final List<Dip> dips = new ArrayList<>();

  /**
   * @param incidents each once, in the order in which they are to stand
   * @param union the exclusions that concern the SLO
   * @param asOf slices that end later are left out
   */
  SliceHands(
      ObjectiveLedger ledger, List<IncidentSpan> incidents, SliceExclusions union, Instant asOf) {
    this.ledger = ledger;
    this.incidents = incidents;
    SliceTimeline slices = ledger.timeline();
    int size = (int) Math.max(0, Math.min(slices.size(), slices.placesEndedBy(asOf)));
    this.excluded = new boolean[size];
    for (int place = 0; place < size; place++) {
      excluded[place] =
          !union.isEmpty() && union.cover(slices.start(place), slices.start(place + 1L));
      if (place > 0 && excluded[place] != excluded[place - 1]) {
        edges.add(place);
      }
    }
    this.places = new IncidentPlaces(ledger, incidents, size, asOf);
    places.addEdges(edges);
    handOut();
  }

  /**
   * Neighbouring slices in the same hands.
   *
   * @param owners places in the list of incidents; empty unless the kind is an incident's
   */
  record Stretch(int from, int to, BudgetPart.Kind kind, List<Integer> owners) {}

  /** All slices, in the order of time. */
  List<Stretch> stretches() {
    return stretches;
  }

  List<Dip> dips() {
    return dips;
  }

  /** How many slices were measured while the incident was open. */
  long knownCount(int incident) {
    return places.knownCount(incident);
  }

  private void handOut() {
    boolean[] open = new boolean[excluded.length];
    places.mark(open);
    int at = 0;
    for (Runs.Run run : new Runs(ledger.timeline(), excluded, open).find()) {
      // What begins or ends within a slice need not raise it. Without regard to what was bad in
      // them: to choose a slice because chance made it bad would count chance.
      int from = isFree(run.from() - 1) ? run.from() - 1 : run.from();
      int to = isFree(run.to()) ? run.to() + 1 : run.to();
      handOutBetweenDips(at, from);
      handOut(run, from, to);
      at = to;
    }
    handOutBetweenDips(at, excluded.length);
  }

  private boolean isFree(int place) {
    return place >= 0 && place < excluded.length && !excluded[place];
  }

  private void handOut(Runs.Run run, int from, int to) {
    List<Integer> owners = places.ofDip(run.from(), run.to());
    TreeSet<Integer> firstOwners = new TreeSet<>(places.toldBehindGap(run.from()));
    firstOwners.addAll(owners);
    if (firstOwners.size() == owners.size()) {
      handOut(run, from, to, owners);
      return;
    }
    // Of the gap before it only the first slice tells.
    int second = run.from() + 1;
    handOut(new Runs.Run(run.from(), second), from, second, List.copyOf(firstOwners));
    if (second < run.to()) {
      handOut(new Runs.Run(second, run.to()), second, to, owners);
    } else if (owners.isEmpty()) {
      handOutBetweenDips(second, to);
    } else if (second < to) {
      stretches.add(new Stretch(second, to, BudgetPart.Kind.INCIDENT, owners));
    }
  }

  private void handOut(Runs.Run run, int from, int to, List<Integer> owners) {
    SliceTimeline slices = ledger.timeline();
    BigDecimal bad = ledger.bad(run.from(), run.to());
    boolean costly = isCostly(bad);
    BudgetPart.Kind unowned = costly ? BudgetPart.Kind.UNEXPLAINED : BudgetPart.Kind.BASELINE;
    stretches.add(
        new Stretch(from, to, owners.isEmpty() ? unowned : BudgetPart.Kind.INCIDENT, owners));
    dips.add(
        new Dip(
            slices.start(run.from()),
            slices.start(run.to()),
            bad,
            costly,
            owners.stream().map(owner -> incidents.get(owner).id()).toList()));
  }

  private void handOutBetweenDips(int from, int to) {
    int start = from;
    while (start < to) {
      Integer edge = edges.higher(start);
      int end = edge == null ? to : Math.min(edge, to);
      List<Integer> owners = excluded[start] ? List.of() : places.in(start, end);
      BudgetPart.Kind kind = owners.isEmpty() ? BudgetPart.Kind.BASELINE : BudgetPart.Kind.INCIDENT;
      stretches.add(
          new Stretch(start, end, excluded[start] ? BudgetPart.Kind.EXCLUSION : kind, owners));
      start = end;
    }
  }

  /** One hundredth of four weeks' budget, at the pace of all that was measured. */
  private boolean isCostly(BigDecimal bad) {
    BigDecimal slices =
        BigDecimal.valueOf(FOUR_WEEKS.toMillis() / ledger.timeline().sliceLength().toMillis());
    BigDecimal budget = ledger.budget(0, excluded.length).multiply(slices);
    BigDecimal known = BigDecimal.valueOf(ledger.knownCount(0, excluded.length));
    return bad.multiply(known).multiply(COSTLY_PARTS).compareTo(budget) >= 0;
  }
}
