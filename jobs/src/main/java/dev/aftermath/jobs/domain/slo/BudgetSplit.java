package dev.aftermath.jobs.domain.slo;

import dev.aftermath.jobs.domain.calendar.Interval;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Splits what was bad in any window of one objective over incidents, approved exclusions, the
 * baseline and an unexplained rest. The parts add up to the whole exactly.
 *
 * <p>Every slice is in one pair of hands. Excluded slices are the exclusions'. A dip belongs to the
 * incidents that were opened in it or in the slice on either side; without any, to those that are
 * open during it: so an incident also answers for the part of its dip before it was noticed and
 * after it was settled. The slices on either side are the dip's too, whatever was bad in them: what
 * begins or ends within a slice need not raise it. Outside dips a slice belongs to the incidents
 * that are open in it. A dip of nobody is unexplained when it is costly; all that remains is quiet.
 *
 * <p>The first measured slice behind an unmeasured gap also tells of the gap, where counters are
 * counted: it is shared by the incidents that were settled in the gap or opened just before it. At
 * the head of a dip it is then a dip of its own. A dip behind a gap may have begun in it, but only
 * for incidents that outlast its first slice.
 *
 * <p>The baseline is all that was bad in quiet slices, and at the same rate a share of all slices
 * in the same hands, at most what was bad in them. What is left of slices in the hands of several
 * incidents is shared equally.
 */
public final class BudgetSplit {
  private static final int SCALE = 18;

  private final ObjectiveLedger ledger;
  private final List<IncidentSpan> incidents;
  private final SliceHands hands;

  private BudgetSplit(
      ObjectiveLedger ledger, List<IncidentSpan> incidents, SliceExclusions union, Instant asOf) {
    this.ledger = ledger;
    this.incidents = incidents;
    this.hands = new SliceHands(ledger, incidents, union, asOf);
  }

  /**
   * Prepares the split of one objective's windows.
   *
   * @param gross the ledger without exclusions
   * @param exclusions those that concern the SLO
   * @param incidents those that concern the SLO, each once
   * @param asOf slices that end later are not looked at; an incident that was settled later was
   *     still open
   */
  public static BudgetSplit of(
      ObjectiveLedger gross,
      Collection<Exclusion> exclusions,
      Collection<IncidentSpan> incidents,
      Instant asOf) {
    return new BudgetSplit(
        gross,
        incidents.stream()
            .filter(incident -> incident.openedAt().isBefore(asOf))
            .sorted(Comparator.comparing(IncidentSpan::id))
            .toList(),
        SliceExclusions.of(
            ExclusionRule.REMOVE_TIME, exclusions.stream().map(Exclusion::interval).toList()),
        asOf);
  }

  /** The dips in the order of time. */
  public List<Dip> dips() {
    return List.copyOf(hands.dips());
  }

  /** The incidents that were open while slices were measured, by id. */
  public List<IncidentSpan> measuredIncidents() {
    return IntStream.range(0, incidents.size())
        .filter(incident -> hands.knownCount(incident) > 0)
        .mapToObj(incidents::get)
        .toList();
  }

  /** The incidents that were open while slices were measured, but own no costly dip. */
  public List<IncidentSpan> incidentsWithoutDip() {
    Set<String> inDips = new HashSet<>();
    hands.dips().stream().filter(Dip::isCostly).forEach(dip -> inDips.addAll(dip.incidentIds()));
    return measuredIncidents().stream()
        .filter(incident -> !inDips.contains(incident.id()))
        .toList();
  }

  /**
   * The parts of what was bad in the window as it stood at the instant the split is made for: first
   * those of the exclusions, the baseline and the unexplained rest, then those of the incidents
   * that caused more than 0, by id. Only the baseline can be below 0, where slices have more good
   * events than events at all.
   */
  public List<BudgetPart> parts(Interval window) {
    Sum excluded = new Sum();
    Sum quiet = new Sum();
    Sum nobodys = new Sum();
    Map<List<Integer>, Sum> owned = new LinkedHashMap<>();
    long first = ledger.timeline().placeAtOrAfter(window.start());
    long end = ledger.timeline().placeAtOrAfter(window.end());
    for (SliceHands.Stretch stretch : hands.stretches()) {
      long from = Math.max(stretch.from(), first);
      long to = Math.min(stretch.to(), end);
      if (from < to) {
        Sum sum =
            switch (stretch.kind()) {
              case EXCLUSION -> excluded;
              case BASELINE -> quiet;
              case UNEXPLAINED -> nobodys;
              case INCIDENT -> owned.computeIfAbsent(stretch.owners(), owners -> new Sum());
            };
        sum.bad = sum.bad.add(ledger.bad(from, to));
        sum.total = sum.total.add(ledger.total(from, to));
      }
    }
    BigDecimal rate = quiet.rate();
    BigDecimal baseline = quiet.bad.add(nobodys.baseline(rate));
    TreeMap<Integer, BigDecimal> shares = new TreeMap<>();
    for (Map.Entry<List<Integer>, Sum> each : owned.entrySet()) {
      BigDecimal background = each.getValue().baseline(rate);
      baseline = baseline.add(background);
      share(each.getValue().bad.subtract(background), each.getKey(), shares);
    }
    List<BudgetPart> parts = new ArrayList<>();
    parts.add(new BudgetPart(BudgetPart.Kind.EXCLUSION, null, excluded.bad));
    parts.add(new BudgetPart(BudgetPart.Kind.BASELINE, null, baseline));
    parts.add(
        new BudgetPart(
            BudgetPart.Kind.UNEXPLAINED, null, nobodys.bad.subtract(nobodys.baseline(rate))));
    shares.forEach(
        (incident, bad) -> {
          if (bad.signum() > 0) {
            parts.add(new BudgetPart(BudgetPart.Kind.INCIDENT, incidents.get(incident), bad));
          }
        });
    return parts;
  }

  /** Equal shares with 18 decimals; what the division leaves goes to the first id. */
  private static void share(BigDecimal bad, List<Integer> owners, Map<Integer, BigDecimal> shares) {
    BigDecimal count = BigDecimal.valueOf(owners.size());
    BigDecimal each = bad.divide(count, SCALE, RoundingMode.DOWN);
    BigDecimal rest = bad.subtract(each.multiply(count));
    for (int i = 0; i < owners.size(); i++) {
      shares.merge(owners.get(i), i == 0 ? each.add(rest) : each, BigDecimal::add);
    }
  }

  /** What the slices in the same hands add up to. */
  private static final class Sum {
    private BigDecimal bad = BigDecimal.ZERO;
    private BigDecimal total = BigDecimal.ZERO;

    /** Rounded down, so that the baseline never takes more than was bad. */
    BigDecimal rate() {
      return total.signum() > 0 && bad.signum() > 0
          ? bad.divide(total, SCALE, RoundingMode.DOWN)
          : BigDecimal.ZERO;
    }

    BigDecimal baseline(BigDecimal rate) {
      return rate.multiply(total).setScale(SCALE, RoundingMode.DOWN).min(bad);
    }
  }
}
