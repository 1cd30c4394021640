package dev.aftermath.jobs.domain.cause.label;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Takes a text apart into words of letters and digits, in lower case. */
final class Tokens {
  private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}]++");

  private Tokens() {}

  static List<String> of(String text) {
    String level = Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
    List<String> tokens = new ArrayList<>();
    Matcher word = WORD.matcher(level);
    while (word.find()) {
      tokens.add(word.group());
    }
    return tokens;
  }
}
