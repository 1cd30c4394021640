package dev.aftermath.jobs.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aftermath.jobs.domain.calendar.RollingWindow;
import dev.aftermath.jobs.domain.calendar.Span;
import dev.aftermath.jobs.domain.series.LabelSelector;
import dev.aftermath.jobs.domain.slo.BudgetingMethod;
import dev.aftermath.jobs.domain.slo.BurnRatePolicy;
import dev.aftermath.jobs.domain.slo.BurnRateRule;
import dev.aftermath.jobs.domain.slo.ExclusionRule;
import dev.aftermath.jobs.domain.slo.Grouping;
import dev.aftermath.jobs.domain.slo.Indicator;
import dev.aftermath.jobs.domain.slo.MissingRule;
import dev.aftermath.jobs.domain.slo.Objective;
import dev.aftermath.jobs.domain.slo.PolicyScore;
import dev.aftermath.jobs.domain.slo.SeriesQuery;
import dev.aftermath.jobs.domain.slo.SloDefinition;
import dev.aftermath.jobs.domain.slo.SloHistory;
import dev.aftermath.jobs.gold.IncidentFacts;
import dev.aftermath.jobs.gold.SloSliceDays;
import dev.aftermath.jobs.lake.Lake;
import dev.aftermath.jobs.lake.Note;
import dev.aftermath.jobs.testing.SampleRows;
import dev.aftermath.jobs.testing.SparkTest;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SparkTest
@DisplayName("Backtesting policies on a lake")
class BacktestTest {
  private static final Instant START = Instant.parse("2026-03-02T00:00:00Z");

  @Test
  @DisplayName("scores each policy by the lake's slices and incidents in at most 100 columns")
  void scores(SparkSession spark, @TempDir Path folder) {
    Lake lake = lake(spark, folder);
    BurnRatePolicy pairs = policy("pairs", Duration.ofMinutes(5));
    BurnRatePolicy single = policy("single", null);

    List<Backtest.Scored> scored =
        Backtest.of(lake, SloHistory.of(List.of(slo())), List.of(pairs, single), null, null);

    assertThat(scored)
        .extracting(one -> one.policy().name() + " " + one.slo() + " " + one.severity())
        .containsExactly(
            "pairs all all",
            "pairs all page",
            "pairs checkout all",
            "single all all",
            "single all page",
            "single checkout all");
    PolicyScore score = scored.get(0).score();
    // 14.4 times 1 % of an hour's 12,000 is 1,728: the fourth slice of 500 bad fires. Both times.
    assertThat(score.precision()).isEqualTo(0.5);
    assertThat(score.falseAlerts().get(0).start()).isEqualTo(at("18:20"));
    assertThat(score.falseAlerts().get(0).end()).isEqualTo(at("18:25"));
    assertThat(score.recall()).isEqualTo(0.5);
    assertThat(score.missed().get(0).incident().id()).isEqualTo("quiet");
    // Fired at 12:20, opened at 12:10; over at 12:35, settled at 12:30.
    assertThat(score.detectionSeconds()).containsExactly(600L);
    assertThat(score.resetSeconds()).containsExactly(300L);
    // Six slices of 500 bad, two of them before it was opened; 287 of 1,000 were measured, of which
    // 2,870 may fail.
    assertThat(score.incidentBudgetShare()).isEqualTo(3000.0 / 2870.0);
    assertThat(score.recallByBudget()).isEqualTo(1.0);
    assertThat(score.alertsPerWeek()).isEqualTo(14.0);

    // Alone, an hour remembers: at 13:10 still four of the six bad slices, at 13:15 three.
    assertThat(scored.get(3).score().resetSeconds()).containsExactly(45 * 60L);
    tells(BacktestText.of(scored));
    assertThat(
            Backtest.of(
                lake,
                SloHistory.of(List.of(slo(), announced())),
                List.of(pairs, single),
                null,
                null))
        .isEqualTo(scored);
    assertThat(Backtest.of(lake, SloHistory.of(List.of(slo())), List.of(pairs), day(3), null))
        .isEmpty();
  }

