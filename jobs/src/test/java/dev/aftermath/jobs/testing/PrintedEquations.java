package dev.aftermath.jobs.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Computes again what explanations print as {@code EXPRESSION = NUMBER}, exactly: without a
 * division the number must be the value, a quotient may be rounded to 15 digits, half to even.
 */
public final class PrintedEquations {
  private static final MathContext QUOTIENT = new MathContext(15, RoundingMode.HALF_EVEN);
  private static final Pattern UNITS = Pattern.compile("(?<=[0-9]) (good|bad|idle|unknown)\\b");
  private static final Pattern EXPRESSION = Pattern.compile("[0-9.()x+\\-/ ]+$");
  private static final Pattern RESULT = Pattern.compile("^(-?[0-9]+(\\.[0-9]+)?|undefined)");

  private PrintedEquations() {}

  /**
   * An equation.
   *
   * @param name that of the line, with the word before the expression where there is one
   * @param result null for an undefined one
   */
  public record Equation(String name, @Nullable BigDecimal result) {}

  /** Those of some lines, each found to be true. */
  public static List<Equation> in(List<String> lines) {
    List<Equation> equations = new ArrayList<>();
    for (String line : lines) {
      String[] sides = line.split(" = ", -1);
      for (int i = 1; i < sides.length; i++) {
        equations.add(equation(line, sides[i - 1], sides[i]));
      }
    }
    return equations;
  }

  private static Equation equation(String line, String left, String right) {
    String plain = UNITS.matcher(left).replaceAll("");
    Matcher expression = EXPRESSION.matcher(plain);
    Matcher result = RESULT.matcher(right);
    assertThat(expression.find()).as("an expression before = in: " + line).isTrue();
    assertThat(result.find()).as("a number behind = in: " + line).isTrue();
    Fraction value = new Parser(expression.group().strip(), line).all();
    String name = plain.substring(0, expression.start()).strip().replaceAll(" +", " ");
    if (result.group().equals("undefined")) {
      assertThat(value.under().signum()).as(line).isZero();
      return new Equation(name, null);
    }
    BigDecimal printed = new BigDecimal(result.group());
    assertThat(value.under().signum()).as("divides by 0: " + line).isNotZero();
    if (value.under().multiply(printed).compareTo(value.over()) != 0) {
      assertThat(value.isQuotient()).as("exact: " + line).isTrue();
      assertThat(printed)
          .as(line)
          .isEqualByComparingTo(value.over().divide(value.under(), QUOTIENT));
    }
    return new Equation(name, printed);
  }

  private record Fraction(BigDecimal over, BigDecimal under, boolean isQuotient) {
    Fraction plus(Fraction other) {
      return new Fraction(
          over.multiply(other.under).add(other.over.multiply(under)),
          under.multiply(other.under),
          isQuotient || other.isQuotient);
    }

    Fraction negated() {
      return new Fraction(over.negate(), under, isQuotient);
    }

    Fraction times(Fraction other) {
      return new Fraction(
          over.multiply(other.over), under.multiply(other.under), isQuotient || other.isQuotient);
    }

    Fraction by(Fraction other) {
      return new Fraction(over.multiply(other.under), under.multiply(other.over), true);
    }
  }

  /** Sums of products of numbers and brackets. */
  private static final class Parser {
    private final String text;
    private final String line;
    private int at;

    Parser(String text, String line) {
      this.text = text.replace(" ", "");
      this.line = line;
    }

    Fraction all() {
      Fraction value = sum();
      assertThat(at).as("all of " + text + " in: " + line).isEqualTo(text.length());
      return value;
    }

    private Fraction sum() {
      Fraction value = product();
      while (is('+') || is('-')) {
        boolean adds = is('+');
        at++;
        Fraction next = product();
        value = value.plus(adds ? next : next.negated());
      }
      return value;
    }

    private Fraction product() {
      Fraction value = factor();
      while (is('x') || is('/')) {
        boolean multiplies = is('x');
        at++;
        Fraction next = factor();
        value = multiplies ? value.times(next) : value.by(next);
      }
      return value;
    }

    private Fraction factor() {
      if (is('-')) {
        at++;
        return factor().negated();
      }
      if (is('(')) {
        at++;
        Fraction value = sum();
        assertThat(is(')')).as("a closing bracket in: " + line).isTrue();
        at++;
        return value;
      }
      int start = at;
      while (at < text.length() && (Character.isDigit(text.charAt(at)) || is('.'))) {
        at++;
      }
      assertThat(at)
          .as("a number at " + start + " of " + text + " in: " + line)
          .isGreaterThan(start);
      return new Fraction(new BigDecimal(text.substring(start, at)), BigDecimal.ONE, false);
    }

    private boolean is(char wanted) {
      return at < text.length() && text.charAt(at) == wanted;
    }
  }
}
