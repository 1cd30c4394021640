package dev.aftermath.jobs.pipeline;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import dev.aftermath.jobs.domain.calendar.Interval;
import dev.aftermath.jobs.domain.slo.Composite;
import dev.aftermath.jobs.domain.slo.MeasuredSlo;
import dev.aftermath.jobs.domain.slo.Objective;
import dev.aftermath.jobs.domain.slo.ObjectiveLedger;
import dev.aftermath.jobs.domain.slo.SloDefinition;
import dev.aftermath.jobs.domain.slo.SloEvaluation;
import dev.aftermath.jobs.domain.slo.SloHistory;
import dev.aftermath.jobs.gold.SloTimelines;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** What a figure is made of: versions of its SLO, and what was measured while each ruled. */
final class ExplanationBasis {
  private final SloHistory history;
  private final SloDefinition ruling;
  private final MeasuredSlo measured;
  private final Row row;

  private ExplanationBasis(
      SloHistory history, SloDefinition ruling, MeasuredSlo measured, Row row) {
    this.history = history;
    this.ruling = ruling;
    this.measured = measured;
    this.row = row;
  }

  /** A stretch of the window under one version, with what it adds up to. */
  record Piece(SloDefinition version, Objective objective, Interval interval) {}

  /** A piece and what was measured in it, by the target of its group. */
  record Sums(Piece piece, Objective objective, SloEvaluation evaluation) {}

  /**
   * The basis of a figure.
   *
   * @param row of {@link dev.aftermath.jobs.gold.SloWindows}
   * @param versions of its SLO
   * @param sloSliceDays rows of {@link dev.aftermath.jobs.gold.SloSliceDays}
   * @return empty when the figure was made under a version that is none of these
   */
  static Optional<ExplanationBasis> of(
      Row row, List<SloDefinition> versions, Dataset<Row> sloSliceDays) {
    if (versions.isEmpty()) {
      return Optional.empty();
    }
    SloHistory history = new SloHistory(versions);
    SloDefinition ruling = history.before(evaluatedAt(row));
    if (!ruling.digest().equals(row.getAs("definition_digest"))) {
      return Optional.empty();
    }
    MeasuredSlo measured =
        new MeasuredSlo(
            history,
            row.getAs("group_key"),
            SloTimelines.collected(sloSliceDays.where(ofWindow(row))),
            List.of());
    return Optional.of(new ExplanationBasis(history, ruling, measured, row));
  }

  /** The version in force at the evaluation. */
  SloDefinition ruling() {
    return ruling;
  }

  /** The objectives that make the figure: itself, or the parts of a composite. */
  List<Objective> objectives() {
    String name = row.getAs("objective");
    return ruling.objectives().stream()
        .filter(each -> isWhole() || each.name().equals(name))
        .toList();
  }

  /** Whether the figure is that of a composite. */
  boolean isWhole() {
    return row.getAs("objective").equals(Composite.NAME)
        && ruling.kind() == SloDefinition.Kind.COMPOSITE;
  }

  /** All stretches of all objectives that make the figure. */
  List<Piece> pieces() {
    return objectives().stream().flatMap(each -> pieces(each).stream()).toList();
  }

  /** What each stretch adds up to of one of the objectives; empty when nothing was measured. */
  List<Sums> sums(Objective objective) {
    Optional<ObjectiveLedger> ledger = measured.gross(ruling, objective);
    return ledger.isEmpty()
        ? List.of()
        : pieces(objective).stream().map(piece -> sums(ledger.get(), piece)).toList();
  }

  /** What the whole window adds up to of one of the objectives. */
  Optional<SloEvaluation> whole(Objective objective) {
    return measured
        .gross(ruling, objective)
        .map(ledger -> ledger.evaluate(window(), evaluatedAt(row)));
  }

  private Sums sums(ObjectiveLedger ledger, Piece piece) {
    return new Sums(
        piece,
        ledger.objectiveAt(piece.interval().end()),
        ledger.evaluate(piece.interval(), evaluatedAt(row)));
  }

  private List<Piece> pieces(Objective asked) {
    Interval window = window();
    Instant end = evaluatedAt(row).isBefore(window.end()) ? evaluatedAt(row) : window.end();
    List<SloDefinition> versions =
        history.versions().stream()
            .filter(version -> ofName(version, asked).findAny().isPresent())
            .toList();
    List<Piece> pieces = new ArrayList<>();
    for (int i = 0; i < versions.size(); i++) {
      Instant from = i == 0 ? window.start() : beginning(versions.get(i));
      Instant to = i + 1 < versions.size() ? beginning(versions.get(i + 1)) : end;
      Instant start = from.isBefore(window.start()) ? window.start() : from;
      Instant stop = to.isAfter(end) ? end : to;
      if (start.isBefore(stop)) {
        pieces.add(
            new Piece(
                versions.get(i),
                ofName(versions.get(i), asked).findFirst().orElseThrow(),
                new Interval(start, stop)));
      }
    }
    return pieces;
  }

  private Interval window() {
    return new Interval(
        row.<Timestamp>getAs("window_start").toInstant(),
        row.<Timestamp>getAs("window_end").toInstant());
  }

  private static Instant beginning(SloDefinition version) {
    Instant from = version.effectiveFrom();
    return from == null ? Instant.MIN : from;
  }

  private static Stream<Objective> ofName(SloDefinition version, Objective asked) {
    return version.objectives().stream().filter(each -> each.name().equals(asked.name()));
  }

  private static Instant evaluatedAt(Row row) {
    return row.<Timestamp>getAs("evaluated_at").toInstant();
  }

  /** Which days of slices a figure's window touches. */
  static Column ofWindow(Row row) {
    Instant start = row.<Timestamp>getAs("window_start").toInstant();
    return col("slo")
        .equalTo(row.<String>getAs("slo"))
        .and(col("group_key").equalTo(row.<String>getAs("group_key")))
        .and(col("day").geq(lit(start.atOffset(ZoneOffset.UTC).toLocalDate())))
        .and(col("day").leq(lit(evaluatedAt(row).atOffset(ZoneOffset.UTC).toLocalDate())));
  }
}
