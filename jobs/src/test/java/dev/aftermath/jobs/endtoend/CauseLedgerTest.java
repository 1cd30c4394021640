package dev.aftermath.jobs.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aftermath.jobs.gold.BudgetAttribution;
import dev.aftermath.jobs.gold.CauseBudgets;
import dev.aftermath.jobs.lake.TableSpec;
import dev.aftermath.jobs.pipeline.Computation;
import dev.aftermath.jobs.pipeline.Step;
import dev.aftermath.jobs.testing.SparkTest;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@SparkTest
@DisplayName("What causes took of a budget in a simulated world")
class CauseLedgerTest {
  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  @DisplayName("adds up with what no cause took to the figure of the SLO, to the last digit")
  void ledger(long seed, SparkSession spark, @TempDir Path folder) {
    TestPlatform platform = TestPlatform.in(folder, spark);
    platform.ingest(TinyWorld.write(folder.resolve("world"), seed, 1, 2, 5));
    Set<TableSpec> needed = neededFor(CauseBudgets.TABLE, platform);
    platform.compute(TinyWorld.AS_OF, step -> needed.contains(step.output()));

    SloLedger.assertThatPartsAreTheWhole(platform, CauseBudgets.TABLE);
    assertThat(SloLedger.sums(platform, CauseBudgets.TABLE))
        .isEqualTo(SloLedger.sums(platform, BudgetAttribution.TABLE));
  }

  /** Those of the suite, or as many as {@code -Daftermath.worlds=200} says. */
  private static LongStream seeds() {
    return LongStream.rangeClosed(1, Long.getLong("aftermath.worlds", 2));
  }

  /** The table, and whatever is computed for it. */
  private static Set<TableSpec> neededFor(TableSpec table, TestPlatform platform) {
    Set<TableSpec> needed = new HashSet<>(Set.of(table));
    List<Step> steps = Computation.steps(platform.settings(), TinyWorld.AS_OF);
    for (int i = steps.size() - 1; i >= 0; i--) {
      if (needed.contains(steps.get(i).output())) {
        needed.addAll(steps.get(i).inputs());
      }
    }
    return needed;
  }
}
