package dev.aftermath.jobs.gold;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;

import dev.aftermath.jobs.domain.calendar.Interval;
import dev.aftermath.jobs.domain.calendar.RollingWindow;
import dev.aftermath.jobs.domain.calendar.Span;
import dev.aftermath.jobs.domain.slo.BudgetingMethod;
import dev.aftermath.jobs.domain.slo.ExclusionRule;
import dev.aftermath.jobs.domain.slo.Grouping;
import dev.aftermath.jobs.domain.slo.Indicator;
import dev.aftermath.jobs.domain.slo.MeasuredSlo;
import dev.aftermath.jobs.domain.slo.MissingRule;
import dev.aftermath.jobs.domain.slo.Objective;
import dev.aftermath.jobs.domain.slo.Ratio;
import dev.aftermath.jobs.domain.slo.Slice;
import dev.aftermath.jobs.domain.slo.SliceTimeline;
import dev.aftermath.jobs.domain.slo.SloDefinition;
import dev.aftermath.jobs.domain.slo.SloEvaluation;
import dev.aftermath.jobs.domain.slo.SloHistory;
import dev.aftermath.jobs.testing.SparkTest;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@SparkTest
class SloColumnsTest {
  private static final long SEED = 77;
  private static final int CASES = 10_000;
  private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");

  @Test
  @DisplayName("Domain code and Spark columns agree in every bit on 10,000 cases")
  void everyBit(SparkSession spark) {
    SplittableRandom random = new SplittableRandom(SEED);
    List<Row> cases = new ArrayList<>();
    for (int i = 0; i < CASES; i++) {
      BigDecimal total = total(random, i);
      BigDecimal target = target(random, i);
      BigDecimal good = i % 7 == 0 ? onTarget(total, target) : good(random, i, total);
      cases.add(RowFactory.create(i, good, total, target, i % 4, i % 3));
    }
    StructType schema =
        StructType.fromDDL(
            "id INT, good DECIMAL(38, 9), total DECIMAL(38, 9), target DECIMAL(7, 6),"
                + " known INT, holes INT");
    List<Row> rows =
        spark
            .createDataFrame(cases, schema)
            .select(
                col("*"),
                SloColumns.sli(col("good"), col("total")).as("sli"),
                SloColumns.budgetTotal(col("total"), col("target")).as("budget"),
                SloColumns.budgetConsumedRatio(col("good"), col("total"), col("target"))
                    .as("consumed"),
                SloColumns.coverage(col("known"), col("known").plus(col("holes"))).as("coverage"),
                SloColumns.verdict(col("good"), col("total"), col("target")).as("verdict"))
            .collectAsList();

    assertThat(rows).hasSize(CASES);
    for (Row row : rows) {
      SloEvaluation domain = evaluation(row);
      assertThat(bits(row.getAs("sli"))).as("%s", row).isEqualTo(bits(domain.sli()));
      assertThat(bits(row.getAs("consumed")))
          .as("%s", row)
          .isEqualTo(bits(domain.budgetConsumedRatio()));
      assertThat(bits(row.getAs("coverage"))).as("%s", row).isEqualTo(coverage(row));
      assertThat(row.<String>getAs("verdict")).as("%s", row).isEqualTo(domain.verdict().word());
      assertThat(row.<BigDecimal>getAs("budget"))
          .as("%s", row)
          .isEqualByComparingTo(
              BigDecimal.ONE
                  .subtract(row.<BigDecimal>getAs("target"))
                  .multiply(row.<BigDecimal>getAs("total")));
    }
    assertThat(rows).extracting(row -> row.getAs("verdict")).contains("met", "missed");
  }

  private static BigDecimal total(SplittableRandom random, int i) {
    if (i % 50 == 0) {
      return BigDecimal.ZERO;
    }
    long most = (long) Math.pow(10, 1 + random.nextInt(17));
    return i % 2 == 0
        ? BigDecimal.valueOf(1 + random.nextLong(most))
        : BigDecimal.valueOf(1 + random.nextLong(most), 9);
  }

  /** Exact for whole totals, a hair's breadth from it for others. */
  private static BigDecimal onTarget(BigDecimal total, BigDecimal target) {
    return total.multiply(target).setScale(9, RoundingMode.HALF_EVEN);
  }

  /** Around usual targets in every third case, above the total in some. */
  private static BigDecimal good(SplittableRandom random, int i, BigDecimal total) {
    BigDecimal share =
        i % 3 == 0
            ? BigDecimal.valueOf(990_000 + random.nextInt(10_001), 6)
            : BigDecimal.valueOf(random.nextInt(1_050_000), 6);
    return total.multiply(share).setScale(9, RoundingMode.HALF_EVEN);
  }

  private static BigDecimal target(SplittableRandom random, int i) {
    return i % 20 == 0
        ? new BigDecimal("1.000000")
        : BigDecimal.valueOf(
            i % 2 == 0 ? 999_900 + random.nextInt(100) : random.nextInt(1_000_000), 6);
  }

  private static SloEvaluation evaluation(Row row) {
    Objective objective =
        new Objective(
            "Good",
            new Indicator.NotComputed("the slices are given"),
            row.getAs("target"),
            null,
            null,
            BigDecimal.ONE);
    Duration minute = Duration.ofMinutes(1);
    SloDefinition slo =
        new SloDefinition(
            "case",
            "case",
            "shop",
            new TreeMap<>(),
            SloDefinition.Kind.SIMPLE,
            BudgetingMethod.OCCURRENCES,
            List.of(objective),
            new RollingWindow(Span.parse("1m")),
            MissingRule.UNKNOWN,
            ExclusionRule.REMOVE_TIME,
            Grouping.NONE,
            List.of(),
            null);
    SliceTimeline timeline =
        SliceTimeline.of(minute, List.of(new Slice(START, row.getAs("good"), row.getAs("total"))));
    Instant end = START.plus(minute);
    return new MeasuredSlo(
            new SloHistory(List.of(slo)),
            Grouping.WHOLE,
            Map.of(objective.measure(), timeline),
            List.of())
        .gross(objective)
        .orElseThrow()
        .evaluate(new Interval(START, end), end);
  }

  private static @Nullable Long coverage(Row row) {
    int known = row.getAs("known");
    int ended = known + row.<Integer>getAs("holes");
    return bits(Ratio.of(BigDecimal.valueOf(known), BigDecimal.valueOf(ended)));
  }

  private static @Nullable Long bits(@Nullable Double number) {
    return number == null ? null : Double.doubleToRawLongBits(number);
  }
}