  private static void tells(List<String> lines) {
    assertThat(lines).allMatch(line -> line.length() <= 100);
    assertThat(lines.stream().map(line -> line.strip().replaceAll(" +", " ")))
        .contains(
            "pairs v1: made for this test",
            "single v1: made for this test",
            "pairs v1 single v1",
            "precision 50.0 % (1 of 2) 50.0 % (1 of 2)",
            "recall by budget 100.0 % 100.0 %",
            "firing before it was opened 0 of 1 0 of 1",
            "detection, median 10.0 min (n 1) 10.0 min (n 1)",
            "reset, median 5.0 min (n 1) 45.0 min (n 1)",
            "hidden behind an older alert 0 of 2 0 of 2",
            "checkout 2 50.0 % 50.0 % 2 50.0 % 50.0 %",
            "quiet shop 2026-03-02T06:00Z to 2026-03-02T07:00Z 0.000 %",
            "page checkout 2026-03-02T18:20Z to 2026-03-02T18:25Z");
  }

  /** Half an hour and twenty minutes of every second request failing, from 12:00 and from 18:00. */
  private static Lake lake(SparkSession spark, Path folder) {
    long[] times = new long[288];
    double[] all = new double[288];
    double[] errors = new double[288];
    for (int i = 0; i < times.length; i++) {
      times[i] = START.plusSeconds(i * 300L).toEpochMilli();
      all[i] = i * 1000.0;
      boolean bad = (i > 144 && i <= 150) || (i > 216 && i <= 220);
      errors[i] = (i == 0 ? 0 : errors[i - 1]) + (bad ? 500 : 0);
    }
    Lake lake = Lake.at(spark, folder.toString());
    lake.replace(
        SloSliceDays.TABLE,
        SloSliceDays.build(
            SampleRows.days(
                SampleRows.in(spark)
                    .chunk("a", "all", times, all)
                    .chunk("a", "errors", times, errors)
                    .toBronze()),
            SloHistory.of(List.of(slo()))),
        Note.of("run"));
    lake.replace(
        IncidentFacts.TABLE,
        spark.createDataFrame(
            List.of(
                incident("told", "shop", "12:10", "12:30"),
                incident("quiet", "shop", "06:00", "07:00"),
                incident("of another service", "mail", "18:00", "19:00")),
            IncidentFacts.TABLE.schema()),
        Note.of("run"));
    return lake;
  }

  /** Whatever else the table demands is empty. */
  private static Row incident(String id, String service, String opened, String settled) {
    Map<String, Object> told =
        Map.of(
            "incident_id",
            id,
            "population",
            "counted",
            "service",
            service,
            "opened_at",
            at(opened),
            "settled_at",
            at(settled));
    return RowFactory.create(
        Arrays.stream(IncidentFacts.TABLE.schema().fields())
            .map(field -> told.containsKey(field.name()) ? told.get(field.name()) : empty(field))
            .toArray());
  }

  private static Object empty(StructField field) {
    if (field.nullable()) {
      return null;
    }
    if (field.dataType().equals(DataTypes.BooleanType)) {
      return false;
    }
    if (field.dataType().equals(DataTypes.LongType)) {
      return 0L;
    }
    return field.dataType().equals(DataTypes.StringType) ? "" : List.of();
  }

  private static BurnRatePolicy policy(String name, Duration shortWindow) {
    BurnRateRule rule =
        new BurnRateRule(
            name, "page", Duration.ofHours(1), shortWindow, new BigDecimal("14.4"), Duration.ZERO);
    return new BurnRatePolicy(name, 1, "made for this test", Span.parse("30d"), List.of(rule));
  }

  private static SloDefinition slo() {
    return slo("shop", "Good", "0.99", null);
  }

  private static SloDefinition announced() {
    return slo("mail", "Better", "0.999", Instant.parse("2027-01-01T00:00:00Z"));
  }

  private static SloDefinition slo(
      String service, String objective, String target, @Nullable Instant from) {
    Indicator ratio =
        new Indicator.Ratio(
            Indicator.Part.BAD,
            new SeriesQuery(null, LabelSelector.parse("errors")),
            new SeriesQuery(null, LabelSelector.parse("all")),
            Indicator.SampleMeaning.COUNTER);
    return new SloDefinition(
        "checkout",
        "Checkout",
        service,
        new TreeMap<>(),
        SloDefinition.Kind.SIMPLE,
        BudgetingMethod.OCCURRENCES,
        List.of(
            new Objective(objective, ratio, new BigDecimal(target), null, null, BigDecimal.ONE)),
        new RollingWindow(Span.parse("28d")),
        MissingRule.UNKNOWN,
        ExclusionRule.REMOVE_TIME,
        Grouping.NONE,
        List.of(),
        from);
  }

  private static Instant at(String time) {
    return Instant.parse("2026-03-02T" + time + ":00Z");
  }

  private static LocalDate day(int day) {
    return LocalDate.of(2026, 3, day);
  }
}
