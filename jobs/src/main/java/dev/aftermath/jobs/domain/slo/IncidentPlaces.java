package dev.aftermath.jobs.domain.slo;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;

/** Where incidents lie on the slices of one objective; each is named by its place in the list. */
final class IncidentPlaces {
  private static final int NONE = -1;

  private final ObjectiveLedger ledger;
  private final int size;
  private final long[] opened;
  private final int[] starts;
  private final int[] ends;
  private final int[] behindGap;

  /**
   * @param size the number of slices to look at
   * @param asOf an incident that was settled later was still open
   */
  IncidentPlaces(ObjectiveLedger ledger, List<IncidentSpan> incidents, int size, Instant asOf) {
    this.ledger = ledger;
    this.size = size;
    this.opened = new long[incidents.size()];
    this.starts = new int[incidents.size()];
    this.ends = new int[incidents.size()];
    this.behindGap = new int[incidents.size()];
    SliceTimeline slices = ledger.timeline();
    for (int i = 0; i < starts.length; i++) {
      Instant settled = incidents.get(i).settledAt();
      Instant end = settled == null || settled.isAfter(asOf) ? asOf : settled;
      opened[i] = slices.placesEndedBy(incidents.get(i).openedAt());
      starts[i] = clipped(opened[i]);
      ends[i] = Math.max(starts[i], clipped(slices.placeAtOrAfter(end)));
      behindGap[i] = sliceBehindGap(i);
    }
  }

  /**
   * How many slices were measured while the incident was open: from that in which it was opened to
   * that in which it was settled, both whole.
   */
  long knownCount(int incident) {
    return ledger.knownCount(starts[incident], ends[incident]);
  }

  /** Marks the slices that {@link #in} finds an incident in. */
  void mark(boolean[] slices) {
    for (int i = 0; i < starts.length; i++) {
      for (int place = starts[i]; place < ends[i]; place++) {
        slices[place] = true;
      }
      if (behindGap[i] != NONE) {
        slices[behindGap[i]] = true;
      }
    }
  }

  /** Adds the places at which {@link #in} may change. */
  void addEdges(NavigableSet<Integer> edges) {
    for (int i = 0; i < starts.length; i++) {
      edges.add(starts[i]);
      edges.add(ends[i]);
      if (behindGap[i] != NONE) {
        edges.add(behindGap[i]);
        edges.add(behindGap[i] + 1);
      }
    }
  }

  /** Those that are open in any of the slices, or of whose gap one of them tells. */
  List<Integer> in(int from, int to) {
    List<Integer> found = new ArrayList<>();
    for (int i = 0; i < starts.length; i++) {
      if (isOpen(i, from, to) || (behindGap[i] >= from && behindGap[i] < to)) {
        found.add(i);
      }
    }
    return found;
  }

  /**
   * Those that were opened in a dip or in the slice on either side; without any, those open in it.
   * A dip behind a gap may have begun in it, for those that outlast its first slice.
   */
  List<Integer> ofDip(int from, int to) {
    int first = from;
    while (first > 0 && !ledger.timeline().isKnown(first - 1)) {
      first--;
    }
    List<Integer> openedIn = new ArrayList<>();
    List<Integer> open = new ArrayList<>();
    for (int i = 0; i < starts.length; i++) {
      boolean isLate = first < from && opened[i] < from && ends[i] <= from + 1;
      if (opened[i] >= first - 1 && opened[i] <= to && !isLate) {
        openedIn.add(i);
      }
      if (isOpen(i, from, to)) {
        open.add(i);
      }
    }
    return openedIn.isEmpty() ? open : openedIn;
  }

  /** Those of whose gap a slice tells, since counters count on while nobody looks. */
  List<Integer> toldBehindGap(int place) {
    List<Integer> found = new ArrayList<>();
    for (int i = 0; i < starts.length; i++) {
      if (behindGap[i] == place) {
        found.add(i);
      }
    }
    return found;
  }

  /**
   * The first measured slice behind the gap in which the incident was settled, or just before which
   * it was opened and settled, or behind which it was settled at once.
   */
  private int sliceBehindGap(int incident) {
    SliceTimeline slices = ledger.timeline();
    int last = Math.max(starts[incident], ends[incident] - 1);
    boolean isBefore = opened[incident] == last && !slices.isKnown(last + 1);
    boolean isBehind = last > starts[incident] && !slices.isKnown(last - 1);
    if (ends[incident] == 0 || (slices.isKnown(last) && !isBefore && !isBehind)) {
      return NONE;
    }
    int place = slices.isKnown(last) && isBefore ? last + 1 : last;
    while (place < size && !slices.isKnown(place)) {
      place++;
    }
    // What a series counted before its first sample nobody knows.
    return place < size && ledger.knownCount(0, place) > 0 && ledger.countsAcrossGaps(place)
        ? place
        : NONE;
  }

  private boolean isOpen(int incident, int from, int to) {
    return starts[incident] < to && ends[incident] > from;
  }

  private int clipped(long place) {
    return (int) Math.max(0, Math.min(size, place));
  }
}
