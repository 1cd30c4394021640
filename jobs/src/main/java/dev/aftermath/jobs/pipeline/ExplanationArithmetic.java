package dev.aftermath.jobs.pipeline;

import dev.aftermath.jobs.domain.slo.BudgetingMethod;
import dev.aftermath.jobs.domain.slo.MissingRule;
import dev.aftermath.jobs.domain.slo.Objective;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/** From good, total and target to SLI and consumption, each step an equation of its own. */
final class ExplanationArithmetic {
  private final Row row;
  private final @Nullable ExplanationBasis basis;
  private final BiConsumer<String, String> lines;

  /**
   * The arithmetic of a figure.
   *
   * @param row of {@link dev.aftermath.jobs.gold.SloWindows}
   * @param basis null when the settings lack the version that the figure was made under
   */
  ExplanationArithmetic(
      Row row, @Nullable ExplanationBasis basis, BiConsumer<String, String> lines) {
    this.row = row;
    this.basis = basis;
    this.lines = lines;
  }

  void tell() {
    if (basis == null) {
      lines.accept(
          "missing",
          "the settings have no such version any more: what its missing rule made of unknown"
              + " slices is not told; the equations are of what was measured");
      amounts(budget());
      figure(budget()).tellMeasured(lines);
    } else if (basis.isWhole() && basis.ruling().method() != BudgetingMethod.TIMESLICES) {
      parts(basis);
    } else if (basis.isWhole()) {
      amounts(budget());
      figure(budget()).tell(basis.ruling().missing(), lines);
    } else {
      BigDecimal budget = pieces(basis).orElseGet(this::budget);
      amounts(budget);
      figure(budget).tell(basis.ruling().missing(), lines);
    }
    lines.accept(
        "figure",
        "SLI "
            + stored("sli")
            + ", consumed "
            + stored("budget_consumed_ratio")
            + ", as computed in double precision");
    lines.accept("verdict", row.getAs("verdict"));
  }

  private void amounts(BigDecimal budget) {
    if (isOfOneVersion()) {
      lines.accept("good", plain(number("good")));
      lines.accept("total", plain(number("total")));
      lines.accept(
          "budget",
          "(1 - " + plain(target()) + ") x " + plain(number("total")) + " = " + plain(budget));
    } else if (basis == null || basis.isWhole()) {
      lines.accept("good", plain(number("good")));
      lines.accept("total", plain(number("total")));
      lines.accept("budget", plain(budget) + ", of the targets of all versions in the window");
    }
  }

  /** The sums of the pieces; empty when one version rules, or the slices do not make the figure. */
  private Optional<BigDecimal> pieces(ExplanationBasis known) {
    if (isOfOneVersion()) {
      return Optional.empty();
    }
    List<ExplanationBasis.Sums> pieces =
        known.objectives().stream().flatMap(each -> known.sums(each).stream()).toList();
    if (added(pieces, each -> each.evaluation().good()).compareTo(number("good")) != 0
        || added(pieces, each -> each.evaluation().total()).compareTo(number("total")) != 0) {
      lines.accept("pieces", "not told: slices and versions as they are do not add up to this");
      lines.accept("good", plain(number("good")));
      lines.accept("total", plain(number("total")));
      lines.accept("budget", plain(budget()) + ", over all versions in the window");
      return Optional.empty();
    }
    pieces.forEach(this::piece);
    sum("good", pieces, each -> each.evaluation().good());
    sum("total", pieces, each -> each.evaluation().total());
    sum("budget", pieces, ExplanationArithmetic::budget);
    return Optional.of(added(pieces, ExplanationArithmetic::budget));
  }

  private void piece(ExplanationBasis.Sums piece) {
    BigDecimal total = piece.evaluation().total();
    lines.accept(
        "piece",
        piece.piece().interval().start()
            + " to "
            + piece.piece().interval().end()
            + ", version "
            + piece.piece().version().digest().substring(0, 12)
            + ": "
            + plain(piece.evaluation().good())
            + " good of "
            + plain(total)
            + "; budget (1 - "
            + plain(piece.objective().target())
            + ") x "
            + plain(total)
            + " = "
            + plain(budget(piece)));
  }

