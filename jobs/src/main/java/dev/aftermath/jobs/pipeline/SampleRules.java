package dev.aftermath.jobs.pipeline;

import static org.apache.spark.sql.functions.col;

import dev.aftermath.jobs.bronze.Exports;
import dev.aftermath.jobs.bronze.SampleChunks;
import dev.aftermath.jobs.domain.calendar.Days;
import dev.aftermath.jobs.domain.slo.SloHistory;
import dev.aftermath.jobs.gold.SloAudit;
import dev.aftermath.jobs.gold.SloSliceDays;
import dev.aftermath.jobs.gold.TargetAvailability;
import dev.aftermath.jobs.lake.Changed;
import dev.aftermath.jobs.lake.Lake;
import dev.aftermath.jobs.lake.TableSpec;
import dev.aftermath.jobs.silver.SampleDays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** How what is made from samples depends on them, month by month. */
final class SampleRules {
  private SampleRules() {}

  /**
   * {@link SampleDays} from {@link SampleChunks}. The exports' own rows are read besides: what they
   * say of a chunk's export never changes once it is there, so they are no input that is watched.
   */
  static final class OfDays implements Monthly.Rules {
    @Override
    public Dataset<Row> all(Lake lake) {
      return SampleDays.build(lake.read(SampleChunks.TABLE), lake.read(Exports.TABLE));
    }

    @Override
    public Dataset<Row> of(Lake lake, SortedSet<String> months) {
      return SampleDays.build(
          lake.read(SampleChunks.TABLE),
          lake.read(Exports.TABLE),
          lake.read(SampleDays.TABLE),
          months);
    }

    @Override
    public Optional<Days> touched(Monthly.Change change) {
      Changed changed = change.of(SampleChunks.TABLE);
      return Optional.of(
          SampleDays.touched(
              change.lake().read(SampleChunks.TABLE),
              change.lake().read(SampleDays.TABLE),
              changed.days(),
              changed.removed()));
    }
  }

  /** {@link SloSliceDays} from {@link SampleDays}. */
  record OfSlices(List<SloHistory> slos) implements Monthly.Rules {
    @Override
    public Dataset<Row> all(Lake lake) {
      return SloSliceDays.build(lake.read(SampleDays.TABLE), slos);
    }

    @Override
    public Dataset<Row> of(Lake lake, SortedSet<String> months) {
      return SloSliceDays.build(lake.read(SampleDays.TABLE), slos, months);
    }

    @Override
    public Optional<Days> touched(Monthly.Change change) {
      return Optional.of(change.of(SampleDays.TABLE).days().withDayBefore());
    }
  }

  /** {@link TargetAvailability} from {@link SampleDays}. */
  static final class OfTargets implements Monthly.Rules {
    @Override
    public Dataset<Row> all(Lake lake) {
      return TargetAvailability.build(lake.read(SampleDays.TABLE));
    }

    @Override
    public Dataset<Row> of(Lake lake, SortedSet<String> months) {
      return TargetAvailability.build(
          lake.read(SampleDays.TABLE), lake.read(TargetAvailability.TABLE), months);
    }

    @Override
    public Optional<Days> touched(Monthly.Change change) {
      return Optional.of(change.of(SampleDays.TABLE).days().withDayBefore());
    }

    @Override
    public Set<String> besides() {
      return Set.of(TargetAvailability.ALL);
    }
  }

  /** {@link SloAudit} from {@link SloSliceDays}. */
  static final class OfAudits implements Monthly.Rules {
    @Override
    public Dataset<Row> all(Lake lake) {
      return SloAudit.build(lake.read(SloSliceDays.TABLE));
    }

    @Override
    public Dataset<Row> of(Lake lake, SortedSet<String> months) {
      return SloAudit.build(
          lake.read(SloSliceDays.TABLE).where(col(TableSpec.MONTH).isin(months.toArray())));
    }

    @Override
    public Optional<Days> touched(Monthly.Change change) {
      return Optional.of(change.of(SloSliceDays.TABLE).days());
    }
  }
}
