package dev.aftermath.reports.model;

import java.util.List;

/**
 * What being on call did in the week to the people of one group of teams.
 *
 * @param teams the names of its teams
 * @param peopleCount how many people were ever interrupted
 * @param shiftCount shifts of the week, of all teams
 * @param incidentsPerShift incidents that paged somebody, per shift
 * @param figures what was counted, in the order to be printed
 */
public record OnCallLoadLine(
    String teams,
    long peopleCount,
    long shiftCount,
    double incidentsPerShift,
    List<Figure> figures) {
  /** Copies the figures and refuses a number that no format can show. */
  public OnCallLoadLine {
    Finite.require("incidents per shift", incidentsPerShift);
    figures = List.copyOf(figures);
  }

  /**
   * A count.
   *
   * @param measure what was counted
   * @param count how often
   * @param variation what the weeks before say about it
   */
  public record Figure(Measure measure, long count, Variation variation) {}

  /** What is counted. */
  public enum Measure {
    /** Messages by push, SMS or phone, those to one person within a minute as one. */
    INTERRUPTIONS,
    /** Those of them in business hours. */
    IN_BUSINESS_HOURS,
    /** Those of them in neither business hours nor hours of sleep. */
    IN_OFF_HOURS,
    /** Those of them in hours of sleep. */
    IN_SLEEP,
    /** Nights in which a person was interrupted in hours of sleep, for each person. */
    DISTURBED_NIGHTS,
    /** Shifts with more incidents than they leave time for. */
    OVERLOADED_SHIFTS
  }
}
