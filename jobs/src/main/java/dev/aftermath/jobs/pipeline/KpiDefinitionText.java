package dev.aftermath.jobs.pipeline;

import dev.aftermath.jobs.domain.kpi.Condition;
import dev.aftermath.jobs.domain.kpi.KpiDefinition;
import dev.aftermath.jobs.domain.kpi.KpiDefinition.Headline;
import dev.aftermath.jobs.domain.kpi.Measure;
import dev.aftermath.jobs.domain.kpi.Target;

/** A definition in words. */
final class KpiDefinitionText {
  private final KpiDefinition definition;
  private final ExplanationLines lines;

  KpiDefinitionText(KpiDefinition definition, ExplanationLines lines) {
    this.definition = definition;
    this.lines = lines;
  }

  void tell() {
    lines.add("KPI", definition.label() + ", " + definition.name());
    lines.add("definition", definition.text().replaceAll("\\s+", " "));
    lines.add("in force", definition.term().inWords());
    if (definition.dialect() != null) {
      lines.add("dialect", definition.dialect());
    }
    lines.add("of", words(definition.subject()));
    String name = "population";
    for (Condition condition : definition.population()) {
      lines.add(name, condition.criterion().inWords() + ", otherwise " + condition.otherwise());
      name = "";
    }
    measure();
    lines.add("statistic", statistic());
    Target target = definition.target();
    if (target != null) {
      lines.add(
          "target",
          words(target.bound()) + " " + target.value().toPlainString() + " " + definition.unit());
    }
    lines.add("direction", words(definition.direction()));
  }

  private void measure() {
    Measure measure = definition.measure();
    if (measure instanceof Measure.Elapsed elapsed) {
      lines.add("start", String.join(", else ", elapsed.starts()));
      lines.add("end", String.join(", else ", elapsed.ends()));
      lines.add("clock", elapsed.hours().name());
      if (elapsed.impossible() == Measure.Impossible.KEPT) {
        lines.add("impossible", "a duration that ends before it begins is kept");
      }
    } else if (measure instanceof Measure.Stated stated) {
      lines.add("measures", stated.column());
    }
  }

  private String statistic() {
    Headline headline = definition.headline();
    return switch (definition.statistic()) {
      case DURATION, NUMBER ->
          words(definition.statistic())
              + " of "
              + many()
              + " "
              + words(definition.cohort())
              + " in the period: the "
              + (headline == null ? "" : words(headline));
      case SHARE ->
          "the part of the durations of "
              + many()
              + " "
              + words(definition.cohort())
              + " in the period that is at most "
              + definition.withinSeconds()
              + " s";
      case RATIO ->
          "the part of the "
              + many()
              + " "
              + words(definition.cohort())
              + " in the period of which "
              + criterion();
      case COUNT ->
          "the number of "
              + many()
              + " "
              + words(definition.cohort())
              + " in the period"
              + (definition.meets() == null ? "" : " of which " + criterion());
      case STOCK -> "the number of " + many() + " that were open when the period ended";
      case AGE ->
          "how long the "
              + many()
              + " that were open when the period ended had been so by then: the "
              + (headline == null ? "" : words(headline));
    };
  }

  private String many() {
    return definition.subject().many();
  }

  private String criterion() {
    return definition.meets() == null ? "" : definition.meets().inWords();
  }

  private static String words(Enum<?> value) {
    return KpiDefinition.word(value).replace('_', ' ');
  }
}
