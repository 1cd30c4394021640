package dev.aftermath.jobs.gold;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aftermath.jobs.testing.SparkTest;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@SparkTest
@DisplayName("The budgets of causes")
class CauseBudgetsTest {
  private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
  private static final Instant END = Instant.parse("2026-03-29T00:00:00Z");
  private static final StructType MEMBERS =
      StructType.fromDDL("incident_id STRING, cause_id STRING");

  @Test
  @DisplayName("add up what incidents of a cause took, and say what would have been without it")
  void causes(SparkSession spark) {
    List<Row> parts =
        List.of(
            part("shop", "A", "30"),
            part("shop", "B", "16.5"),
            part("shop", "C", "10"),
            part("shop", null, "3.5"),
            part("shop", null, "0"));
    Dataset<Row> members =
        spark.createDataFrame(
            List.of(
                RowFactory.create("A", "pool"),
                RowFactory.create("B", "pool"),
                RowFactory.create("C", "disk"),
                RowFactory.create("D", "disk")),
            MEMBERS);

    List<Row> rows =
        CauseBudgets.build(
                spark.createDataFrame(parts, BudgetAttribution.TABLE.schema()),
                members,
                windows(spark))
            .orderBy("part")
            .selectExpr(
                "part",
                "incident_count",
                "bad",
                "share_of_consumed",
                "share_of_budget",
                "round(sli_without, 6)")
            .collectAsList();

    // 60 of 1,000 were bad at a target of 96 %, so that 40 were allowed.
    assertThat(rows.stream().map(CauseBudgetsTest::text))
        .containsExactly(
            "disk | 1 | 10 | 0.16666666666666666 | 0.25 | 0.95",
            "pool | 2 | 46.5 | 0.775 | 1.1625 | 0.9865",
            "unattributed | 0 | 3.5 | 0.058333333333333334 | 0.0875 | 0.9435");
  }

  @Test
  @DisplayName("are with the rest the whole of each of 200 drawn worlds, to the last decimal")
  void exact(SparkSession spark) {
    SplittableRandom random = new SplittableRandom(7);
    List<Row> parts = new ArrayList<>();
    List<Row> members = new ArrayList<>();
    Map<String, BigDecimal> whole = new HashMap<>();
    for (int world = 0; world < 200; world++) {
      String slo = "slo-" + world;
      int count = random.nextInt(0, 30);
      for (int i = 0; i < count + 3; i++) {
        boolean isIncident = i < count;
        BigDecimal bad =
            BigDecimal.valueOf(random.nextLong(1, 1_000_000_000_000L))
                .divide(BigDecimal.valueOf(random.nextInt(1, 97)), 18, RoundingMode.DOWN);
        String incident = slo + "-" + i;
        parts.add(part(slo, isIncident ? incident : null, bad.toPlainString()));
        // A part of an incident that is no member any more is nobody's.
        if (isIncident && random.nextInt(20) > 0) {
          members.add(RowFactory.create(incident, "cause-" + random.nextInt(6)));
        }
        whole.merge(slo, bad, BigDecimal::add);
      }
    }

    Map<String, BigDecimal> sums = new HashMap<>();
    CauseBudgets.build(
            spark.createDataFrame(parts, BudgetAttribution.TABLE.schema()).repartition(7),
            spark.createDataFrame(members, MEMBERS),
            windows(spark))
        .select("slo", "bad")
        .collectAsList()
        .forEach(row -> sums.merge(row.getString(0), row.getDecimal(1), BigDecimal::add));

    assertThat(sums).hasSize(200).containsOnlyKeys(whole.keySet());
    whole.forEach((slo, bad) -> assertThat(sums.get(slo)).isEqualByComparingTo(bad));
  }

  private static String text(Row row) {
    List<String> cells = new ArrayList<>();
    for (int i = 0; i < row.size(); i++) {
      Object cell = row.get(i);
      cells.add(
          cell instanceof BigDecimal number
              ? number.stripTrailingZeros().toPlainString()
              : String.valueOf(cell));
    }
    return String.join(" | ", cells);
  }

  private static Row part(String slo, @Nullable String incident, String bad) {
    return RowFactory.create(
        slo,
        "shop",
        "",
        "requests",
        "declared",
        START,
        END,
        END,
        incident == null ? "baseline" : incident,
        incident == null ? "baseline" : "incident",
        incident,
        null,
        new BigDecimal(bad),
        new BigDecimal("40"),
        null,
        null,
        false,
        "digest");
  }

  private static Dataset<Row> windows(SparkSession spark) {
    return spark.createDataFrame(
        List.of(RowFactory.create("shop", "", "requests", "declared", START, END, END, 0.94, 0.96)),
        StructType.fromDDL(
            "slo STRING, group_key STRING, objective STRING, window STRING, window_start TIMESTAMP,"
                + " window_end TIMESTAMP, evaluated_at TIMESTAMP, sli DOUBLE, target DOUBLE"));
  }
}
