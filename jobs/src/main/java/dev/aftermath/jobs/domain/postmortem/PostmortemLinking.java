package dev.aftermath.jobs.domain.postmortem;

import dev.aftermath.jobs.domain.postmortem.PostmortemLink.Candidate;
import dev.aftermath.jobs.domain.postmortem.PostmortemRules.Nearby;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds for incidents the postmortems that may be about them. Postmortems are few: all are held,
 * and incidents pass by one at a time.
 */
public final class PostmortemLinking implements Serializable {
  private static final long serialVersionUID = 1L;

  /** The rank of a reference that a postmortem states. */
  static final int STATED = 0;

  private static final int MENTIONED = 1;
  private static final int NEARBY = 2;
  private static final Pattern NO_WORD = Pattern.compile("[^\\p{L}\\p{N}]+");

  private final List<PostmortemSighting> postmortems;
  private final List<Nearby> rules;
  private final Map<String, List<Reference>> named = new HashMap<>();
  private final TreeMap<Instant, List<Integer>> starts = new TreeMap<>();

  private PostmortemLinking(List<PostmortemSighting> postmortems, List<Nearby> rules) {
    this.postmortems = List.copyOf(postmortems);
    this.rules = List.copyOf(rules);
    for (int place = 0; place < postmortems.size(); place++) {
      PostmortemSighting postmortem = postmortems.get(place);
      index(place, postmortem.stated(), STATED);
      index(place, postmortem.mentioned(), MENTIONED);
      Instant start = postmortem.startedAt();
      if (start != null) {
        starts.computeIfAbsent(start, at -> new ArrayList<>()).add(place);
      }
    }
  }

  /**
   * Looks among postmortems.
   *
   * @param rules for those that name no incident
   */
  public static PostmortemLinking among(List<PostmortemSighting> postmortems, List<Nearby> rules) {
    return new PostmortemLinking(postmortems, rules);
  }

  private record Reference(int postmortem, int rank, int order) implements Serializable {}

  private void index(int place, List<String> references, int rank) {
    for (int order = 0; order < references.size(); order++) {
      named
          .computeIfAbsent(IncidentReferences.level(references.get(order)), it -> new ArrayList<>())
          .add(new Reference(place, rank, order));
    }
  }

  /** The postmortems that may be about an incident. */
  public List<Candidate> candidates(SightedIncident incident) {
    List<Candidate> candidates = new ArrayList<>();
    for (String name : incident.names()) {
      for (Reference reference : named.getOrDefault(IncidentReferences.level(name), List.of())) {
        boolean isStated = reference.rank() == STATED;
        candidates.add(
            new Candidate(
                reference.postmortem(),
                incident.id(),
                isStated ? "stated_reference" : "mentioned_reference",
                reference.rank(),
                reference.order(),
                (isStated ? "it states " : "its text names ") + name));
      }
    }
    Instant start = incident.startedAt();
    for (int rule = 0; rule < rules.size() && start != null; rule++) {
      Duration within = rules.get(rule).within();
      for (List<Integer> places :
          starts.subMap(start.minus(within), true, start.plus(within), true).values()) {
        for (int place : places) {
          Candidate candidate = nearby(place, incident, start, rule);
          if (candidate != null) {
            candidates.add(candidate);
          }
        }
      }
    }
    return candidates;
  }

  private @Nullable Candidate nearby(int place, SightedIncident incident, Instant start, int rule) {
    PostmortemSighting postmortem = postmortems.get(place);
    Nearby nearby = rules.get(rule);
    List<String> evidence = new ArrayList<>();
    for (String field : nearby.same()) {
      boolean isService = field.equals("service");
      String same =
          same(
              isService ? incident.service() : incident.tenant(),
              isService ? postmortem.service() : postmortem.tenant(),
              postmortem.title());
      if (same == null) {
        return null;
      }
      evidence.add(field + " " + same);
    }
    Instant began = postmortem.startedAt();
    long minutes = began == null ? 0 : Duration.between(began, start).toMinutes();
    evidence.add("starts " + Math.abs(minutes) + " min apart");
    return new Candidate(
        place, incident.id(), nearby.name(), NEARBY + rule, 0, String.join(", ", evidence));
  }

  /** How both say the same; null when they do not. */
  private static @Nullable String same(
      @Nullable String ofIncident, @Nullable String stated, @Nullable String title) {
    if (ofIncident == null || words(ofIncident).isBlank()) {
      return null;
    }
    if (stated != null) {
      boolean isOne =
          Pattern.compile("[,;\n]")
              .splitAsStream(stated)
              .map(PostmortemLinking::words)
              .anyMatch(words(ofIncident)::equals);
      return isOne ? ofIncident : null;
    }
    return title != null && words(title).contains(words(ofIncident))
        ? ofIncident + " in its title"
        : null;
  }

  private static String words(String text) {
    return " " + NO_WORD.matcher(text.toLowerCase(Locale.ROOT)).replaceAll(" ").strip() + " ";
  }
}
