package dev.aftermath.jobs.pipeline;

import static dev.aftermath.jobs.pipeline.ExplanationSums.plain;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** How the weighted parts of a composite become its SLI and consumption. */
final class ExplanationComposite {
  private final BigDecimal allowed;
  private final List<Term> terms = new ArrayList<>();

  /**
   * Begins without a part.
   *
   * @param target the strictest of the parts' targets
   */
  ExplanationComposite(BigDecimal target) {
    this.allowed = BigDecimal.ONE.subtract(target);
  }

  /** One part in which anything happened. */
  private record Term(BigDecimal weight, BigDecimal number) {
    BigDecimal product() {
      return weight.multiply(number);
    }

    String text() {
      return plain(weight) + " x " + plain(number);
    }
  }

  /** Takes a part's results as they were printed; of a part without a budget it tells more. */
  void add(BigDecimal weight, ExplanationSums.Results part, ExplanationLines lines) {
    if (part.sli().isEmpty()) {
      lines.more("(nothing happened: the part adds nothing)");
      return;
    }
    BigDecimal badRatio = BigDecimal.ONE.subtract(part.sli().get());
    if (allowed.signum() == 0) {
      terms.add(new Term(weight, badRatio));
    } else if (part.consumed().isPresent()) {
      terms.add(new Term(weight, part.consumed().get()));
    } else {
      BigDecimal ofWhole = ExplanationSums.quotient(badRatio, allowed).orElse(BigDecimal.ZERO);
      lines.add(
          "consumed",
          "of what the whole allows, having no budget of its own: (1 - "
              + plain(part.sli().get())
              + ") / "
              + plain(allowed)
              + " = "
              + plain(ofWhole));
      terms.add(new Term(weight, ofWhole));
    }
  }

  /** Tells what the parts add up to. */
  void tell(ExplanationLines lines) {
    if (terms.isEmpty()) {
      lines.add("composite", "SLI and consumed are undefined: nothing happened in any part");
      return;
    }
    String sum = terms.stream().map(Term::text).collect(Collectors.joining(" + "));
    BigDecimal added = terms.stream().map(Term::product).reduce(BigDecimal.ZERO, BigDecimal::add);
    if (allowed.signum() == 0) {
      lines.add(
          "composite", "consumed is undefined: the strictest target is 1, nothing may be bad");
      lines.add("composite", "bad ratio " + sum + " = " + plain(added));
      lines.add("composite", "SLI " + ExplanationSums.difference(BigDecimal.ONE, added));
      return;
    }
    lines.add("composite", "consumed " + sum + " = " + plain(added));
    BigDecimal sli = BigDecimal.ONE.subtract(allowed.multiply(added));
    lines.add("composite", "SLI 1 - " + plain(allowed) + " x " + plain(added) + " = " + plain(sli));
  }
}
