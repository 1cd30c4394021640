package dev.aftermath.jobs.pipeline;

import dev.aftermath.jobs.domain.calendar.Interval;
import dev.aftermath.jobs.domain.slo.Objective;
import dev.aftermath.jobs.domain.slo.ObjectiveLedger;
import dev.aftermath.jobs.domain.slo.Terms;
import dev.aftermath.jobs.domain.slo.WindowSums;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * One objective over the window of a figure.
 *
 * @param gross exclusions not regarded
 * @param net with approved exclusions taken out
 */
record ExplainedPart(
    ObjectiveLedger gross, ObjectiveLedger net, Interval window, Instant evaluation) {

  /** A stretch of the window under one version. */
  record Piece(Terms terms, Interval interval) {}

  /** As in force at the evaluation. */
  Objective objective() {
    return gross.objectiveAt(evaluation);
  }

  WindowSums sums() {
    return gross.sums(window, evaluation);
  }

  WindowSums netSums() {
    return net.sums(window, evaluation);
  }

  WindowSums sums(Piece piece) {
    return gross.sums(piece.interval(), evaluation);
  }

  /** The stretches in which any slice begins, by the versions that rule them. */
  List<Piece> pieces() {
    List<Terms> terms = gross.terms();
    List<Piece> pieces = new ArrayList<>();
    for (int i = 0; i < terms.size(); i++) {
      Instant start = i == 0 ? window.start() : later(window.start(), beginning(terms.get(i)));
      Instant end = earlier(evaluation, window.end());
      Instant stop = i + 1 < terms.size() ? earlier(end, beginning(terms.get(i + 1))) : end;
      if (firstPlace(start) < lastPlace(stop)) {
        pieces.add(new Piece(terms.get(i), new Interval(start, stop)));
      }
    }
    return pieces;
  }

  /** The first place of the timeline that the window holds. */
  long firstPlace() {
    return firstPlace(window.start());
  }

  /** The place behind the last that the window holds and that had ended. */
  long lastPlace() {
    return lastPlace(window.end());
  }

  private long firstPlace(Instant start) {
    return gross.timeline().placeAtOrAfter(start);
  }

  private long lastPlace(Instant end) {
    return Math.min(
        gross.timeline().placeAtOrAfter(end), gross.timeline().placesEndedBy(evaluation));
  }

  private static Instant beginning(Terms terms) {
    Instant from = terms.from();
    return from == null ? Instant.MIN : from;
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }
}
