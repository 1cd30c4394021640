package dev.aftermath.jobs.pipeline;

import static dev.aftermath.jobs.pipeline.ExplanationArithmetic.rounded;

import dev.aftermath.jobs.domain.slo.ExclusionRule;
import dev.aftermath.jobs.domain.slo.Maintenance;
import dev.aftermath.jobs.domain.slo.Objective;
import dev.aftermath.jobs.domain.slo.WindowSums;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What approved maintenance makes of a figure, and by which rule. */
final class ExplanationNet {
  private static final int MOST = 5;

  private final ExplainedFigure figure;
  private final @Nullable ExplanationBasis basis;
  private final ExplanationLines lines;

  /**
   * The net figure beside a gross one.
   *
   * @param basis null when the settings lack the version that the figure was made under
   */
  ExplanationNet(ExplainedFigure figure, @Nullable ExplanationBasis basis, ExplanationLines lines) {
    this.figure = figure;
    this.basis = basis;
    this.lines = lines;
  }

  void tell() {
    if (basis == null) {
      asStored();
      return;
    }
    List<Maintenance> approved = basis.approved();
    List<ExplainedPart> parts = basis.parts();
    if (approved.isEmpty() && isAsGross()) {
      lines.add("net", rule() + "as gross: no approved maintenance touches the window");
    } else if (!isAsStored(parts)) {
      asStored();
    } else {
      covered(parts);
      equations(basis, parts);
      figure();
    }
    approved.stream().limit(MOST).forEach(this::maintenance);
    if (approved.size() > MOST) {
      lines.more("and " + (approved.size() - MOST) + " more, in the table slo_exclusions");
    }
  }

  private void covered(List<ExplainedPart> parts) {
    ExclusionRule rule = known().ruling().exclusions();
    long covered = parts.stream().mapToLong(known()::coveredCount).sum();
    lines.add(
        "net",
        "by "
            + rule.word()
            + " ("
            + switch (rule) {
              case REMOVE_TIME -> "the slice leaves the window";
              case DROP_EVENTS -> "the slice stays, without its events";
              case COUNT_AS_GOOD -> "all that was measured of the slice counts as good";
            }
            + "); slices in approved maintenance: "
            + covered);
  }

  private void equations(ExplanationBasis known, List<ExplainedPart> parts) {
    ExplanationLines net = lines.named("net");
    if (!known.isSumOfParts()) {
      parts.forEach(part -> equations(known, part, net));
      return;
    }
    ExplanationComposite whole = new ExplanationComposite(figure.target());
    for (ExplainedPart part : parts) {
      Objective objective = part.objective();
      net.next();
      net.add("part", objective.name() + ", weight " + ExplanationSums.plain(objective.weight()));
      whole.add(objective.weight(), equations(known, part, net), net);
    }
    net.next();
    whole.tell(net);
  }

  private static ExplanationSums.Results equations(
      ExplanationBasis known, ExplainedPart part, ExplanationLines net) {
    WindowSums gross = part.sums();
    WindowSums sums = part.netSums();
    net.add("good", change(gross.good(), sums.good()));
    net.add("total", change(gross.total(), sums.total()));
    net.add("budget", change(gross.budget(), sums.budget()));
    return new ExplanationSums(sums).tell(known.ruling().missing(), net);
  }

  private void figure() {
    lines.add(
        "net figure",
        "SLI "
            + figure.stored("net_sli")
            + ", consumed "
            + figure.stored("net_budget_consumed_ratio")
            + ", as computed in double precision");
    lines.add("net verdict", figure.text("net_verdict"));
  }

  private void asStored() {
    if (isAsGross()) {
      lines.add("net", rule() + "as gross");
      return;
    }
    lines.add(
        "net",
        rule()
            + "good and total as in the table; what approved maintenance made of them is not told,"
            + " since versions or changes are not what they were");
    lines.add(
        "net measured",
        ExplanationSums.division(figure.number("net_good"), figure.number("net_total")));
    figure();
  }

  private void maintenance(Maintenance each) {
    lines.add(
        "maintenance",
        each.exclusion().id()
            + ", "
            + each.exclusion().interval().start()
            + " to "
            + each.exclusion().interval().end()
            + ", "
            + (each.approver() == null ? "approver not recorded" : "approved by " + each.approver())
            + (each.isAfterTheFact() ? ", after the fact" : ""));
  }

  /** The rule of the row; older versions of the table do not say it. */
  private String rule() {
    return figure.columns().containsKey("exclusion_rule")
        ? "by " + figure.text("exclusion_rule") + ": "
        : "";
  }

  private boolean isAsGross() {
    return figure.number("net_good").compareTo(figure.number("good")) == 0
        && figure.number("net_total").compareTo(figure.number("total")) == 0
        && figure.stored("net_sli").equals(figure.stored("sli"))
        && figure
            .stored("net_budget_consumed_ratio")
            .equals(figure.stored("budget_consumed_ratio"));
  }

  /** Whether the parts make the sums of the table; of weighted ones only the total is their sum. */
  private boolean isAsStored(List<ExplainedPart> parts) {
    BigDecimal total =
        parts.stream().map(part -> part.netSums().total()).reduce(BigDecimal.ZERO, BigDecimal::add);
    BigDecimal good =
        parts.stream().map(part -> part.netSums().good()).reduce(BigDecimal.ZERO, BigDecimal::add);
    return rounded(total).compareTo(figure.number("net_total")) == 0
        && (known().isSumOfParts() || rounded(good).compareTo(figure.number("net_good")) == 0);
  }

  private ExplanationBasis known() {
    return Objects.requireNonNull(basis);
  }

  private static String change(BigDecimal gross, BigDecimal net) {
    return ExplanationSums.difference(gross, gross.subtract(net));
  }
}
