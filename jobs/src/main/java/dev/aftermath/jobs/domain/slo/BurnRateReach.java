package dev.aftermath.jobs.domain.slo;

import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** How far back burn-rate rules look and remember, over all SLOs that they are evaluated for. */
public final class BurnRateReach {
  private static final Duration DAY = Duration.ofDays(1);

  private Duration longest = Duration.ZERO;
  private Duration memory = Duration.ZERO;
  private long spareSlices = Long.MAX_VALUE;
  private boolean anyOfSeveralMeasures;

  /** Counts an SLO in, with all its versions, and the rules that are evaluated for it. */
  public void add(SloHistory slo, Collection<BurnRateRule> rules) {
    anyOfSeveralMeasures |=
        slo.versions().stream().map(BurnRateReach::measures).distinct().count() > 1;
    for (SloDefinition version : slo.versions()) {
      anyOfSeveralMeasures |= version.kind() == SloDefinition.Kind.COMPOSITE;
      for (Duration slice : sliceLengths(version).values()) {
        rules.forEach(rule -> add(rule, slice));
      }
    }
  }

  private static Set<String> measures(SloDefinition version) {
    return version.objectives().stream().map(Objective::measure).collect(Collectors.toSet());
  }

  private void add(BurnRateRule rule, Duration slice) {
    longest = longer(longest, rule.longWindow());
    memory = longer(memory, BurnRateEpisodes.memory(rule, slice));
    // A slice more, since the day may begin amid one.
    long ofDay =
        DAY.toMillis() / slice.toMillis() - (DAY.toMillis() % slice.toMillis() == 0 ? 0 : 1);
    spareSlices = Math.min(spareSlices, ofDay - BurnRateEpisodes.holdPlaces(rule, slice));
  }

  /** The days that the longest window touches. */
  public long windowDays() {
    return longest.toDays() + 2;
  }

  /** The days over which slices may decide whether a rule fires; at least those are enough. */
  public long memoryDays() {
    return memory.toDays() + 1;
  }

  /**
   * Whether a day decides once fewer of its measured slices are missing than {@link
   * #spareSlicesOfDay}: enough are left to end each hold. Those of a composite's parts may be
   * missing at different times, and a day of an earlier version's measure tells of that one only.
   */
  public boolean isDecidedByFullDays() {
    return !anyOfSeveralMeasures && spareSlices > 0;
  }

  /** How many slices more than the longest hold a day has. */
  public long spareSlicesOfDay() {
    return spareSlices;
  }

  /**
   * The length of the slices that each objective of a version is judged in, and the whole of a
   * composite.
   */
  public static Map<String, Duration> sliceLengths(SloDefinition version) {
    Map<String, Duration> lengths = new LinkedHashMap<>();
    for (Objective objective : version.objectives()) {
      Duration declared = objective.timeSliceWindow();
      lengths.put(objective.name(), declared == null ? objective.grid().length() : declared);
    }
    if (version.kind() == SloDefinition.Kind.COMPOSITE && !lengths.isEmpty()) {
      List<Duration> parts = List.copyOf(lengths.values());
      lengths.put(
          Composite.NAME,
          version.method() == BudgetingMethod.TIMESLICES
              ? parts.stream().min(Duration::compareTo).orElseThrow()
              : PartPlaces.commonLength(parts));
    }
    return lengths;
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) >= 0 ? one : other;
  }
}
