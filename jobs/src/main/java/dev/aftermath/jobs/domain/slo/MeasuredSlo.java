package dev.aftermath.jobs.domain.slo;

import dev.aftermath.jobs.domain.calendar.Interval;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One SLO, or one group of it, with its slices: where ledgers come from. Gross ledgers are kept,
 * for versions that judge alike and for composites; for one thread.
 */
public final class MeasuredSlo {
  private final SloHistory history;
  private final String group;
  private final Map<String, SliceTimeline> timelines;
  private final List<Exclusion> exclusions;
  private final Map<GrossKey, Optional<ObjectiveLedger>> gross = new HashMap<>();
  private final Map<List<GrossKey>, Optional<WindowLedger>> grossWholes = new HashMap<>();

  /**
   * An SLO and what was measured for it.
   *
   * @param group the key of the group; {@link Grouping#WHOLE} when the SLO is not grouped
   * @param timelines by {@link Objective#measure()}
   * @param exclusions all that were approved, also those of other services
   */
  public MeasuredSlo(
      SloHistory history,
      String group,
      Map<String, SliceTimeline> timelines,
      Collection<Exclusion> exclusions) {
    this.history = history;
    this.group = group;
    this.timelines = Map.copyOf(timelines);
    this.exclusions = List.copyOf(exclusions);
  }

  /** The versions. */
  public SloHistory history() {
    return history;
  }

  /** The key of the group. */
  public String group() {
    return group;
  }

  /** Whether any approved exclusion concerns the SLO: only then do gross and net differ. */
  public boolean hasExclusions() {
    return !intervals().isEmpty();
  }

  /** The start of the first measured slice of any objective. */
  public Optional<Instant> firstSlice() {
    return timelines.values().stream()
        .filter(timeline -> timeline.size() > 0)
        .map(timeline -> timeline.start(0))
        .min(Instant::compareTo);
  }

  /**
   * The ledger of an objective of the newest version, exclusions not regarded. Each version's
   * slices count while it rules: what was not measured for its indicator is unknown, whatever was
   * measured for another's.
   *
   * @return empty when nothing was measured for it
   */
  public Optional<ObjectiveLedger> gross(Objective objective) {
    return gross(history.newest(), objective);
  }

  /** The same by the method, the slice length and the rules of another version. */
  public Optional<ObjectiveLedger> gross(SloDefinition ruling, Objective objective) {
    return gross.computeIfAbsent(
        GrossKey.of(ruling, objective),
        unseen -> ledger(ruling, objective, SliceExclusions.none()));
  }

  /** The same with approved exclusions taken out by the SLO's rule. */
  public Optional<ObjectiveLedger> net(Objective objective) {
    return net(history.newest(), objective);
  }

  /** The same by the method, the slice length and the rules of another version. */
  public Optional<ObjectiveLedger> net(SloDefinition ruling, Objective objective) {
    return ledger(ruling, objective, excluded(ruling));
  }

  /**
   * The ledger of all parts of a composite version together, exclusions not regarded.
   *
   * @return empty when a part was never measured
   */
  public Optional<WindowLedger> grossComposite(SloDefinition ruling) {
    List<GrossKey> keys =
        ruling.objectives().stream().map(part -> GrossKey.of(ruling, part)).toList();
    return grossWholes.computeIfAbsent(
        keys, unseen -> Composite.ledger(ruling, grossParts(ruling), SliceExclusions.none()));
  }

  /** The same with approved exclusions taken out by the version's rule. */
  public Optional<WindowLedger> netComposite(SloDefinition ruling) {
    boolean together = ruling.method() == BudgetingMethod.TIMESLICES;
    SliceExclusions excluded = excluded(ruling);
    List<ObjectiveLedger> parts = together ? grossParts(ruling) : netParts(ruling, excluded);
    return Composite.ledger(ruling, parts, excluded);
  }

  /** The same slices as if one version had always been in force. */
  public MeasuredSlo under(SloDefinition version) {
    return new MeasuredSlo(history.always(version), group, timelines, exclusions);
  }

