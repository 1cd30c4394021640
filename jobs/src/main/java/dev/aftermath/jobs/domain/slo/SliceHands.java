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
  private final int[] starts;
  private final int[] ends;
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
    this.starts = new int[incidents.size()];
    this.ends = new int[incidents.size()];
    for (int i = 0; i < starts.length; i++) {
      Instant settled = incidents.get(i).settledAt();
      Instant end = settled == null || settled.isAfter(asOf) ? asOf : settled;
      starts[i] = clipped(slices.placesEndedBy(incidents.get(i).openedAt()));
      ends[i] =
          measured(slices, starts[i], Math.max(starts[i], clipped(slices.placeAtOrAfter(end))));
      edges.add(starts[i]);
      edges.add(ends[i]);
    }
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
    return ledger.knownCount(starts[incident], ends[incident]);
  }

  private void handOut() {
    boolean[] open = new boolean[excluded.length];
    for (int i = 0; i < starts.length; i++) {
      for (int place = starts[i]; place < ends[i]; place++) {
        open[place] = true;
      }
    }
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
    SliceTimeline slices = ledger.timeline();
    int unmeasuredBefore = run.from();
    while (unmeasuredBefore > 0 && !slices.isKnown(unmeasuredBefore - 1)) {
      unmeasuredBefore--;
    }
    List<Integer> openedIn = new ArrayList<>();
    for (int i = 0; i < starts.length; i++) {
      long opened = slices.placesEndedBy(incidents.get(i).openedAt());
      if (opened >= unmeasuredBefore - 1 && opened <= run.to()) {
        openedIn.add(i);
      }
    }
    List<Integer> owners = openedIn.isEmpty() ? openIn(run.from(), run.to()) : openedIn;
    BigDecimal bad = ledger.bad(run.from(), run.to());
    boolean costly = isCostly(bad);
    BudgetPart.Kind unowned = costly ? BudgetPart.Kind.UNEXPLAINED : BudgetPart.Kind.BASELINE;
    stretches.add(
        new Stretch(
            from, to, owners.isEmpty() ? unowned : BudgetPart.Kind.INCIDENT, List.copyOf(owners)));
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
      List<Integer> owners = excluded[start] ? List.of() : openIn(start, end);
      BudgetPart.Kind kind = owners.isEmpty() ? BudgetPart.Kind.BASELINE : BudgetPart.Kind.INCIDENT;
      stretches.add(
          new Stretch(start, end, excluded[start] ? BudgetPart.Kind.EXCLUSION : kind, owners));
      start = end;
    }
  }

  private List<Integer> openIn(int from, int to) {
    List<Integer> open = new ArrayList<>();
    for (int i = 0; i < starts.length; i++) {
      if (starts[i] < to && ends[i] > from) {
        open.add(i);
      }
    }
    return open;
  }

  /** One hundredth of four weeks' budget, at the pace of all that was measured. */
  private boolean isCostly(BigDecimal bad) {
    BigDecimal slices =
        BigDecimal.valueOf(FOUR_WEEKS.toMillis() / ledger.timeline().sliceLength().toMillis());
    BigDecimal budget = ledger.budget(0, excluded.length).multiply(slices);
    BigDecimal known = BigDecimal.valueOf(ledger.knownCount(0, excluded.length));
    return bad.multiply(known).multiply(COSTLY_PARTS).compareTo(budget) >= 0;
  }

  /**
   * The end of a stretch with the slice behind it, when it ends unmeasured: what a counter counted
   * meanwhile is booked there.
   */
  private int measured(SliceTimeline slices, int start, int end) {
    int measured = end;
    while (measured > start && measured < excluded.length && !slices.isKnown(measured - 1)) {
      measured++;
    }
    return measured;
  }

  private int clipped(long place) {
    return (int) Math.max(0, Math.min(excluded.length, place));
  }
}
