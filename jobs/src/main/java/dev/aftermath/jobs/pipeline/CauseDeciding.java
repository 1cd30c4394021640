package dev.aftermath.jobs.pipeline;

import dev.aftermath.jobs.domain.cause.CauseDecision;
import dev.aftermath.jobs.domain.digest.Sha256;
import dev.aftermath.jobs.gold.CauseDecisions;
import dev.aftermath.jobs.lake.Commit;
import dev.aftermath.jobs.lake.Lake;
import dev.aftermath.jobs.lake.Note;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * Takes down what humans decide about causes. Tables say so after the next computation.
 *
 * <p>All methods throw {@link RefusedDecisionException} when what they are told does not fit the
 * causes that there are.
 */
public final class CauseDeciding {
  private static final int ID_LENGTH = 16;

  private final Lake lake;
  private final KnownCauses causes;
  private final String runId;
  private final Instant now;
  private final @Nullable String note;

  /**
   * Decisions of one moment.
   *
   * @param note why; null where nobody says
   */
  public CauseDeciding(Lake lake, String runId, Instant now, @Nullable String note) {
    this.lake = lake;
    this.causes = new KnownCauses(lake);
    this.runId = runId;
    this.now = now;
    this.note = note;
  }

  /** Makes two causes one. The one that was seen first keeps its id. */
  public CauseDecision merge(String one, String other) {
    Row first = causes.cause(one);
    Row second = causes.cause(other);
    String firstId = first.getAs("cause_id");
    String secondId = second.getAs("cause_id");
    if (firstId.equals(secondId)) {
      throw new RefusedDecisionException("Both are " + firstId + ": there is nothing to merge");
    }
    refuseWhatCannotBeLinked(firstId, secondId);
    boolean isFirstOlder =
        first.<Instant>getAs("first_seen_at").compareTo(second.getAs("first_seen_at")) <= 0;
    return take(
        CauseDecision.Kind.MERGE,
        isFirstOlder ? firstId : secondId,
        isFirstOlder ? secondId : firstId,
        List.of(),
        null,
        null);
  }

  private void refuseWhatCannotBeLinked(String one, String other) {
    for (List<String> pair : CauseSteps.decided(lake).apart()) {
      Set<String> both = causes.ofIncidents(pair);
      if (both.equals(Set.of(one, other))) {
        throw new RefusedDecisionException(
            "Cannot merge "
                + one
                + " and "
                + other
                + ": it was decided that "
                + pair.get(0)
                + " and "
                + pair.get(1)
                + " have different causes. Split one of them off first, or leave them apart");
      }
    }
  }

  /** Gives some incidents of a cause a cause of their own; the old id stays with the leader. */
  public CauseDecision split(String cause, List<String> incidents) {
    Row whole = causes.cause(cause);
    String id = whole.getAs("cause_id");
    List<String> part = new ArrayList<>();
    for (String word : incidents) {
      Row incident = causes.incident(word);
      if (!id.equals(incident.getAs("cause_id"))) {
        throw new RefusedDecisionException(
            word + " is not of " + id + " but of " + incident.getAs("cause_id"));
      }
      part.add(incident.getAs("incident_id"));
    }
    String leader = whole.getAs("leader_incident_id");
    if (part.contains(leader)) {
      throw new RefusedDecisionException(
          leader + " is the first of " + id + ", which keeps its id: name the others instead");
    }
    return take(CauseDecision.Kind.SPLIT, id, minted("SPLIT", part), part, null, null);
  }

  /** Gives a cause a name. */
  public CauseDecision rename(String cause, String name) {
    if (name.isBlank()) {
      throw new RefusedDecisionException("The name is empty: say what the cause is to be called");
    }
    return take(CauseDecision.Kind.RENAME, id(cause), null, List.of(), name.strip(), null);
  }

  /** Says that two incidents have different causes; the one that was opened later goes. */
  public CauseDecision cannotLink(String one, String other) {
    Row first = causes.incident(one);
    Row second = causes.incident(other);
    String firstId = first.getAs("incident_id");
    String secondId = second.getAs("incident_id");
    if (firstId.equals(secondId)) {
      throw new RefusedDecisionException("Both are " + firstId + ": name two incidents");
    }
    boolean isFirstStaying =
        first.<Instant>getAs("opened_at").compareTo(second.getAs("opened_at")) <= 0;
    List<String> pair = isFirstStaying ? List.of(firstId, secondId) : List.of(secondId, firstId);
    String cause = (isFirstStaying ? first : second).getAs("cause_id");
    return take(
        CauseDecision.Kind.CANNOT_LINK, cause, minted("CANNOT_LINK", pair), pair, null, null);
  }

  /** Says that a cause was fixed at an instant, which is not to come. */
  public CauseDecision fixed(String cause, Instant at) {
    if (at.isAfter(now)) {
      throw new RefusedDecisionException(
          "Cannot say that it is fixed at " + at + ": that is to come. Say it once it is");
    }
    return take(CauseDecision.Kind.FIXED, id(cause), null, List.of(), null, at);
  }

  private String id(String cause) {
    return causes.cause(cause).getAs("cause_id");
  }

  private String minted(String kind, List<String> incidents) {
    return Sha256.hex(kind + "\n" + now + "\n" + String.join("\n", incidents))
        .substring(0, ID_LENGTH);
  }

  private CauseDecision take(
      CauseDecision.Kind kind,
      String cause,
      @Nullable String other,
      List<String> incidents,
      @Nullable String name,
      @Nullable Instant fixedAt) {
    long number = lake.newest(CauseDecisions.TABLE).map(Commit::version).orElse(-1L) + 1;
    CauseDecision decision =
        new CauseDecision(number, kind, cause, other, incidents, name, fixedAt, now, note);
    lake.append(
        CauseDecisions.TABLE,
        CauseDecisions.row(lake.spark(), decision),
        Note.of(runId),
        CauseDecisions.TABLE.name(),
        number);
    return decision;
  }
}
