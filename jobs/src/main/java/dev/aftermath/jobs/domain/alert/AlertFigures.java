package dev.aftermath.jobs.domain.alert;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the firings of a week were worth.
 *
 * @param alertCount how many there were
 * @param incidentCount how many incidents they led to, each counted once
 * @param withoutIncidentCount how many led to none
 * @param unactionableCount how many of these were over before the rule's shortest time. Who
 *     acknowledges does so on an incident, so nobody can have acknowledged them
 * @param flappingCount how many alerts flapped, each counted once
 */
public record AlertFigures(
    long alertCount,
    long incidentCount,
    long withoutIncidentCount,
    long unactionableCount,
    long flappingCount) {

  /**
   * Counts.
   *
   * @param firings those of the week
   * @param flapping those among them that {@link #flapping} named
   */
  public static AlertFigures of(
      Collection<Firing> firings, Set<Firing> flapping, AlertQualityRule rule) {
    List<Firing> alone = firings.stream().filter(it -> it.incidentId() == null).toList();
    return new AlertFigures(
        firings.size(),
        firings.stream().map(Firing::incidentId).filter(Objects::nonNull).distinct().count(),
        alone.size(),
        alone.stream().filter(firing -> isShort(firing, rule.shortLived())).count(),
        firings.stream().filter(flapping::contains).map(Firing::fingerprint).distinct().count());
  }

  /**
   * The firings that were at least the rule's number of their alert within its time before, their
   * own included: what comes later changes nothing about them.
   */
  public static Set<Firing> flapping(Collection<Firing> firings, AlertQualityRule rule) {
    Map<String, List<Firing>> byAlert = new HashMap<>();
    for (Firing firing : firings) {
      byAlert.computeIfAbsent(firing.fingerprint(), key -> new ArrayList<>()).add(firing);
    }
    Set<Firing> flapping = new HashSet<>();
    for (List<Firing> ofOne : byAlert.values()) {
      ofOne.sort(Comparator.comparing(Firing::startedAt));
      for (int i = rule.flappingFirings() - 1; i < ofOne.size(); i++) {
        Instant first = ofOne.get(i - rule.flappingFirings() + 1).startedAt();
        if (!ofOne.get(i).startedAt().isAfter(first.plus(rule.flappingWithin()))) {
          flapping.add(ofOne.get(i));
        }
      }
    }
    return flapping;
  }

  /** A proxy for the part that called for something; null without alerts. */
  public @Nullable Double actionableRatio() {
    return withoutPart(unactionableCount);
  }

  /** What became fewer on the way from alerts to incidents; null without alerts. */
  public @Nullable Double noiseReductionRatio() {
    return withoutPart(incidentCount);
  }

  private @Nullable Double withoutPart(long part) {
    return alertCount == 0 ? null : Double.valueOf((double) (alertCount - part) / alertCount);
  }

  private static boolean isShort(Firing firing, Duration shortLived) {
    Instant endedAt = firing.endedAt();
    return endedAt != null
        && Duration.between(firing.startedAt(), endedAt).compareTo(shortLived) < 0;
  }
}
