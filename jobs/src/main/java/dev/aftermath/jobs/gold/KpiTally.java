package dev.aftermath.jobs.gold;

import dev.aftermath.jobs.domain.kpi.Decision;
import dev.aftermath.jobs.domain.kpi.KpiDefinition;
import dev.aftermath.jobs.domain.kpi.KpiDefinition.Headline;
import dev.aftermath.jobs.domain.kpi.KpiFigure;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/** What one definition takes from incidents, and how many it leaves out for which reason. */
final class KpiTally {
  /** As a struct: {@code measured} holds the measured values, eight bytes each. */
  static final String COLUMNS =
      "n BIGINT, total BIGINT, logarithms BIGINT, measured BINARY, excluded ARRAY<BIGINT>";

  private final KpiDefinition definition;
  private final List<String> reasons;
  private final long[] excluded;
  private long n;
  private long total;
  private long logarithms;
  private long[] measured = {};
  private int measuredCount;

  KpiTally(KpiDefinition definition, List<String> reasons) {
    this.definition = definition;
    this.reasons = reasons;
    this.excluded = new long[reasons.size()];
  }

  /** Counts an incident. */
  void add(Decision decision) {
    if (decision instanceof Decision.LeftOut out) {
      excluded[reasons.indexOf(out.reason())]++;
    } else if (decision instanceof Decision.Taken taken) {
      n++;
      total += taken.value();
      if (definition.headline() == Headline.GEOMETRIC_MEAN) {
        logarithms += KpiFigure.logarithm(taken.value());
      }
      if (definition.statistic().isMeasured()) {
        makeRoom(1);
        measured[measuredCount++] = taken.value();
      }
    }
  }

  /** Adds what was counted elsewhere. */
  void add(KpiTally other) {
    add(other.n, other.total, other.logarithms);
    makeRoom(other.measuredCount);
    System.arraycopy(other.measured, 0, measured, measuredCount, other.measuredCount);
    measuredCount += other.measuredCount;
    for (int i = 0; i < excluded.length; i++) {
      excluded[i] += other.excluded[i];
    }
  }

  /** Adds what was counted elsewhere, as {@link #row} tells it. */
  void add(Row row) {
    add(row.getLong(0), row.getLong(1), row.getLong(2));
    ByteBuffer values = ByteBuffer.wrap(row.getAs(3));
    makeRoom(values.remaining() / Long.BYTES);
    while (values.hasRemaining()) {
      measured[measuredCount++] = values.getLong();
    }
    List<Long> counts = row.getList(4);
    for (int i = 0; i < excluded.length; i++) {
      excluded[i] += counts.get(i);
    }
  }

  private void add(long moreN, long moreTotal, long moreLogarithms) {
    n += moreN;
    total += moreTotal;
    logarithms += moreLogarithms;
  }

  private void makeRoom(int more) {
    if (measuredCount + more > measured.length) {
      measured = Arrays.copyOf(measured, Math.max(measuredCount + more, 2 * measured.length));
    }
  }

  /** The tally as a struct of {@link #COLUMNS}. */
  Row row() {
    ByteBuffer values = ByteBuffer.allocate(measuredCount * Long.BYTES);
    for (int i = 0; i < measuredCount; i++) {
      values.putLong(measured[i]);
    }
    return RowFactory.create(
        n, total, logarithms, values.array(), Arrays.stream(excluded).boxed().toArray());
  }

  /** How many incidents were taken. */
  long n() {
    return n;
  }

  /** The figure of the incidents that were taken. */
  KpiFigure figure() {
    long[] ascending = Arrays.copyOf(measured, measuredCount);
    Arrays.sort(ascending);
    return KpiFigure.of(
        definition,
        new KpiFigure.Sums(
            n,
            total,
            KpiFigure.quantile(ascending, 0.5),
            KpiFigure.quantile(ascending, 0.9),
            logarithms));
  }

  /** How many incidents were left out for which reason; reasons of none are left out. */
  Map<String, Long> excluded() {
    Map<String, Long> byReason = new TreeMap<>();
    for (int i = 0; i < excluded.length; i++) {
      if (excluded[i] > 0) {
        byReason.put(reasons.get(i), excluded[i]);
      }
    }
    return byReason;
  }
}
