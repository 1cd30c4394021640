package dev.aftermath.jobs.domain.cause;

import dev.aftermath.jobs.domain.statistics.Quantiles;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What is said of one cause by looking at its incidents alone.
 *
 * @param members in the order of their openings
 * @param promises what was to be done about it
 * @param episodes in the order of their beginnings
 */
public record CauseFigures(
    List<CauseMember> members,
    List<CausePromise> promises,
    List<Episode> episodes,
    CauseStatus status,
    Instant asOf) {
  private static final Duration WEEK = Duration.ofDays(7);
  private static final int WEEKS = 13;
  private static final int MOST_SENTENCES = 100;

  /** Takes copies of the lists. */
  public CauseFigures {
    members = List.copyOf(members);
    promises = List.copyOf(promises);
    episodes = List.copyOf(episodes);
  }

  /**
   * The figures as of an instant.
   *
   * @param members at least one, all opened before it
   * @param promises the action items of their postmortems
   * @param claims that the cause was fixed
   */
  public static CauseFigures of(
      List<CauseMember> members,
      List<CausePromise> promises,
      List<FixClaim> claims,
      CauseRules rules,
      Instant asOf) {
    List<CauseMember> inOrder = new ArrayList<>(members);
    inOrder.sort(
        Comparator.comparing(CauseMember::openedAt).thenComparing(CauseMember::incidentId));
    List<Episode> episodes =
        Episode.of(inOrder.stream().map(CauseMember::openedAt).toList(), rules.episodeGap());
    return new CauseFigures(
        inOrder, promises, episodes, CauseStatus.of(episodes, claims, rules, asOf), asOf);
  }

  /** The incident that the cause began with. */
  public CauseMember oldest() {
    return members.get(0);
  }

  /** The incident that was opened last. */
  public CauseMember newest() {
    return members.get(members.size() - 1);
  }

  /** The services it strikes, sorted. */
  public List<String> services() {
    return distinct(members.stream().map(CauseMember::service).toList());
  }

  /** The service that most of its incidents are on; null where no incident says. */
  public @Nullable String mainService() {
    Map<String, Long> counts = new TreeMap<>();
    for (CauseMember member : members) {
      String service = member.service();
      if (service != null) {
        counts.merge(service, 1L, Long::sum);
      }
    }
    // Of equals max keeps the first it meets.
    return counts.entrySet().stream()
        .max(Map.Entry.comparingByValue())
        .map(Map.Entry::getKey)
        .orElse(null);
  }

  /** The tenants it strikes, sorted. */
  public List<String> tenants() {
    return distinct(members.stream().map(CauseMember::tenant).toList());
  }

  private static List<String> distinct(List<@Nullable String> names) {
    return List.copyOf(new TreeSet<>(names.stream().filter(Objects::nonNull).toList()));
  }

  /**
   * A quantile of the seconds from the beginning of one episode to that of the next, type 7; null
   * with one episode.
   */
  public @Nullable Double gapSeconds(double fraction) {
    return quantile(Episode.gapsSeconds(episodes), fraction);
  }

  /** The median of the seconds to resolve; null where none is resolved. */
  public @Nullable Double medianResolveSeconds() {
    return quantile(durations(members.stream().map(CauseMember::resolveSeconds).toList()), 0.5);
  }

  /** The median of the seconds to acknowledge; null where none was acknowledged. */
  public @Nullable Double medianAcknowledgeSeconds() {
    return quantile(durations(members.stream().map(CauseMember::acknowledgeSeconds).toList()), 0.5);
  }

  /** The incidents that are resolved, but for those that end before they begin. */
  public long resolvedCount() {
    return durations(members.stream().map(CauseMember::resolveSeconds).toList()).size();
  }

  /** The seconds to resolve of all of these. */
  public long totalResolveSeconds() {
    return durations(members.stream().map(CauseMember::resolveSeconds).toList()).stream()
        .mapToLong(Long::longValue)
        .sum();
  }

  private static List<Long> durations(List<@Nullable Long> seconds) {
    List<Long> durations = new ArrayList<>();
    for (Long each : seconds) {
      if (each != null && each >= 0) {
        durations.add(each);
      }
    }
    return durations;
  }

  private static @Nullable Double quantile(List<Long> values, double fraction) {
    return values.isEmpty()
        ? null
        : Double.valueOf(
            Quantiles.ofSorted(
                values.stream().mapToLong(Long::longValue).sorted().toArray(), fraction));
  }

  /** The episodes whose first incident is put down to a deployment. */
  public long changeEpisodeCount() {
    Set<Instant> starts = new HashSet<>();
    episodes.forEach(episode -> starts.add(episode.firstAt()));
    return members.stream()
        .filter(it -> it.trigger() == CauseMember.Trigger.CHANGE && starts.contains(it.openedAt()))
        .map(CauseMember::openedAt)
        .distinct()
        .count();
  }

  /** The episodes that began in a time up to the evaluation. */
  public long episodesWithin(Duration time) {
    return episodes.stream().filter(it -> !it.firstAt().isBefore(asOf.minus(time))).count();
  }

  /** The episodes that began in each of the last 13 times seven days, the oldest first. */
  public List<Long> weeks() {
    long[] counts = new long[WEEKS];
    for (Episode episode : episodes) {
      long ago = Duration.between(episode.firstAt(), asOf).minusNanos(1).dividedBy(WEEK);
      if (ago >= 0 && ago < WEEKS) {
        counts[WEEKS - 1 - (int) ago]++;
      }
    }
    List<Long> weeks = new ArrayList<>();
    for (long count : counts) {
      weeks.add(count);
    }
    return weeks;
  }

  /** What people call it; of very many sentences the latest decide. */
  public CauseLabel label(@Nullable String name) {
    List<String> sentences = new ArrayList<>();
    for (int i = members.size() - 1; i >= 0 && sentences.size() < MOST_SENTENCES; i--) {
      String sentence = members.get(i).sentence();
      if (sentence != null) {
        sentences.add(sentence);
      }
    }
    return CauseLabel.of(name, sentences, oldest().title());
  }
}