  private List<ObjectiveLedger> grossParts(SloDefinition ruling) {
    return ruling.objectives().stream()
        .flatMap(objective -> gross(ruling, objective).stream())
        .toList();
  }

  private List<ObjectiveLedger> netParts(SloDefinition ruling, SliceExclusions excluded) {
    return ruling.objectives().stream()
        .flatMap(objective -> ledger(ruling, objective, excluded).stream())
        .toList();
  }

  private SliceExclusions excluded(SloDefinition ruling) {
    return SliceExclusions.of(ruling.exclusions(), intervals());
  }

  private Optional<ObjectiveLedger> ledger(
      SloDefinition ruling, Objective asked, SliceExclusions excluded) {
    Duration length = sliceLength(asked);
    if (length == null) {
      return Optional.empty();
    }
    List<Terms> terms = new ArrayList<>();
    SliceTimeline timeline = SliceTimeline.of(length, List.of());
    for (SloDefinition version : history.versions()) {
      Objective objective = ofSameName(version, asked);
      if (objective == null) {
        continue;
      }
      Instant from = terms.isEmpty() ? null : version.effectiveFrom();
      terms.add(new Terms(from, withGroupTarget(version, objective), version.digest()));
      SliceTimeline measured = inSlicesOf(length, timelines.get(objective.measure()));
      timeline = from == null ? measured : timeline.until(from, measured);
    }
    return terms.isEmpty()
        ? Optional.empty()
        : Optional.of(
            ObjectiveLedger.of(ruling, asked.timeSliceWindow(), terms, timeline, excluded));
  }

  /**
   * The slices in which all versions are judged: those that are asked for, otherwise the longest
   * that any version has, since short ones become long ones and not the reverse. Null when nothing
   * was measured for any.
   */
  private @Nullable Duration sliceLength(Objective asked) {
    Duration length = null;
    for (SloDefinition version : history.versions()) {
      Objective objective = ofSameName(version, asked);
      SliceTimeline measured = objective == null ? null : timelines.get(objective.measure());
      if (measured != null && (length == null || measured.sliceLength().compareTo(length) > 0)) {
        length = measured.sliceLength();
      }
    }
    return length == null || asked.timeSliceWindow() == null ? length : asked.timeSliceWindow();
  }

  /** Slices that are too long to be cut, or were not measured at all, are unknown. */
  private static SliceTimeline inSlicesOf(Duration length, @Nullable SliceTimeline measured) {
    return measured != null && length.toMillis() % measured.sliceLength().toMillis() == 0
        ? measured.inSlicesOf(length)
        : SliceTimeline.of(length, List.of());
  }

  /** The approved exclusions that concern the SLO and its group. */
  public List<Exclusion> exclusions() {
    String service = history.newest().service();
    String tenant = tenant();
    return exclusions.stream().filter(exclusion -> exclusion.concerns(service, tenant)).toList();
  }

  /** The tenant that the group stands for; null when the SLO is not grouped by tenant. */
  public @Nullable String tenant() {
    return history.newest().grouping().value(group, "tenant").orElse(null);
  }

  private List<Interval> intervals() {
    return exclusions().stream().map(Exclusion::interval).toList();
  }

  private Objective withGroupTarget(SloDefinition version, Objective objective) {
    BigDecimal target = version.grouping().targets().get(group);
    return target == null ? objective : objective.withTarget(target);
  }

  private static @Nullable Objective ofSameName(SloDefinition version, Objective asked) {
    return version.objectives().stream()
        .filter(objective -> objective.name().equals(asked.name()))
        .findFirst()
        .orElse(null);
  }

  /** All of a version and an objective that its gross ledger depends on. */
  private record GrossKey(
      BudgetingMethod method,
      MissingRule missing,
      String objective,
      @Nullable Duration timeSliceWindow) {

    static GrossKey of(SloDefinition ruling, Objective objective) {
      return new GrossKey(
          ruling.method(), ruling.missing(), objective.name(), objective.timeSliceWindow());
    }
  }
}
