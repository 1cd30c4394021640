package dev.aftermath.jobs.gold;

import dev.aftermath.jobs.domain.series.VarintReader;
import dev.aftermath.jobs.domain.series.VarintWriter;
import dev.aftermath.jobs.domain.statistics.ChangeOfMean.Group;
import java.util.Arrays;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How often each of a few words came, and what came with it: reasons of a definition, priorities.
 * To look through a handful is faster than to hash, and hundreds of thousands of these are held.
 */
final class WordSums {
  private static final String[] NO_WORDS = {};
  private static final long[] NO_SUMS = {};

  private String[] words = NO_WORDS;
  private long[] counts = NO_SUMS;
  private long[] totals = NO_SUMS;
  private int size;

  /** Adds to the sums of a word. */
  void add(String word, long count, long total) {
    int place = place(word);
    counts[place] += count;
    totals[place] += total;
  }

  private int place(String word) {
    for (int i = 0; i < size; i++) {
      if (words[i].equals(word)) {
        return i;
      }
    }
    if (size == words.length) {
      int room = 2 * size + 2;
      words = Arrays.copyOf(words, room);
      counts = Arrays.copyOf(counts, room);
      totals = Arrays.copyOf(totals, room);
    }
    words[size] = word;
    return size++;
  }

  /** Tells everything, for {@link #read}. */
  void write(VarintWriter out) {
    out.write(size);
    for (int i = 0; i < size; i++) {
      out.writeText(words[i]);
      out.write(counts[i]);
      out.writeSigned(totals[i]);
    }
  }

  /** Adds what was told. */
  void read(VarintReader in) {
    for (long left = in.read(); left > 0; left--) {
      add(in.readText(), in.read(), in.readSigned());
    }
  }

  /** How often each word came. */
  SortedMap<String, Long> counts() {
    SortedMap<String, Long> told = new TreeMap<>();
    for (int i = 0; i < size; i++) {
      told.put(words[i], counts[i]);
    }
    return told;
  }

  /** How often each word came, and the total of what came with it. */
  SortedMap<String, Group> groups() {
    SortedMap<String, Group> told = new TreeMap<>();
    for (int i = 0; i < size; i++) {
      told.put(words[i], new Group(counts[i], totals[i]));
    }
    return told;
  }
}
