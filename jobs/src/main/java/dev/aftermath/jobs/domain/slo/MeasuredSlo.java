package dev.aftermath.jobs.domain.slo;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
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
  private final Map<GrossKey, ObjectiveLedger> gross = new HashMap<>();
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
    return history.versions().stream().anyMatch(version -> !exclusions(version).isEmpty());
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
   * measured for another's. A version that groups by other labels has no objective for the group.
   *
   * @return empty when nothing was measured for it
   */
  public Optional<ObjectiveLedger> gross(Objective objective) {
    return gross(history.newest(), objective);
  }

  /** The same by the method, the slice length and the rules of another version. */
  public Optional<ObjectiveLedger> gross(SloDefinition ruling, Objective objective) {
    return isMeasured(ruling, objective)
        ? Optional.of(grossLedger(ruling, objective))
        : Optional.empty();
  }

  /** The same with approved exclusions taken out by the SLO's rule. */
  public Optional<ObjectiveLedger> net(Objective objective) {
    return net(history.newest(), objective);
  }

  /** The same by the method, the slice length and the rules of another version. */
  public Optional<ObjectiveLedger> net(SloDefinition ruling, Objective objective) {
    return isMeasured(ruling, objective)
        ? Optional.of(ledger(ruling, objective, excluded(ruling)))
        : Optional.empty();
  }

  /**
   * The ledger of all parts of a composite version together, exclusions not regarded. Parts that
   * were not measured are unknown, so that the past stays as it was once they are.
   *
   * @return empty when no part was ever measured
   */
  public Optional<WindowLedger> grossComposite(SloDefinition ruling) {
    if (!history.hasGroup(ruling, group)) {
      return Optional.empty();
    }
    List<GrossKey> keys =
        ruling.objectives().stream().map(part -> GrossKey.of(ruling, part)).toList();
    return grossWholes.computeIfAbsent(
        keys, unseen -> Composite.ledger(ruling, grossParts(ruling), SliceExclusions.none()));
  }

  /** The same with approved exclusions taken out by the version's rule. */
  public Optional<WindowLedger> netComposite(SloDefinition ruling) {
    if (!history.hasGroup(ruling, group)) {
      return Optional.empty();
    }
    boolean together = ruling.method() == BudgetingMethod.TIMESLICES;
    SliceExclusions excluded = excluded(ruling);
    List<ObjectiveLedger> parts = together ? grossParts(ruling) : netParts(ruling, excluded);
    return Composite.ledger(ruling, parts, excluded);
  }

  /** The same slices as if one version had always been in force. */
  public MeasuredSlo under(SloDefinition version) {
    return new MeasuredSlo(history.always(version), group, timelines, exclusions);
  }

  /**
   * The SLO as it was known while a version was in force: without later ones, as though it had
   * stayed. Whatever they change, what is computed of this stays as it was.
   *
   * @return empty when the version groups by other labels and has no such group
   */
  public Optional<MeasuredSlo> knownUnder(SloDefinition version) {
    if (!history.hasGroup(version, group)) {
      return Optional.empty();
    }
    return Optional.of(
        version.equals(history.newest())
            ? this
            : new MeasuredSlo(history.upTo(version), group, timelines, exclusions));
  }

  private List<ObjectiveLedger> grossParts(SloDefinition ruling) {
    return ruling.objectives().stream().map(part -> grossLedger(ruling, part)).toList();
  }

  private List<ObjectiveLedger> netParts(SloDefinition ruling, SliceExclusions excluded) {
    return ruling.objectives().stream().map(part -> ledger(ruling, part, excluded)).toList();
  }

  private ObjectiveLedger grossLedger(SloDefinition ruling, Objective objective) {
    return gross.computeIfAbsent(
        GrossKey.of(ruling, objective),
        unseen -> ledger(ruling, objective, SliceExclusions.none()));
  }

  /** Whether the version has the group and anything was measured for it under any version. */
  private boolean isMeasured(SloDefinition ruling, Objective asked) {
    return history.hasGroup(ruling, group)
        && ofAllVersions(asked).anyMatch(each -> timelines.containsKey(each.measure()));
  }

  private SliceExclusions excluded(SloDefinition ruling) {
    return SliceExclusions.of(
        ruling.exclusions(), exclusions(ruling).stream().map(Exclusion::interval).toList());
  }

  private ObjectiveLedger ledger(SloDefinition ruling, Objective asked, SliceExclusions excluded) {
    Duration length = sliceLength(asked);
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
    return ObjectiveLedger.of(ruling, asked.timeSliceWindow(), terms, timeline, excluded);
  }

  /**
   * The slices in which all versions are judged: those that are asked for, otherwise the longest of
   * any version, since short ones become long ones and not the reverse. What was not measured yet
   * counts with its grid: it must not change the slices of the past once it is.
   */
  private Duration sliceLength(Objective asked) {
    return asked.timeSliceWindow() == null
        ? ofAllVersions(asked)
            .map(this::ownSliceLength)
            .max(Comparator.naturalOrder())
            .orElseThrow()
        : asked.timeSliceWindow();
  }

  private Duration ownSliceLength(Objective objective) {
    SliceTimeline measured = timelines.get(objective.measure());
    return measured == null ? objective.grid().length() : measured.sliceLength();
  }

  /** The objectives of the same name. */
  private Stream<Objective> ofAllVersions(Objective asked) {
    return history.versions().stream()
        .flatMap(version -> Stream.ofNullable(ofSameName(version, asked)));
  }

  /** Slices that are too long to be cut, or were not measured at all, are unknown. */
  private static SliceTimeline inSlicesOf(Duration length, @Nullable SliceTimeline measured) {
    return measured != null && length.toMillis() % measured.sliceLength().toMillis() == 0
        ? measured.inSlicesOf(length)
        : SliceTimeline.of(length, List.of());
  }

  /** The approved exclusions that concern the group and the service of the newest version. */
  public List<Exclusion> exclusions() {
    return exclusions(history.newest());
  }

  private List<Exclusion> exclusions(SloDefinition version) {
    String tenant = tenant();
    return exclusions.stream()
        .filter(exclusion -> exclusion.concerns(version.service(), tenant))
        .toList();
  }

  /** The tenant that the group stands for; null when the SLO is not grouped by tenant. */
  public @Nullable String tenant() {
    return history.groupingOf(group).value(group, "tenant").orElse(null);
  }

  private Objective withGroupTarget(SloDefinition version, Objective objective) {
    BigDecimal target = version.grouping().targets().get(group);
    return target == null ? objective : objective.withTarget(target);
  }

  private @Nullable Objective ofSameName(SloDefinition version, Objective asked) {
    return !history.hasGroup(version, group)
        ? null
        : version.objectives().stream()
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
