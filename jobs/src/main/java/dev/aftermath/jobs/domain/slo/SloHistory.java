package dev.aftermath.jobs.domain.slo;

import java.io.Serializable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * All versions of one SLO. History is never reset: each version rules from its own beginning to
 * that of the next, and the first one rules all time before.
 *
 * @param versions by the instant from which they are in force; at least one
 */
public record SloHistory(List<SloDefinition> versions) implements Serializable {
  private static final Comparator<SloDefinition> BY_BEGINNING =
      Comparator.comparing(
          SloDefinition::effectiveFrom, Comparator.nullsFirst(Comparator.naturalOrder()));

  private static final Pattern DATE = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");

  /** Sorts the versions. */
  public SloHistory {
    versions = versions.stream().sorted(BY_BEGINNING).toList();
    if (versions.isEmpty()) {
      throw new IllegalArgumentException("An SLO has at least one version");
    }
  }

  /** The histories of all SLOs, by name. */
  public static List<SloHistory> of(Collection<SloDefinition> definitions) {
    TreeMap<String, List<SloDefinition>> byName = new TreeMap<>();
    for (SloDefinition definition : definitions) {
      byName.computeIfAbsent(definition.name(), name -> new ArrayList<>()).add(definition);
    }
    return byName.values().stream().map(SloHistory::new).toList();
  }

  /** The SLO's name. */
  public String name() {
    return versions.get(0).name();
  }

  /** The newest version, in force or announced. */
  public SloDefinition newest() {
    return versions.get(versions.size() - 1);
  }

  /** The version that rules the instant. */
  public SloDefinition at(Instant instant) {
    SloDefinition ruling = versions.get(0);
    for (SloDefinition version : versions) {
      Instant from = version.effectiveFrom();
      if (from != null && !from.isAfter(instant)) {
        ruling = version;
      }
    }
    return ruling;
  }

  /**
   * The history as an evaluation knows it: what is only announced by then rules nothing. The first
   * version stays, whatever its date.
   */
  public SloHistory knownAt(Instant evaluation) {
    List<SloDefinition> known = new ArrayList<>(List.of(versions.get(0)));
    for (SloDefinition version : versions.subList(1, versions.size())) {
      Instant from = version.effectiveFrom();
      if (from != null && from.isBefore(evaluation)) {
        known.add(version);
      }
    }
    return new SloHistory(known);
  }

  /** The history up to one of its versions, as though no later one had come. */
  SloHistory upTo(SloDefinition version) {
    return new SloHistory(versions.subList(0, versions.indexOf(version) + 1));
  }

  /** The versions with the time in which each is in force, ascending, without a gap. */
  public List<Reign> reigns() {
    List<Reign> reigns = new ArrayList<>();
    for (int i = 0; i < versions.size(); i++) {
      Instant after = i == 0 ? Instant.MIN : beginning(i);
      Instant until = i + 1 < versions.size() ? beginning(i + 1) : Instant.MAX;
      reigns.add(new Reign(versions.get(i), after, until));
    }
    return reigns;
  }

  private Instant beginning(int number) {
    return Objects.requireNonNullElse(versions.get(number).effectiveFrom(), Instant.MIN);
  }

  /** The version that an evaluation goes by: the one in force at the last moment before it. */
  public SloDefinition before(Instant evaluation) {
    return at(evaluation.minusNanos(1));
  }

  /**
   * The names of all objectives that any version has, and of the whole where one is a composite.
   */
  public Set<String> objectiveNames() {
    Set<String> names = new LinkedHashSet<>();
    for (SloDefinition version : versions) {
      version.objectives().forEach(objective -> names.add(objective.name()));
    }
    if (versions.stream().anyMatch(it -> it.kind() == SloDefinition.Kind.COMPOSITE)) {
      names.add(Composite.NAME);
    }
    return names;
  }

  /**
   * The grouping that made a group. Where versions have several that could have, it is the one of
   * the most labels; where they agree on the labels, it is theirs.
   *
   * @param group the key of a group
   */
  public Grouping groupingOf(String group) {
    return versions.stream()
        .map(SloDefinition::grouping)
        .filter(grouping -> grouping.makes(group))
        .max(Comparator.comparingInt(grouping -> grouping.labels().size()))
        .orElseGet(() -> newest().grouping());
  }

  /** Whether a version has the group: one that groups by other labels does not. */
  boolean hasGroup(SloDefinition version, String group) {
    List<String> labels = version.grouping().labels();
    return versions.stream().allMatch(each -> each.grouping().labels().equals(labels))
        || groupingOf(group).labels().equals(labels);
  }

  /** The history as it would be had one of its versions always been in force. */
  public SloHistory always(SloDefinition version) {
    return new SloHistory(List.of(version));
  }

  /** The version of a digest or of its first digits. */
  public Optional<SloDefinition> ofDigest(String digest) {
    return versions.stream().filter(version -> version.digest().startsWith(digest)).findFirst();
  }

  /**
   * The version that a word names.
   *
   * @param word a date, which names the version in force at that day's beginning in UTC, or the
   *     first digits of a digest
   */
  public Optional<SloDefinition> named(String word) {
    return DATE.matcher(word).matches()
        ? Optional.of(at(Instant.parse(word + "T00:00:00Z")))
        : ofDigest(word);
  }

  /** The digests of the versions in force at some time between two instants, in their order. */
  public List<String> digestsBetween(Instant start, Instant end) {
    List<String> digests = new ArrayList<>();
    digests.add(at(start).digest());
    for (SloDefinition version : versions) {
      Instant from = version.effectiveFrom();
      if (from != null && from.isAfter(start) && from.isBefore(end)) {
        digests.add(version.digest());
      }
    }
    return digests;
  }
}
