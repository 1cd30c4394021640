package dev.aftermath.jobs.domain.kpi;

import dev.aftermath.jobs.domain.incident.ElapsedTime;
import java.io.Serializable;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What is measured of a case. */
public sealed interface Measure extends Serializable {
  /** No start that the definition names is known of the case. */
  String START_NOT_KNOWN = "start_not_known";

  /** No end that the definition names is known of the case. */
  String END_NOT_KNOWN = "end_not_known";

  /** By more than the skew of two clocks. */
  String ENDS_BEFORE_IT_STARTS = "ends_before_it_starts";

  /** Measures a case. */
  Decision of(CaseColumns known);

  /** The columns that are read. */
  List<String> columns();

  /** Why cases may not be measurable. */
  List<String> reasons();

  /** The word for a column that is not known of a case. */
  static String notKnown(String column) {
    return column + "_not_known";
  }

  /** What becomes of a duration that ends before it begins by more than clock skew. */
  enum Impossible {
    EXCLUDED,
    KEPT
  }

  /**
   * The time from the first start that is known to the first end that is known.
   *
   * @param starts columns of instants, the one that is best to take first
   * @param ends columns of instants, the one that is best to take first
   */
  record Elapsed(List<String> starts, List<String> ends, Hours hours, Impossible impossible)
      implements Measure {
    /** Takes copies. */
    public Elapsed {
      starts = List.copyOf(starts);
      ends = List.copyOf(ends);
    }

    @Override
    public Decision of(CaseColumns known) {
      String startSource = firstKnown(starts, known);
      if (startSource == null) {
        return new Decision.LeftOut(START_NOT_KNOWN);
      }
      String endSource = firstKnown(ends, known);
      if (endSource == null) {
        return new Decision.LeftOut(END_NOT_KNOWN);
      }
      return between(startSource, known.instant(startSource), endSource, known.instant(endSource));
    }

    /** The first start that is known; null when none is. */
    @Nullable Instant start(CaseColumns known) {
      String column = firstKnown(starts, known);
      return column == null ? null : known.instant(column);
    }

    /** The first end that is known; null when none is. */
    @Nullable Instant end(CaseColumns known) {
      String column = firstKnown(ends, known);
      return column == null ? null : known.instant(column);
    }

    private Decision between(
        String startSource, @Nullable Instant start, String endSource, @Nullable Instant end) {
      if (start == null || end == null) {
        throw new IllegalStateException("What is known cannot be asked for");
      }
      long seconds = ElapsedTime.seconds(start, end, hours.clock());
      // By the clocks' skew, and not by the hours: outside of those all time is as long as none.
      if (impossible == Impossible.EXCLUDED && ElapsedTime.isImpossible(start, end)) {
        return new Decision.LeftOut(ENDS_BEFORE_IT_STARTS);
      }
      return new Decision.Taken(seconds, new Stretch(startSource, start, endSource, end, seconds));
    }

    private static @Nullable String firstKnown(List<String> columns, CaseColumns known) {
      for (String column : columns) {
        if (known.instant(column) != null) {
          return column;
        }
      }
      return null;
    }

    @Override
    public List<String> columns() {
      return Stream.concat(starts.stream(), ends.stream()).toList();
    }

    @Override
    public List<String> reasons() {
      return impossible == Impossible.EXCLUDED
          ? List.of(START_NOT_KNOWN, END_NOT_KNOWN, ENDS_BEFORE_IT_STARTS)
          : List.of(START_NOT_KNOWN, END_NOT_KNOWN);
    }
  }

  /** A number that the facts tell. */
  record Stated(String column) implements Measure {
    @Override
    public Decision of(CaseColumns known) {
      Long number = known.number(column);
      return number == null
          ? new Decision.LeftOut(notKnown(column))
          : new Decision.Taken(number, null);
    }

    @Override
    public List<String> columns() {
      return List.of(column);
    }

    @Override
    public List<String> reasons() {
      return List.of(notKnown(column));
    }
  }

  /** Nothing: each case is one. */
  record One() implements Measure {
    @Override
    public Decision of(CaseColumns known) {
      return new Decision.Taken(1, null);
    }

    @Override
    public List<String> columns() {
      return List.of();
    }

    @Override
    public List<String> reasons() {
      return List.of();
    }
  }
}
