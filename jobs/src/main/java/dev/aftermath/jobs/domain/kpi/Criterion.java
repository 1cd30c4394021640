package dev.aftermath.jobs.domain.kpi;

import java.io.Serializable;
import java.time.Instant;
import java.util.List;

/** What a column of a case's facts is to hold. */
public sealed interface Criterion extends Serializable {

  /** The column that is looked at. */
  String column();

  /** Whether the case meets it; what is not known is none of the values and in no order. */
  boolean isMetBy(CaseColumns known);

  /** Whether enough is known of the case to tell. */
  default boolean isDecidedFor(CaseColumns known) {
    return known.text(column()) != null;
  }

  /** All columns that are looked at. */
  default List<String> columns() {
    return List.of(column());
  }

  /** The criterion as a sentence says it, such as {@code priority is 1 or 2}. */
  String inWords();

  /** The column holds one of the values. */
  record IsOneOf(String column, List<String> values) implements Criterion {
    /** Takes a copy. */
    public IsOneOf {
      values = List.copyOf(values);
    }

    @Override
    public boolean isMetBy(CaseColumns known) {
      String text = known.text(column);
      return text != null && values.contains(text);
    }

    @Override
    public String inWords() {
      return column + " is " + String.join(" or ", values);
    }
  }

  /** The column holds none of the values, or nothing. */
  record IsNoneOf(String column, List<String> values) implements Criterion {
    /** Takes a copy. */
    public IsNoneOf {
      values = List.copyOf(values);
    }

    @Override
    public boolean isMetBy(CaseColumns known) {
      String text = known.text(column);
      return text == null || !values.contains(text);
    }

    @Override
    public String inWords() {
      return column + " is not " + String.join(" or ", values);
    }
  }

  /** The column holds this number or a higher one. */
  record IsAtLeast(String column, long least) implements Criterion {
    @Override
    public boolean isMetBy(CaseColumns known) {
      Long number = known.number(column);
      return number != null && number >= least;
    }

    @Override
    public String inWords() {
      return column + " is at least " + least;
    }
  }

  /** The column holds this number or a lower one. */
  record IsAtMost(String column, long most) implements Criterion {
    @Override
    public boolean isMetBy(CaseColumns known) {
      Long number = known.number(column);
      return number != null && number <= most;
    }

    @Override
    public String inWords() {
      return column + " is at most " + most;
    }
  }

  /** The instant in the column is not after the one in another. */
  record IsNotAfter(String column, String other) implements Criterion {
    @Override
    public boolean isMetBy(CaseColumns known) {
      Instant at = known.instant(column);
      Instant limit = known.instant(other);
      return at != null && limit != null && !at.isAfter(limit);
    }

    @Override
    public boolean isDecidedFor(CaseColumns known) {
      return known.instant(column) != null && known.instant(other) != null;
    }

    @Override
    public List<String> columns() {
      return List.of(column, other);
    }

    @Override
    public String inWords() {
      return column + " is not after " + other;
    }
  }

  /** The column holds something. */
  record IsKnown(String column) implements Criterion {
    @Override
    public boolean isMetBy(CaseColumns known) {
      return known.text(column) != null;
    }

    @Override
    public boolean isDecidedFor(CaseColumns known) {
      return true;
    }

    @Override
    public String inWords() {
      return column + " is known";
    }
  }

  /** The column holds nothing. */
  record IsUnknown(String column) implements Criterion {
    @Override
    public boolean isMetBy(CaseColumns known) {
      return known.text(column) == null;
    }

    @Override
    public boolean isDecidedFor(CaseColumns known) {
      return true;
    }

    @Override
    public String inWords() {
      return column + " is not known";
    }
  }
}
