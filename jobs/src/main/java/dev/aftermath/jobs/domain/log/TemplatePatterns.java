package dev.aftermath.jobs.domain.log;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * What several signatures of one service have in common: a place that holds ever other words while
 * all else stays the same is filled in by the program, such as the name of a user.
 *
 * <p>A place counts as filled in when {@link #FEWEST_WORDS} signatures or more differ in nothing
 * else. The number of tokens and the first of them are never given up. Which signatures there are
 * decides alone, neither their order nor their counts; two statements that differ in one fixed word
 * stay two, however long they are, which no measure of likeness achieves (decision 022).
 */
public final class TemplatePatterns {
  /** So many words in one place are not the program's own. */
  static final int FEWEST_WORDS = 5;

  private final Map<String, String> patterns = new HashMap<>();

  private TemplatePatterns() {}

  /** The pattern of every signature; those without a place that is filled in are their own. */
  public static Map<String, String> of(Collection<String> signatures) {
    TemplatePatterns found = new TemplatePatterns();
    Map<Block, List<String[]>> blocks = new HashMap<>();
    for (String signature : new TreeSet<>(signatures)) {
      String[] tokens = signature.split(" ", -1);
      blocks.computeIfAbsent(Block.of(tokens), block -> new ArrayList<>()).add(tokens);
    }
    blocks.values().forEach(found::add);
    return found.patterns;
  }

  private void add(List<String[]> alike) {
    List<String[]> masked = new ArrayList<>();
    alike.forEach(tokens -> masked.add(tokens.clone()));
    if (alike.size() >= FEWEST_WORDS) {
      // From place to place, so that the texts of one place are all that is held at once.
      for (int place = 1; place < alike.get(0).length; place++) {
        mask(alike, masked, place);
      }
    }
    for (int i = 0; i < alike.size(); i++) {
      patterns.put(String.join(" ", alike.get(i)), String.join(" ", masked.get(i)));
    }
  }

  private static void mask(List<String[]> alike, List<String[]> masked, int place) {
    Map<String, Integer> words = new HashMap<>();
    List<String> others = new ArrayList<>();
    for (String[] tokens : alike) {
      String other = without(tokens, place);
      others.add(other);
      words.merge(other, 1, Integer::sum);
    }
    for (int i = 0; i < alike.size(); i++) {
      if (words.getOrDefault(others.get(i), 0) >= FEWEST_WORDS) {
        masked.get(i)[place] = LogSignature.MASK;
      }
    }
  }

  /** All but one token; signatures are distinct, so those that agree here differ in that one. */
  private static String without(String[] tokens, int place) {
    String[] others = tokens.clone();
    others[place] = "";
    return String.join(" ", others);
  }

  /** Signatures that may have something in common. */
  private record Block(int tokenCount, String first) {
    static Block of(String[] tokens) {
      return new Block(tokens.length, tokens[0]);
    }
  }
}
