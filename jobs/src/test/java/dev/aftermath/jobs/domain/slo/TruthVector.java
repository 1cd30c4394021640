package dev.aftermath.jobs.domain.slo;

import static dev.aftermath.jobs.domain.slo.SloFixtures.MINUTE;
import static dev.aftermath.jobs.domain.slo.SloFixtures.START;
import static dev.aftermath.jobs.domain.slo.SloFixtures.ledger;
import static dev.aftermath.jobs.domain.slo.SloFixtures.rolling;
import static dev.aftermath.jobs.domain.slo.SloFixtures.slo;
import static dev.aftermath.jobs.domain.slo.SloFixtures.timeline;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A figure that somebody publishes.
 *
 * @param ours as it must come out, to its last digit
 * @param theirs what they say, where it is not ours
 */
record TruthVector(
    String sentence, BigDecimal ours, @Nullable Double theirs, DoubleSupplier computed) {

  static TruthVector agreed(String sentence, String literal, DoubleSupplier computed) {
    return new TruthVector(sentence, new BigDecimal(literal), null, computed);
  }

  static TruthVector instead(String sentence, String ours, double theirs, DoubleSupplier computed) {
    return new TruthVector(sentence, new BigDecimal(ours), theirs, computed);
  }

  double value() {
    return computed.getAsDouble();
  }

  double difference() {
    return Math.abs(value() - ours.doubleValue());
  }

  /** Half of the last digit of a rounded literal; of an exact one next to nothing. */
  double tolerance() {
    return ours.scale() < 3
        ? Math.abs(ours.doubleValue()) * 1e-14
        : 0.5 * Math.pow(10, -ours.scale());
  }

  @Override
  public String toString() {
    return sentence + ": " + ours.toPlainString() + (theirs == null ? "" : ", not " + theirs);
  }

  /** One slice of events. */
  static SloEvaluation events(String target, long good, long total) {
    return SloFixtures.ledger(
            slo(BudgetingMethod.OCCURRENCES, target, rolling("1m")),
            timeline(MINUTE, new long[] {good}, new long[] {total}))
        .evaluate(rolling("1m").at(START.plus(MINUTE)), START.plus(MINUTE));
  }

  static SloEvaluation bad(String target, long bad, long total) {
    return events(target, total - bad, total);
  }

  static double budgetLeft(String target, long bad, long total) {
    return 1 - bad(target, bad, total).budgetConsumedRatio();
  }

  /** One-minute slices, the first of them bad. */
  static SloEvaluation slices(String target, int minutes, int bad) {
    long[] good = new long[minutes];
    long[] total = new long[minutes];
    Arrays.fill(total, 1);
    Arrays.fill(good, bad, minutes, 1);
    return minutes(BudgetingMethod.TIMESLICES, target, good, total);
  }

  static SloEvaluation minutes(BudgetingMethod method, String target, long[] good, long[] total) {
    SloDefinition slo = slo(method, target, rolling(good.length + "m"));
    return SloEvaluations.at(
            new SloHistory(List.of(slo)),
            timeline(MINUTE, good, total),
            START.plus(MINUTE.multipliedBy(good.length)))
        .get(0);
  }

  /** Three hours of which 1, 2 and 3 minutes failed: what the last one of a time cost. */
  static double newlySpent(int minutes) {
    long[] good = new long[180];
    long[] total = new long[180];
    Arrays.fill(total, 1);
    Arrays.fill(good, 1);
    Arrays.fill(good, 10, 11, 0);
    Arrays.fill(good, 70, 72, 0);
    Arrays.fill(good, 130, 133, 0);
    ObjectiveLedger spent =
        ledger(
            slo(BudgetingMethod.TIMESLICES, "0.95", rolling("2h")), timeline(MINUTE, good, total));
    return spent.bad(minutes - 60, minutes).doubleValue();
  }
}
