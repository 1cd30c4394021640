package dev.aftermath.jobs.config;

import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Values that are one of a few words, written as the names of an enumeration in lower case. */
final class Words {
  private Words() {}

  /** The words of an enumeration. */
  static Set<String> of(Enum<?>[] values) {
    return Arrays.stream(values).map(Words::word).collect(Collectors.toCollection(TreeSet::new));
  }

  /** The value of a key that must be there; what is wrong is noted. */
  static <T extends Enum<T>> Optional<T> required(YamlNode node, String key, T[] values) {
    node.text(key);
    return optional(node, key, values);
  }

  /** The value of a key that may be absent; a word that is none of the values is noted. */
  static <T extends Enum<T>> Optional<T> optional(YamlNode node, String key, T[] values) {
    String word = node.find(key).flatMap(YamlNode::text).orElse("");
    Optional<T> found = Arrays.stream(values).filter(it -> word(it).equals(word)).findFirst();
    if (found.isEmpty() && !word.isEmpty()) {
      refuse(node, key, word, of(values));
    }
    return found;
  }

  /** Notes that a word is not allowed, with the nearest that is. */
  static void refuse(YamlNode node, String key, String word, Collection<String> allowed) {
    node.problems()
        .at(
            node.find(key).orElse(node),
            "Invalid " + key + ": \"" + word + "\"" + Spelling.suggestion(word, allowed));
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
