package dev.aftermath.jobs.domain.matching;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A sighting in the making. */
final class Told {
  private final Side side;
  private final String key;
  private final Instant openedAt;
  private @Nullable Instant resolvedAt;
  private @Nullable String number;
  private @Nullable String nativeId;
  private @Nullable String reference;
  private @Nullable String correlation;
  private @Nullable String mergedInto;
  private @Nullable String parent;
  private final List<String> mentions = new ArrayList<>();
  private List<@Nullable String> likeness = Arrays.asList(null, null);
  private Sighting.@Nullable Acknowledgement acknowledgement;

  Told(Side side, String key, String openedAt) {
    this.side = side;
    this.key = key;
    this.openedAt = instant(openedAt);
  }

  private static Instant instant(String text) {
    return Instant.parse(
        text.endsWith("Z") ? text : "2026-11-02T" + text + (text.length() == 5 ? ":00Z" : "Z"));
  }

  Told naming(String other) {
    reference = other;
    return this;
  }

  Told number(String value) {
    number = value;
    return this;
  }

  Told nativeId(String value) {
    nativeId = value;
    return this;
  }

  Told correlation(String value) {
    correlation = value;
    return this;
  }

  Told mentioning(String value) {
    mentions.add(value);
    return this;
  }

  Told mergedInto(String value) {
    mergedInto = value;
    return this;
  }

  Told parent(String value) {
    parent = value;
    return this;
  }

  Told resolved(String at) {
    resolvedAt = instant(at);
    return this;
  }

  Told acknowledged(String person, String at) {
    acknowledgement = new Sighting.Acknowledgement(person.hashCode(), instant(at));
    return this;
  }

  Told like(@Nullable String check, @Nullable String place) {
    likeness = Arrays.asList(check, place);
    return this;
  }

  Sighting sighting() {
    return new Sighting(
        side,
        side == Side.PAGE ? "pagerduty" : "servicenow",
        key,
        openedAt,
        resolvedAt,
        number,
        nativeId,
        reference,
        correlation,
        mergedInto,
        parent,
        List.copyOf(mentions),
        likeness,
        acknowledgement);
  }
}
