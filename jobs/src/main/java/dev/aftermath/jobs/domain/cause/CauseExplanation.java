package dev.aftermath.jobs.domain.cause;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Why incidents are held to have one cause, and what speaks against it.
 *
 * @param template what the leader's title is like
 * @param terms the words that tell the cause from the rest of its service, the most telling first
 * @param leader by which the others were judged
 * @param medoid the incident whose title is on the whole most like the others'
 * @param newest the incident that was opened last
 * @param strangest the incident whose title is least like the leader's
 * @param edges how many incidents each reason put there
 * @param weakest the incident that is there for the weakest reason: what a split would begin with;
 *     null where there is none besides the leader
 * @param servicePurity the part of its incidents that is on its most frequent service
 * @param tenantPurity the same of tenants
 */
public record CauseExplanation(
    String template,
    List<Term> terms,
    Linked leader,
    Linked medoid,
    Linked newest,
    Linked strangest,
    Map<String, Long> edges,
    @Nullable Linked weakest,
    double servicePurity,
    double tenantPurity) {
  private static final int MOST_TERMS = 5;
  private static final int MOST_COMPARED = 200;
  private static final double PRIOR_WORDS = 100;
  private static final List<String> SUREST_FIRST =
      Stream.of(Placement.Edge.values()).map(Placement.Edge::word).toList();

  /** Takes copies of the lists. */
  public CauseExplanation {
    terms = List.copyOf(terms);
    edges = new TreeMap<>(edges);
  }

  /**
   * A word and how much more often the cause has it than the rest of its service.
   *
   * @param zScore of the log odds ratio
   */
  public record Term(String word, double zScore) {}

  /**
   * An incident with the reason why it is there.
   *
   * @param member what it is
   * @param edge the reason, or the human decision in its place
   * @param similarityRatio null unless titles were compared
   */
  public record Linked(
      CauseMember member, String edge, String evidence, @Nullable Double similarityRatio) {}

  /**
   * Explains a cause.
   *
   * @param members in the order of openings, at least one
   * @param otherTitles compared titles of the other incidents of the same service
   */
  public static CauseExplanation of(List<Linked> members, List<String> otherTitles) {
    Linked leader =
        members.stream()
            .filter(it -> it.edge().equals(Placement.Edge.LEADER.word()))
            .findFirst()
            .orElse(members.get(0));
    Set<String> words = words(leader);
    return new CauseExplanation(
        leader.member().title(),
        terms(members, otherTitles),
        leader,
        medoid(members),
        members.get(members.size() - 1),
        members.stream()
            .min(Comparator.comparingDouble(it -> similarity(words, words(it))))
            .orElse(leader),
        members.stream()
            .collect(Collectors.groupingBy(Linked::edge, TreeMap::new, Collectors.counting())),
        weakest(members, leader),
        purity(members, CauseMember::service),
        purity(members, CauseMember::tenant));
  }

  private static Set<String> words(Linked linked) {
    return new TreeSet<>(MaskedTitle.read(linked.member().title()).words());
  }

  private static double similarity(Set<String> one, Set<String> other) {
    Set<String> both = new HashSet<>(one);
    both.retainAll(other);
    int either = one.size() + other.size() - both.size();
    return either == 0 ? 1 : (double) both.size() / either;
  }

  /** Of very many the first ones are compared. */
  private static Linked medoid(List<Linked> members) {
    List<Linked> some = members.subList(0, Math.min(members.size(), MOST_COMPARED));
    List<Set<String>> words = some.stream().map(CauseExplanation::words).toList();
    Linked best = some.get(0);
    double bestSum = -1;
    for (int i = 0; i < some.size(); i++) {
      double sum = 0;
      for (Set<String> other : words) {
        sum += similarity(words.get(i), other);
      }
      if (sum > bestSum) {
        best = some.get(i);
        bestSum = sum;
      }
    }
    return best;
  }

  private static @Nullable Linked weakest(List<Linked> members, Linked leader) {
    return members.stream()
        .filter(it -> !it.equals(leader))
        .min(Comparator.comparingDouble(CauseExplanation::strength))
        .orElse(null);
  }

  /** Likeness is weaker than any fingerprint; of fingerprints the surest are the strongest. */
  private static double strength(Linked linked) {
    Double similarity = linked.similarityRatio();
    if (similarity != null) {
      return similarity;
    }
    int place = SUREST_FIRST.indexOf(linked.edge());
    // What is no edge a human said.
    return place < 0 ? Double.MAX_VALUE : 1.0 + SUREST_FIRST.size() - place;
  }

  private static double purity(
      List<Linked> members, Function<CauseMember, @Nullable String> trait) {
    Map<String, Long> counts = new HashMap<>();
    members.forEach(it -> counts.merge(String.valueOf(trait.apply(it.member())), 1L, Long::sum));
    long most = counts.values().stream().mapToLong(Long::longValue).max().orElse(0);
    return (double) most / members.size();
  }

  /**
   * Log odds ratios with a Dirichlet prior of the words of both together (Monroe, Colaresi and
   * Quinn, Fightin' Words, Political Analysis 16, 2008, formulas 15, 19 and 22), in units of their
   * standard deviation; those above 0.
   */
  private static List<Term> terms(List<Linked> members, List<String> otherTitles) {
    Map<String, Long> own = new TreeMap<>();
    Map<String, Long> others = new TreeMap<>();
    members.forEach(it -> count(it.member().title(), own));
    otherTitles.forEach(title -> count(title, others));
    double ownCount = own.values().stream().mapToLong(Long::longValue).sum();
    double otherCount = others.values().stream().mapToLong(Long::longValue).sum();
    double all = ownCount + otherCount;
    List<Term> terms = new ArrayList<>();
    own.forEach(
        (word, count) -> {
          long other = others.getOrDefault(word, 0L);
          double prior = PRIOR_WORDS * (count + other) / all;
          double odds =
              Math.log((count + prior) / (ownCount + PRIOR_WORDS - count - prior))
                  - Math.log((other + prior) / (otherCount + PRIOR_WORDS - other - prior));
          double score = odds / Math.sqrt(1 / (count + prior) + 1 / (other + prior));
          if (score > 0 && !word.equals(MaskedTitle.MASK)) {
            terms.add(new Term(word, score));
          }
        });
    terms.sort(Comparator.comparingDouble(Term::zScore).reversed().thenComparing(Term::word));
    return terms.subList(0, Math.min(terms.size(), MOST_TERMS));
  }

  private static void count(String title, Map<String, Long> counts) {
    MaskedTitle.read(title).words().forEach(word -> counts.merge(word, 1L, Long::sum));
  }
}
