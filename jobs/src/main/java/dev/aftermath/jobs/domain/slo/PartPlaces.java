package dev.aftermath.jobs.domain.slo;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/**
 * A part of a composite, asked by the places of the whole: those that begin and end with a slice of
 * every part.
 *
 * @param first the part's place where the whole's place 0 begins
 * @param perPlace how many of the part's slices make one of the whole
 */
record PartPlaces(ObjectiveLedger ledger, long first, long perPlace) {

  /** The whole's places: slices of the least length that is a multiple of all the parts'. */
  static SlicePlaces ofWhole(List<ObjectiveLedger> parts) {
    long length =
        commonLength(parts.stream().map(part -> part.places().sliceLength()).toList()).toMillis();
    List<SlicePlaces> measured =
        parts.stream().map(ObjectiveLedger::places).filter(places -> places.size() > 0).toList();
    if (measured.isEmpty()) {
      return new SlicePlaces(0, length, 0);
    }
    long start =
        Math.floorDiv(
                measured.stream().mapToLong(SlicePlaces::originMillis).min().orElseThrow(), length)
            * length;
    long end =
        measured.stream()
            .map(places -> places.start(places.size()))
            .max(Comparator.naturalOrder())
            .orElseThrow()
            .toEpochMilli();
    return new SlicePlaces(start, length, Math.toIntExact((end - start + length - 1) / length));
  }

  /** A part in the whole's places. */
  static PartPlaces of(ObjectiveLedger ledger, SlicePlaces whole) {
    SlicePlaces own = ledger.places();
    return new PartPlaces(
        ledger, own.atOrAfter(whole.start(0)), whole.lengthMillis() / own.lengthMillis());
  }

  /** The least length that slices of all these lengths make. */
  static Duration commonLength(List<Duration> lengths) {
    long common = 1;
    for (Duration length : lengths) {
      common = leastCommonMultiple(common, length.toMillis());
    }
    return Duration.ofMillis(common);
  }

  boolean hasEvents(long from, long to) {
    return ledger.hasEvents(own(from), own(to));
  }

  WindowSums sums(long from, long to) {
    return ledger.sums(own(from), own(to));
  }

  double roughBurnRate(long from, long to) {
    return ledger.roughBurnRate(own(from), own(to));
  }

  BigDecimal bad(long from, long to) {
    return ledger.bad(own(from), own(to));
  }

  BigDecimal budget(long from, long to) {
    return ledger.budget(own(from), own(to));
  }

  boolean isKnown(long place) {
    return ledger.knownCount(own(place), own(place + 1)) == perPlace;
  }

  BigDecimal weightAt(Instant evaluation) {
    return ledger.objectiveAt(evaluation).weight();
  }

  private long own(long place) {
    return first + place * perPlace;
  }

  private static long leastCommonMultiple(long one, long other) {
    long divisor = one;
    long rest = other;
    while (rest != 0) {
      long next = divisor % rest;
      divisor = rest;
      rest = next;
    }
    return one / divisor * other;
  }
}
