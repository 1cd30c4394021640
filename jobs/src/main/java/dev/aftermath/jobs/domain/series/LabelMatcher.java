package dev.aftermath.jobs.domain.series;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One condition of a {@link LabelSelector} on the value of one label. */
public final class LabelMatcher implements Serializable {
  private static final long serialVersionUID = 1L;

  private final String label;
  private final Operator operator;
  private final String value;
  private final @Nullable Pattern pattern;

  private LabelMatcher(String label, Operator operator, String value, @Nullable Pattern pattern) {
    this.label = label;
    this.operator = operator;
    this.value = value;
    this.pattern = pattern;
  }

  /** How a label's value is compared. */
  public enum Operator {
    EQUAL("="),
    NOT_EQUAL("!="),
    MATCHES("=~"),
    DOES_NOT_MATCH("!~");

    private final String symbol;

    Operator(String symbol) {
      this.symbol = symbol;
    }

    /** The operator as PromQL writes it. */
    public String symbol() {
      return symbol;
    }

    static Optional<Operator> of(String symbol) {
      return Arrays.stream(values()).filter(one -> one.symbol.equals(symbol)).findFirst();
    }
  }

  /**
   * A condition on a label.
   *
   * @throws IllegalArgumentException when the value is to be a regular expression and is none
   */
  public static LabelMatcher of(String label, Operator operator, String value) {
    boolean regular = operator == Operator.MATCHES || operator == Operator.DOES_NOT_MATCH;
    return new LabelMatcher(
        label, operator, value, regular ? RegularExpression.compile(value) : null);
  }

  /** The label's name; {@code __name__} is the metric name. */
  public String label() {
    return label;
  }

  /** How the value is compared. */
  public Operator operator() {
    return operator;
  }

  /** What the value is compared with. */
  public String value() {
    return value;
  }

  /** Whether the label's value, empty when the label is absent, meets the condition. */
  public boolean matches(String labelValue) {
    boolean same =
        pattern == null ? value.equals(labelValue) : pattern.matcher(labelValue).matches();
    return same == (operator == Operator.EQUAL || operator == Operator.MATCHES);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof LabelMatcher that
        && label.equals(that.label)
        && operator == that.operator
        && value.equals(that.value);
  }

  @Override
  public int hashCode() {
    return (label.hashCode() * 31 + operator.hashCode()) * 31 + value.hashCode();
  }

  /** The condition in PromQL. */
  @Override
  public String toString() {
    String name = label.matches("[a-zA-Z_][a-zA-Z0-9_]*") ? label : quoted(label);
    return name + operator.symbol + quoted(value);
  }

  private static String quoted(String text) {
    return "\""
        + text.replace("\\", "\\\\")
            .replace("\"", "\\\"")
            .replace("\n", "\\n")
            .replace("\r", "\\r")
            .replace("\0", "\\x00")
        + "\"";
  }
}
