package dev.aftermath.jobs.text;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.CharArraySet;
import org.apache.lucene.analysis.LowerCaseFilter;
import org.apache.lucene.analysis.StopFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.Tokenizer;
import org.apache.lucene.analysis.de.GermanAnalyzer;
import org.apache.lucene.analysis.en.EnglishAnalyzer;
import org.apache.lucene.analysis.en.PorterStemFilter;
import org.apache.lucene.analysis.miscellaneous.LengthFilter;
import org.apache.lucene.analysis.standard.StandardTokenizer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.tokenattributes.OffsetAttribute;

/**
 * How texts become terms: words in lower case, those of English and German that are in any text
 * left out, and the others brought to their stems by Porter's rules. A German word's stem is cut
 * oddly by them, but in both texts alike; to guess each ticket's language would part those that mix
 * them.
 */
final class Analysis {
  private static final int SHORTEST = 2;
  private static final int LONGEST = 40;
  private static final CharArraySet STOP_WORDS = stopWords();
  private static final Analyzer ANALYZER = new Words();

  private Analysis() {}

  /** A term in a text: how often it is there, and as which word first. */
  record Use(int count, String word) {}

  static Analyzer analyzer() {
    return ANALYZER;
  }

  /** The terms of a text in alphabetical order. */
  static SortedMap<String, Use> terms(String text) {
    SortedMap<String, Use> uses = new TreeMap<>();
    try (TokenStream stream = ANALYZER.tokenStream("", text)) {
      CharTermAttribute term = stream.addAttribute(CharTermAttribute.class);
      OffsetAttribute place = stream.addAttribute(OffsetAttribute.class);
      stream.reset();
      while (stream.incrementToken()) {
        String word = text.substring(place.startOffset(), place.endOffset());
        uses.merge(
            term.toString(),
            new Use(1, word.toLowerCase(Locale.ROOT)),
            (first, again) -> new Use(first.count() + 1, first.word()));
      }
      stream.end();
      return uses;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot take a text apart: " + e.getMessage(), e);
    }
  }

  private static CharArraySet stopWords() {
    CharArraySet words = new CharArraySet(EnglishAnalyzer.getDefaultStopSet(), true);
    words.addAll(GermanAnalyzer.getDefaultStopSet());
    return CharArraySet.unmodifiableSet(words);
  }

  private static final class Words extends Analyzer {
    @Override
    protected TokenStreamComponents createComponents(String field) {
      Tokenizer tokens = new StandardTokenizer();
      TokenStream terms = new StopFilter(new LowerCaseFilter(tokens), STOP_WORDS);
      return new TokenStreamComponents(
          tokens, new PorterStemFilter(new LengthFilter(terms, SHORTEST, LONGEST)));
    }
  }
}
