package dev.aftermath.jobs.domain.matching;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one system's account of an incident has that may join it to others.
 *
 * @param key the system's own id, under which the account is kept
 * @param openedAt null when nothing tells
 * @param resolvedAt null while it is open, or when nothing tells
 * @param number the number people say aloud; null when there is none
 * @param nativeId another id that the system has for it; null when there is none
 * @param externalReference what it names as the other system's record; null when it names none
 * @param deduplicationKey what alerts of the same trouble have in common; null when there is none
 * @param mergedInto the key of the account that this one was merged into; null when it was not
 * @param parent the number or key of its parent; null when it has none
 * @param mentions numbers of the other side's records that its texts mention
 * @param likeness for each {@link NearbyRule} what must be the same; null where a field is missing
 * @param acknowledgement null when no human acknowledged, or nothing tells who
 */
public record Sighting(
    Side side,
    String system,
    String key,
    @Nullable Instant openedAt,
    @Nullable Instant resolvedAt,
    @Nullable String number,
    @Nullable String nativeId,
    @Nullable String externalReference,
    @Nullable String deduplicationKey,
    @Nullable String mergedInto,
    @Nullable String parent,
    List<String> mentions,
    List<@Nullable String> likeness,
    @Nullable Acknowledgement acknowledgement) {

  /** The first by opening, then by key, so that nothing hangs on the order of exports. */
  static final Comparator<Sighting> FIRST_OPENED =
      Comparator.comparing(
              Sighting::openedAt, Comparator.nullsLast(Comparator.<Instant>naturalOrder()))
          .thenComparing(Sighting::system)
          .thenComparing(Sighting::key);

  /**
   * Who acknowledged first, and when.
   *
   * @param person a number that tells people apart
   */
  public record Acknowledgement(long person, Instant at) {}

  /** The words by which people find it. */
  String shown() {
    String kind = side.word() + " ";
    return number == null || number.equals(key) ? kind + key : kind + key + " (" + number + ")";
  }
}
