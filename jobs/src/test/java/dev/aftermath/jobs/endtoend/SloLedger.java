package dev.aftermath.jobs.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aftermath.jobs.gold.SloWindows;
import dev.aftermath.jobs.lake.TableSpec;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import org.apache.spark.sql.Row;

/** What was bad in the windows of SLOs, and the parts that it is divided into. */
final class SloLedger {
  private SloLedger() {}

  /** What the parts of each window of a table add up to. */
  static Map<String, BigDecimal> sums(TestPlatform platform, TableSpec parts) {
    Map<String, BigDecimal> sums = new HashMap<>();
    for (Row row : platform.read(parts).collectAsList()) {
      BigDecimal bad = row.getAs("bad");
      assertThat(bad.signum()).as(row.toString()).isNotNegative();
      sums.merge(window(row), bad, BigDecimal::add);
    }
    return sums;
  }

  /** The parts of every window that is evaluated on the last day are the gross figure of it. */
  static void assertThatPartsAreTheWhole(TestPlatform platform, TableSpec parts) {
    Map<String, BigDecimal> sums = sums(platform, parts);
    int windows = 0;
    for (Row row : platform.read(SloWindows.TABLE).collectAsList()) {
      BigDecimal sum = sums.get(window(row));
      if (sum != null) {
        BigDecimal bad = row.<BigDecimal>getAs("total").subtract(row.<BigDecimal>getAs("good"));
        assertThat(sum).as(row.toString()).isEqualByComparingTo(bad);
        windows++;
      }
    }
    assertThat(windows).isGreaterThan(9);
  }

  private static String window(Row row) {
    return String.join(
        " ",
        row.getAs("slo"),
        row.getAs("group_key"),
        row.getAs("objective"),
        row.getAs("window"),
        row.<Object>getAs("window_start").toString(),
        row.<Object>getAs("evaluated_at").toString());
  }
}