  private void sum(
      String name,
      List<ExplanationBasis.Sums> pieces,
      Function<ExplanationBasis.Sums, BigDecimal> number) {
    lines.accept(
        name,
        pieces.stream().map(each -> plain(number.apply(each))).collect(Collectors.joining(" + "))
            + " = "
            + plain(added(pieces, number)));
  }

  /** A composite: what each part consumed, weighted and added up. */
  private void parts(ExplanationBasis known) {
    List<String> terms = new ArrayList<>();
    BigDecimal consumed = BigDecimal.ZERO;
    for (Objective part : known.objectives()) {
      List<ExplanationBasis.Sums> pieces = known.sums(part);
      lines.accept("part", part.name() + ", weight " + plain(part.weight()));
      if (pieces.isEmpty()) {
        lines.accept("good", "nothing was measured");
        continue;
      }
      pieces.forEach(this::piece);
      ExplanationSums sums = part(known, part, pieces);
      Optional<BigDecimal> ofPart = sums.tell(known.ruling().missing(), lines);
      boolean filled = known.ruling().missing() != MissingRule.UNKNOWN && sums.unknown() > 0;
      if (ofPart.isPresent() && (filled || sums.total().signum() != 0)) {
        terms.add(plain(part.weight()) + " x " + plain(ofPart.get()));
        consumed = consumed.add(part.weight().multiply(ofPart.get()));
      }
    }
    lines.accept("composite", "consumed " + String.join(" + ", terms) + " = " + plain(consumed));
    BigDecimal allowed = BigDecimal.ONE.subtract(target());
    lines.accept(
        "composite",
        "SLI 1 - "
            + plain(allowed)
            + " x "
            + plain(consumed)
            + " = "
            + plain(BigDecimal.ONE.subtract(allowed.multiply(consumed))));
  }

  private static ExplanationSums part(
      ExplanationBasis known, Objective part, List<ExplanationBasis.Sums> pieces) {
    var slices = known.whole(part).orElseThrow().slices();
    return new ExplanationSums(
        added(pieces, each -> each.evaluation().good()),
        added(pieces, each -> each.evaluation().total()),
        added(pieces, ExplanationArithmetic::budget),
        BigDecimal.ONE.subtract(pieces.get(pieces.size() - 1).objective().target()),
        slices.known(),
        slices.unknown(),
        known.ruling().method());
  }

  private ExplanationSums figure(BigDecimal budget) {
    return new ExplanationSums(
        number("good"),
        number("total"),
        budget,
        BigDecimal.ONE.subtract(target()),
        count("good") + count("bad") + count("idle"),
        count("unknown"),
        BudgetingMethod.ofWord(row.getAs("budgeting_method")).orElseThrow());
  }

  private BigDecimal budget() {
    return isOfOneVersion()
        ? BigDecimal.ONE.subtract(target()).multiply(number("total"))
        : number("budget_total");
  }

  private static BigDecimal budget(ExplanationBasis.Sums piece) {
    return BigDecimal.ONE.subtract(piece.objective().target()).multiply(piece.evaluation().total());
  }

  private static BigDecimal added(
      List<ExplanationBasis.Sums> pieces, Function<ExplanationBasis.Sums, BigDecimal> number) {
    return pieces.stream().map(number).reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private boolean isOfOneVersion() {
    return row.<Integer>getAs("definition_count") == 1;
  }

  private BigDecimal target() {
    return BigDecimal.valueOf(row.<Double>getAs("target"));
  }

  private long count(String state) {
    return row.<Long>getAs(state + "_slice_count");
  }

  private BigDecimal number(String column) {
    return row.getAs(column);
  }

  private String stored(String column) {
    return row.getAs(column) == null ? "undefined" : String.valueOf(row.<Object>getAs(column));
  }

  private static String plain(BigDecimal number) {
    return ExplanationSums.plain(number);
  }
}
