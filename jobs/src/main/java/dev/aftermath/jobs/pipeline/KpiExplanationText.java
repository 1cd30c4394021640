package dev.aftermath.jobs.pipeline;

import dev.aftermath.jobs.domain.kpi.DurationWords;
import dev.aftermath.jobs.domain.kpi.KpiDefinition;
import dev.aftermath.jobs.domain.kpi.KpiDefinition.Headline;
import dev.aftermath.jobs.domain.kpi.KpiFigure;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The lines around the list of cases in an explanation. */
public final class KpiExplanationText {
  private static final int LONGEST_SUM = 20;

  private final KpiExplanation explanation;
  private final KpiFigure figure;

  /** The text of an explanation. */
  public KpiExplanationText(KpiExplanation explanation) {
    this.explanation = explanation;
    this.figure = explanation.figure();
  }

  /** The definition in words, and which cases were looked at. */
  public List<String> head() {
    ExplanationLines lines = ExplanationLines.none();
    new KpiDefinitionText(explanation.definition(), lines).tell();
    lines.next();
    lines.add(
        "week",
        explanation.week().label()
            + ", "
            + explanation.period().start()
            + " to "
            + explanation.period().end());
    lines.add("segment", explanation.segment().type() + " = " + explanation.segment().name());
    lines.add("taken", cases(explanation.taken().size()));
    return lines.all();
  }

  /** Why others are out, and the arithmetic down to the stored value. */
  public List<String> arithmetic() {
    ExplanationLines lines = ExplanationLines.none();
    for (Map.Entry<String, List<String>> reason : explanation.leftOut().entrySet()) {
      lines.add(
          "left out",
          reason.getKey()
              + ", "
              + cases(reason.getValue().size())
              + ": "
              + String.join(", ", reason.getValue()));
    }
    lines.next();
    tell(lines);
    lines.add("stored", stored());
    return lines.all();
  }

  private void tell(ExplanationLines lines) {
    KpiDefinition definition = explanation.definition();
    Headline headline = definition.headline();
    if (headline != null && figure.n() > 0) {
      lines.add("sum", sum() + " = " + figure.total());
      lines.add("mean", figure.total() + " / " + figure.n() + " = " + figure.mean());
      lines.add("median", quantile(0.5, figure.median()));
      lines.add("90th percentile", quantile(0.9, figure.p90()));
      if (headline == Headline.GEOMETRIC_MEAN) {
        lines.add(
            "geometric mean",
            "exp of the mean of " + figure.n() + " logarithms = " + figure.value());
      }
      lines.add("value", KpiDefinition.word(headline).replace('_', ' ') + " = " + inWords());
    } else if (definition.statistic().isPart() && figure.n() > 0) {
      lines.add("value", figure.total() + " / " + figure.n() + " = " + figure.value());
    } else if (figure.value() == null) {
      lines.add("value", "none: there is no " + definition.subject().one() + " to compute it of");
    } else {
      lines.add("value", figure.value() + " " + definition.unit());
    }
  }

  private String sum() {
    return explanation.taken().size() > LONGEST_SUM
        ? "of the " + explanation.taken().size() + " values above"
        : explanation.taken().stream()
            .map(each -> String.valueOf(each.decision().value()))
            .collect(Collectors.joining(" + "));
  }

  private String quantile(double probability, @Nullable Double value) {
    long[] ascending =
        explanation.taken().stream().mapToLong(each -> each.decision().value()).sorted().toArray();
    double at = probability * (ascending.length - 1);
    int below = (int) Math.floor(at);
    int above = (int) Math.ceil(at);
    return below == above
        ? "number " + (below + 1) + " of " + ascending.length + " ascending = " + value
        : "between number "
            + (below + 1)
            + " and "
            + (above + 1)
            + " of "
            + ascending.length
            + " ascending, "
            + ascending[below]
            + " and "
            + ascending[above]
            + " = "
            + value;
  }

  private String inWords() {
    Double value = figure.value();
    boolean isDuration = explanation.definition().statistic().isInSeconds();
    return value != null && isDuration
        ? value + " seconds, about " + DurationWords.of(Math.round(value))
        : value + " " + explanation.definition().unit();
  }

  private String stored() {
    String place =
        (explanation.stored() == null ? "none" : explanation.stored().toString())
            + " in kpi_values, version "
            + explanation.valuesVersion();
    String table = explanation.table().name();
    if (explanation.tableVersion() == null) {
      place += ", explained from " + table + " as it is now";
    } else {
      place += ", computed from " + table + ", version " + explanation.tableVersion();
    }
    return place
        + (explanation.isAsStored()
            ? ": the same"
            : ": NOT the same, so the facts or the definition in the settings are not those that it"
                + " was computed by; run 'aftermath compute'");
  }

  private String cases(int count) {
    return explanation.definition().subject().count(count);
  }
}
