package dev.aftermath.jobs.publish;

import dev.aftermath.reports.model.BudgetRuleLine;
import dev.aftermath.reports.model.CauseLine;
import dev.aftermath.reports.model.Interval;
import dev.aftermath.reports.model.KpiTile;
import dev.aftermath.reports.model.Promises;
import dev.aftermath.reports.model.Sentences;
import dev.aftermath.reports.model.SloLine;
import dev.aftermath.reports.model.Variation;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The three sentences that a manager reads first, made from the figures of the report alone. */
final class Verdicts {
  private Verdicts() {}

  static Sentences sentences(
      List<SloLine> slos, List<KpiTile> kpis, List<BudgetRuleLine> rules, List<CauseLine> causes) {
    return new Sentences(worst(slos), change(kpis), decision(rules, causes));
  }

  /** The same with what chance does not explain of the promises that are kept less often. */
  static Sentences with(Promises promises, Sentences sentences) {
    List<String> worse =
        Stream.concat(
                promises.agreements().stream()
                    .filter(line -> isWorse(line.variation()))
                    .map(line -> "SLAs of " + line.target().name().toLowerCase(Locale.ROOT)),
                promises.rules().stream()
                    .filter(line -> isWorse(line.variation()))
                    .map(line -> line.rule().replace('_', ' ')))
            .toList();
    return worse.isEmpty()
        ? sentences
        : new Sentences(
            sentences.worstSlo(),
            sentences.change()
                + " Kept less often than chance explains: "
                + String.join(", ", worse)
                + ".",
            sentences.decision());
  }

  private static boolean isWorse(@Nullable Variation variation) {
    return variation != null
        && variation.arrow() != null
        && variation.arrow().meaning() == Variation.Meaning.WORSE;
  }

  private static String worst(List<SloLine> slos) {
    long missed = slos.stream().filter(it -> it.verdict() == SloLine.Verdict.MISSED).count();
    Optional<SloLine> worst =
        slos.stream()
            .filter(line -> line.budgetConsumedRatio() != null)
            .max(Comparator.comparing(Verdicts::consumed));
    if (worst.isEmpty()) {
      return "No SLO could be evaluated: no samples of this period have arrived.";
    }
    SloLine line = worst.get();
    String state =
        String.format(
            Locale.ROOT,
            "%s has used %,.0f %% of its error budget (%s)",
            line.group().isEmpty() ? line.service() : line.service() + " (" + line.group() + ")",
            consumed(line).movePointRight(2),
            line.windowLabel());
    long evaluated =
        slos.stream().filter(it -> it.verdict() != SloLine.Verdict.NOT_EVALUABLE).count();
    String verdict =
        missed == 0
            ? "All " + evaluated + " evaluated objectives are met; closest to its limit: "
            : missed + " of " + evaluated + " evaluated objectives are missed; worst: ";
    long unknown = slos.size() - evaluated;
    return verdict
        + state
        + "."
        + (unknown == 0 ? "" : " " + unknown + " could not be evaluated: too little is known.");
  }

  private static BigDecimal consumed(SloLine line) {
    BigDecimal ratio = line.budgetConsumedRatio();
    return ratio == null ? BigDecimal.ZERO : ratio;
  }

  /** What left normal variation; otherwise how many incidents there were, and that nothing did. */
  private static String change(List<KpiTile> kpis) {
    List<String> changes =
        kpis.stream()
            .filter(kpi -> kpi.variation().arrow() != null)
            .map(kpi -> kpi.name() + ": " + kpi.variation().words(kpi.n()))
            .toList();
    if (!changes.isEmpty()) {
      return "More than chance explains: " + String.join("; ", changes) + ".";
    }
    String opened =
        kpis.stream()
            .filter(kpi -> kpi.id().equals("incident_count"))
            .findFirst()
            .map(Verdicts::opened)
            .orElse("");
    boolean compared = kpis.stream().anyMatch(kpi -> kpi.variation().baselineWeeks() > 0);
    return opened
        + (compared
            ? "No KPI left its normal variation: no change to explain."
            : "There are too few weeks before to call anything a change.");
  }

  private static String opened(KpiTile count) {
    Interval usual = count.variation().usual();
    return usual == null
        ? String.format(Locale.ROOT, "%,d incidents were opened. ", count.n())
        : String.format(
            Locale.ROOT,
            "%,d incidents were opened (%,.0f to %,.0f a week are usual). ",
            count.n(),
            usual.lower(),
            usual.upper());
  }

  private static String decision(List<BudgetRuleLine> rules, List<CauseLine> causes) {
    return postmortems(rules)
        .map(asked -> cause(causes).map(fix -> asked + " " + fix).orElse(asked))
        .or(() -> cause(causes))
        .orElse(
            "Nothing needs a decision: no cause that recurs was seen in the last four weeks, and no"
                + " incident took more than a fifth of an error budget.");
  }

  /** The rules come with the largest share first. */
  private static Optional<String> postmortems(List<BudgetRuleLine> rules) {
    List<BudgetRuleLine> incidents =
        rules.stream()
            .filter(line -> line.rule() == BudgetRuleLine.Rule.INCIDENT_FOUR_WEEKS)
            .toList();
    if (incidents.isEmpty()) {
      return Optional.empty();
    }
    BudgetRuleLine first = incidents.get(0);
    long count = incidents.stream().map(BudgetRuleLine::subject).distinct().count();
    BigDecimal share = first.shareOfBudgetRatio();
    String most =
        first.subject()
            + " took "
            + (share == null
                ? "a budget that allows nothing"
                : String.format(Locale.ROOT, "%,.0f %% of the budget", share.movePointRight(2)))
            + " of "
            + first.objective().service();
    return Optional.of(
        count == 1
            ? "A postmortem with a top-priority action is due: " + most + " in four weeks."
            : count
                + " incidents took more than a fifth of a four-week error budget and ask for a"
                + " postmortem with a top-priority action; most: "
                + most
                + ".");
  }

  private static Optional<String> cause(List<CauseLine> causes) {
    Optional<CauseLine> top = causes.stream().filter(line -> line.recentCount() > 0).findFirst();
    return top.map(Verdicts::fix);
  }

  private static String fix(CauseLine cause) {
    Long seconds = cause.incidentSeconds();
    String cost =
        seconds == null
            ? ""
            : String.format(
                Locale.ROOT, ", and cost %,.1f hours of incident time", seconds / 3600.0);
    String service = cause.service();
    return String.format(
        Locale.ROOT,
        "Decide on a lasting fix in %s: \u201c%s\u201d struck %,d times so far, %,d of them in the"
            + " last four weeks%s%s.",
        service == null ? "the services concerned" : service,
        cause.cause(),
        cause.episodeCount(),
        cause.recentCount(),
        cost,
        cause.standing().status() == CauseLine.Status.CAME_BACK
            ? ", although it was said to be fixed"
            : "");
  }
}
