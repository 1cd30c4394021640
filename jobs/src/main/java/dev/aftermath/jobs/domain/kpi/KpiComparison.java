package dev.aftermath.jobs.domain.kpi;

import dev.aftermath.jobs.domain.kpi.KpiDefinition.Statistic;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Why two definitions of one thing tell different figures: the incidents that one takes and the
 * other does not, and those of which they take different values.
 *
 * <p>Where both have a mean, each incident has a part in the difference of the means. With m, the
 * mean of ours, and n, the number of theirs, an incident that only they take has the part (v − m) /
 * n, one that only we take −(v − m) / n, and one that both take (theirs − ours) / n. An incident
 * taken alike has none, and the parts sum to the difference exactly: over the product of both
 * numbers of incidents all of them are whole. Of counts the parts are the values themselves.
 *
 * @param parts only of incidents that make a difference, in the order of their ids
 * @param denominator of every part; 0 when the figures do not split, since one of them is of no
 *     incident or they are no means of one unit
 */
public record KpiComparison(
    KpiDefinition ours,
    KpiFigure ourFigure,
    KpiDefinition theirs,
    KpiFigure theirFigure,
    List<Part> parts,
    long denominator) {

  /**
   * What one incident does to the difference.
   *
   * @param ours what our definition makes of it; null when it puts the incident into another period
   * @param theirs the same of the other definition
   * @param numerator of its part in theirs minus ours; 0 where the figures do not split
   */
  public record Part(
      String incidentId, @Nullable Decision ours, @Nullable Decision theirs, long numerator) {}

  /** Compares what two definitions make of the incidents of a period, by the incidents' ids. */
  public static KpiComparison of(
      KpiDefinition ours,
      Map<String, Decision> ourDecisions,
      KpiDefinition theirs,
      Map<String, Decision> theirDecisions) {
    KpiFigure ourFigure = figure(ours, ourDecisions);
    KpiFigure theirFigure = figure(theirs, theirDecisions);
    Split split = split(ours, ourDecisions, theirs, theirDecisions);
    SortedSet<String> incidents = new TreeSet<>(ourDecisions.keySet());
    incidents.addAll(theirDecisions.keySet());
    List<Part> parts = new ArrayList<>();
    for (String incident : incidents) {
      Decision our = ourDecisions.get(incident);
      Decision their = theirDecisions.get(incident);
      Long ourValue = value(our);
      Long theirValue = value(their);
      if (!Objects.equals(ourValue, theirValue)) {
        parts.add(new Part(incident, our, their, split.part(ourValue, theirValue)));
      }
    }
    return new KpiComparison(ours, ourFigure, theirs, theirFigure, parts, split.denominator());
  }

  /**
   * The numbers that parts are made of.
   *
   * @param ourN incidents behind our mean; 1 for counts, whose mean is nothing
   */
  private record Split(long ourTotal, long ourN, long denominator) {
    static final Split NONE = new Split(0, 0, 0);

    long part(@Nullable Long ours, @Nullable Long theirs) {
      return Math.subtractExact(beyondTheMean(theirs), beyondTheMean(ours));
    }

    private long beyondTheMean(@Nullable Long value) {
      return value == null ? 0 : Math.subtractExact(Math.multiplyExact(value, ourN), ourTotal);
    }
  }

  private static Split split(
      KpiDefinition ours,
      Map<String, Decision> ourDecisions,
      KpiDefinition theirs,
      Map<String, Decision> theirDecisions) {
    if (isCount(ours) && isCount(theirs)) {
      return new Split(0, 1, 1);
    }
    List<Long> our = values(ourDecisions);
    List<Long> their = values(theirDecisions);
    boolean haveMeans = !isCount(ours) && !isCount(theirs) && ours.unit().equals(theirs.unit());
    return haveMeans && !our.isEmpty() && !their.isEmpty()
        ? new Split(
            our.stream().mapToLong(Long::longValue).sum(),
            our.size(),
            Math.multiplyExact((long) our.size(), their.size()))
        : Split.NONE;
  }

  private static boolean isCount(KpiDefinition definition) {
    return definition.statistic() == Statistic.COUNT || definition.statistic() == Statistic.STOCK;
  }

  private static KpiFigure figure(KpiDefinition definition, Map<String, Decision> decisions) {
    return KpiFigure.of(definition, values(decisions));
  }

  private static List<Long> values(Map<String, Decision> decisions) {
    return decisions.values().stream().map(KpiComparison::value).filter(Objects::nonNull).toList();
  }

  private static @Nullable Long value(@Nullable Decision decision) {
    return decision instanceof Decision.Taken taken ? (Long) taken.value() : null;
  }

  /** Whether the parts sum to the difference of the means or counts. */
  public boolean isSplit() {
    return denominator != 0;
  }

  /** The sum of all parts over {@link #denominator}. */
  public long numerator() {
    return parts.stream().mapToLong(Part::numerator).reduce(0, Math::addExact);
  }

  /**
   * What remains of the difference of the values beside that of the means: that one of them is a
   * median, say. Null where nothing splits.
   */
  public @Nullable Double headlineStep() {
    Double our = beyondMean(ourFigure);
    Double their = beyondMean(theirFigure);
    return isSplit() && our != null && their != null ? (Double) (their - our) : null;
  }

  private static @Nullable Double beyondMean(KpiFigure figure) {
    Double value = figure.value();
    Double mean = figure.mean();
    return value == null || mean == null ? null : (Double) (value - mean);
  }
}
