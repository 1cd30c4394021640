package dev.aftermath.jobs.endtoend;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What KPIs are about: its cases in simulated worlds, and the KPIs.
 *
 * @param segments the type and name of those that a case is in
 * @param instants what can put a case into a period: first its beginning and last, where it lasts,
 *     its end
 */
record TrueSubject<T>(
    List<T> cases,
    List<TrueKpi<T>> kpis,
    Function<T, Stream<String>> segments,
    List<Function<T, @Nullable Instant>> instants) {

  Stream<String> ids() {
    return kpis.stream().map(TrueKpi::id);
  }

  /** Every figure by its KPI, period, segment type and segment. */
  Map<String, String> figures(TrueWeeks weeks) {
    return TrueFigures.of(this, weeks);
  }

  @Nullable Instant begin(T one) {
    return instants.get(0).apply(one);
  }

  @Nullable Instant end(T one) {
    return instants.get(instants.size() - 1).apply(one);
  }
}
