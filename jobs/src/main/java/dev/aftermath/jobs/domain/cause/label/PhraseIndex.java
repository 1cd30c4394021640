package dev.aftermath.jobs.domain.cause.label;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds which of many phrases a text holds. Phrases are looked up by their first word, so that a
 * text is gone through once however many there are.
 */
final class PhraseIndex implements Serializable {
  private static final long serialVersionUID = 1L;

  private final Map<String, List<Phrase>> whole = new HashMap<>();
  private final Map<String, List<Phrase>> beginnings = new HashMap<>();
  private final List<Phrase> others = new ArrayList<>();

  PhraseIndex(Collection<Phrase> phrases) {
    for (Phrase phrase : phrases) {
      Phrase.Part first = phrase.parts().get(0);
      switch (first.opening()) {
        case NONE -> whole.computeIfAbsent(first.stem(), it -> new ArrayList<>()).add(phrase);
        case END -> beginnings.computeIfAbsent(first.stem(), it -> new ArrayList<>()).add(phrase);
        default -> others.add(phrase);
      }
    }
  }

  /** The places of each phrase that the text holds, as its tokens go. */
  Map<Phrase, List<Place>> find(List<String> tokens) {
    Map<Phrase, List<Place>> found = new HashMap<>();
    for (int i = 0; i < tokens.size(); i++) {
      String token = tokens.get(i);
      note(whole.get(token), tokens, i, found);
      for (int length = 1; length <= token.length(); length++) {
        note(beginnings.get(token.substring(0, length)), tokens, i, found);
      }
      note(others, tokens, i, found);
    }
    return found;
  }

  private static void note(
      @Nullable List<Phrase> candidates,
      List<String> tokens,
      int start,
      Map<Phrase, List<Place>> found) {
    if (candidates == null) {
      return;
    }
    for (Phrase phrase : candidates) {
      int end = phrase.endFrom(tokens, start);
      if (end >= 0) {
        found.computeIfAbsent(phrase, it -> new ArrayList<>()).add(new Place(start, end));
      }
    }
  }

  /** Tokens from {@code start} to before {@code end}. */
  record Place(int start, int end) implements Comparable<Place> {
    @Override
    public int compareTo(Place other) {
      return start == other.start
          ? Integer.compare(end, other.end)
          : Integer.compare(start, other.start);
    }

    boolean isWithin(Place outer) {
      return outer.start <= start && end <= outer.end;
    }

    String words(List<String> tokens) {
      return String.join(" ", tokens.subList(start, end));
    }
  }
}
