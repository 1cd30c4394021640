package dev.aftermath.planted.jobs.gold;

import dev.aftermath.jobs.lake.TableSpec;
import dev.aftermath.planted.jobs.bronze.Landed;
import io.prometheus.metrics.core.metrics.Gauge;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Random;
import java.util.UUID;
import java.util.function.Supplier;
import org.apache.lucene.index.IndexWriter;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.functions;

/** A layer that skips one, figures that differ from run to run, and tables of another make. */
final class Offences {
  private Offences() {}

  record SkipsSilver(Landed landed) {}

  record KnowsThePrometheusClient(Gauge gauge) {}

  record KnowsLucene(IndexWriter index) {}

  static final class ReadsTheInstant {
    private ReadsTheInstant() {}

    static Instant at() {
      return Instant.now();
    }
  }

  static final class RefersToTheInstant {
    private RefersToTheInstant() {}

    static Supplier<Instant> at() {
      return Instant::now;
    }
  }

  static final class ReadsTheMillis {
    private ReadsTheMillis() {}

    static long at() {
      return System.currentTimeMillis();
    }
  }

  static final class ReadsTheDate {
    private ReadsTheDate() {}

    static LocalDate today() {
      return LocalDate.now(ZoneOffset.UTC);
    }
  }

  static final class TakesTheSystemsClock {
    private TakesTheSystemsClock() {}

    static Clock clock() {
      return Clock.systemUTC();
    }
  }

  static final class NumbersRowsByChance {
    private NumbersRowsByChance() {}

    static Column number() {
      return functions.monotonically_increasing_id();
    }
  }

  static final class StampsRows {
    private StampsRows() {}

    static Column stamp() {
      return functions.current_timestamp();
    }
  }

  static final class DrawsUnseeded {
    private DrawsUnseeded() {}

    static int drawn() {
      return new Random().nextInt();
    }
  }

  static final class DrawsAnIdentifier {
    private DrawsAnIdentifier() {}

    static String drawn() {
      return UUID.randomUUID().toString();
    }
  }

  static class OpenTable {
    public static final TableSpec TABLE = TableSpec.gold("open", "n BIGINT", "n");

    private OpenTable() {}
  }

  static final class HiddenTable {
    static final TableSpec TABLE = TableSpec.gold("hidden", "n BIGINT", "n");

    private HiddenTable() {}
  }

  static final class TableByAnotherName {
    public static final TableSpec SPEC = TableSpec.gold("other", "n BIGINT", "n");

    private TableByAnotherName() {}
  }

  static final class TableToBeMade {
    public static final TableSpec TABLE = TableSpec.gold("made", "n BIGINT", "n");
  }
}
