package dev.aftermath.jobs.pipeline;

import static dev.aftermath.jobs.pipeline.ExplanationSums.plain;

import dev.aftermath.jobs.domain.slo.MissingRule;
import dev.aftermath.jobs.domain.slo.Objective;
import dev.aftermath.jobs.domain.slo.WindowSums;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** From good, total and target to SLI and consumption, each step an equation of its own. */
final class ExplanationArithmetic {
  private static final int DECIMALS = 9;

  private final ExplainedFigure figure;
  private final @Nullable ExplanationBasis basis;
  private final ExplanationLines lines;

  /**
   * The arithmetic of a figure.
   *
   * @param basis null when the settings lack the version that the figure was made under
   */
  ExplanationArithmetic(
      ExplainedFigure figure, @Nullable ExplanationBasis basis, ExplanationLines lines) {
    this.figure = figure;
    this.basis = basis;
    this.lines = lines;
  }

  void tell() {
    if (basis == null) {
      withoutBasis();
    } else if (basis.isSumOfParts()) {
      composite(basis);
    } else {
      alone(basis);
    }
    lines.add(
        "figure",
        "SLI "
            + figure.stored("sli")
            + ", consumed "
            + figure.stored("budget_consumed_ratio")
            + ", as computed in double precision");
    lines.add("verdict", figure.text("verdict"));
  }

  /** The sums of a part; those of the table where slices and versions do not make them any more. */
  static WindowSums sums(ExplainedFigure figure, ExplanationBasis basis) {
    return basis.parts().stream()
        .findFirst()
        .map(ExplainedPart::sums)
        .filter(sums -> isAs(sums, figure))
        .orElseGet(() -> stored(figure));
  }

  private void alone(ExplanationBasis known) {
    Optional<ExplainedPart> part =
        known.parts().stream().findFirst().filter(each -> isAs(each.sums(), figure));
    if (part.isPresent()) {
      tell(part.get(), known.ruling().missing());
      return;
    }
    lines.more("(slices and versions as they are do not add up to this: it is as in the table)");
    amounts(stored(figure));
    new ExplanationSums(stored(figure)).tell(known.ruling().missing(), lines);
  }

  private void withoutBasis() {
    WindowSums sums = stored(figure);
    Optional<MissingRule> missing =
        figure.missing().filter(rule -> sums.holes() == 0 || !figure.mayBeSumOfParts());
    amounts(sums);
    if (missing.isPresent()) {
      new ExplanationSums(sums).tell(missing.get(), lines);
      return;
    }
    lines.add(
        "missing",
        "the settings have no such version any more: what stood for unknown slices is not told,"
            + " the equations are of what was measured");
    new ExplanationSums(sums).tellMeasured(lines);
  }

  private void amounts(WindowSums sums) {
    lines.add("good", plain(sums.good()));
    lines.add("total", plain(sums.total()));
    lines.add(
        "budget",
        figure.isOfOneVersion()
            ? budget(figure.target(), sums.total())
            : plain(sums.budget()) + ", by the targets of all versions in the window");
  }

  /** A composite: what each part consumed, weighted and added up. */
  private void composite(ExplanationBasis known) {
    ExplanationComposite whole = new ExplanationComposite(figure.target());
    for (ExplainedPart part : known.parts()) {
      Objective objective = part.objective();
      lines.next();
      lines.add("part", objective.name() + ", weight " + plain(objective.weight()));
      whole.add(objective.weight(), tell(part, known.ruling().missing()), lines);
    }
    lines.next();
    whole.tell(lines);
    List<BigDecimal> totals = known.parts().stream().map(part -> part.sums().total()).toList();
    BigDecimal total = totals.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    lines.add(
        "composite",
        "total "
            + totals.stream().map(ExplanationSums::plain).collect(Collectors.joining(" + "))
            + " = "
            + plain(total));
    if (total.compareTo(figure.number("total")) != 0) {
      lines.more("(the table has other sums: slices or versions are not what they were)");
    }
  }

  private ExplanationSums.Results tell(ExplainedPart part, MissingRule missing) {
    List<ExplainedPart.Piece> pieces = part.pieces();
    if (pieces.size() > 1) {
      pieces.forEach(piece -> piece(part, piece));
      sum("good", pieces, piece -> part.sums(piece).good());
      sum("total", pieces, piece -> part.sums(piece).total());
      sum("budget", pieces, piece -> part.sums(piece).budget());
    } else {
      lines.add("good", plain(part.sums().good()));
      lines.add("total", plain(part.sums().total()));
      Objective objective = pieces.isEmpty() ? part.objective() : pieces.get(0).terms().objective();
      lines.add("budget", budget(objective.target(), part.sums().total()));
    }
    return new ExplanationSums(part.sums()).tell(missing, lines);
  }

  private void piece(ExplainedPart part, ExplainedPart.Piece piece) {
    WindowSums sums = part.sums(piece);
    lines.add(
        "piece",
        piece.interval().start()
            + " to "
            + piece.interval().end()
            + ", version "
            + piece.terms().definitionDigest().substring(0, 12));
    lines.more(
        plain(sums.good())
            + " good of "
            + plain(sums.total())
            + "; budget "
            + budget(piece.terms().objective().target(), sums.total()));
  }

  private void sum(
      String name,
      List<ExplainedPart.Piece> pieces,
      Function<ExplainedPart.Piece, BigDecimal> number) {
    lines.add(
        name,
        pieces.stream().map(each -> plain(number.apply(each))).collect(Collectors.joining(" + "))
            + " = "
            + plain(pieces.stream().map(number).reduce(BigDecimal.ZERO, BigDecimal::add)));
  }

  private static String budget(BigDecimal target, BigDecimal total) {
    return "(1 - "
        + plain(target)
        + ") x "
        + plain(total)
        + " = "
        + plain(BigDecimal.ONE.subtract(target).multiply(total));
  }

  private static boolean isAs(WindowSums sums, ExplainedFigure figure) {
    return rounded(sums.good()).compareTo(figure.number("good")) == 0
        && rounded(sums.total()).compareTo(figure.number("total")) == 0
        && rounded(sums.budget()).compareTo(figure.number("budget_total")) == 0;
  }

  /** As the table rounds them. */
  static BigDecimal rounded(BigDecimal number) {
    return number.setScale(DECIMALS, RoundingMode.HALF_EVEN);
  }

  private static WindowSums stored(ExplainedFigure figure) {
    BigDecimal total = figure.number("total");
    BigDecimal allowed = BigDecimal.ONE.subtract(figure.target());
    return new WindowSums(
        figure.number("good"),
        total,
        BigDecimal.ZERO,
        figure.isOfOneVersion() ? allowed.multiply(total) : figure.number("budget_total"),
        allowed,
        figure.count("good_slice_count")
            + figure.count("bad_slice_count")
            + figure.count("idle_slice_count"),
        figure.count("unknown_slice_count"),
        figure.method());
  }
}
