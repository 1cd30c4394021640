package dev.aftermath.jobs.domain.slo;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** The burn-rate rules of an SLO, each with the versions while which it is evaluated. */
public final class DatedRules {
  private final Map<BurnRateRule, List<Reign>> reigns = new LinkedHashMap<>();

  private DatedRules() {}

  /** Rules that are evaluated at all times, whatever versions declare. */
  public static DatedRules always(SloHistory slo, List<BurnRateRule> rules) {
    DatedRules dated = new DatedRules();
    rules.forEach(rule -> dated.reigns.put(rule, slo.reigns()));
    return dated;
  }

  /** The rules of policies at all times, and those that a version declares while it is in force. */
  public static DatedRules of(SloHistory slo, List<BurnRatePolicy> policies) {
    DatedRules dated =
        always(slo, policies.stream().flatMap(policy -> policy.rules().stream()).toList());
    Map<BurnRateRule, List<Reign>> declared = new LinkedHashMap<>();
    for (Reign reign : slo.reigns()) {
      reign.version().alertRules().stream()
          .distinct()
          .forEach(rule -> declared.computeIfAbsent(rule, of -> new ArrayList<>()).add(reign));
    }
    declared.forEach(dated.reigns::putIfAbsent);
    return dated;
  }

  /** All of them. */
  public Set<BurnRateRule> all() {
    return reigns.keySet();
  }

  /**
   * The episodes of each rule known as of an instant. Where a rule is gone with a version, what
   * fires by it ends; where it comes with one, it looks back from there on.
   *
   * @param judgements of one objective
   * @param since as {@link BurnRateEpisodes#find} has it
   */
  public void find(
      List<Judgement> judgements,
      Instant asOf,
      @Nullable Instant since,
      BiConsumer<BurnRateRule, BurnRateEpisode> found) {
    reigns.forEach(
        (rule, during) ->
            BurnRateEpisodes.find(Judgement.during(judgements, during), rule, asOf, since)
                .forEach(episode -> found.accept(rule, episode)));
  }
}
