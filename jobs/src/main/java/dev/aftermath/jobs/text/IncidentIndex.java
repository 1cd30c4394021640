package dev.aftermath.jobs.text;

import dev.aftermath.jobs.domain.suggestion.KnownIncident;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.LogDocMergePolicy;
import org.apache.lucene.index.SerialMergeScheduler;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.similarities.BM25Similarity;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.jspecify.annotations.Nullable;

/**
 * Earlier incidents by the words that they share with one, BM25 over titles and whole texts. Held
 * in memory, for one thread.
 *
 * <p>Texts are added in the order of time. How telling a word is comes from all that was added
 * before it is asked, so that the same additions and questions give the same answers.
 */
public final class IncidentIndex implements AutoCloseable {
  private static final String TITLE = "title";
  private static final String WHOLE = "whole";
  private static final String NUMBER = "number";

  /** Of longer texts the words that tell most are asked for. */
  private static final int MOST_TERMS = 400;

  /**
   * Words of more incidents than this part tell little and cost most, so they are asked for only
   * where there are hardly any others.
   */
  private static final double COMMON_RATIO = 0.2;

  private static final int FEWEST_TERMS = 8;

  /** BM25's k3: a word that is there three times asks for itself one and a half times as much. */
  private static final double REPETITION = 1;

  private final List<IncidentText> texts = new ArrayList<>();
  private final IndexWriter writer;
  private @Nullable DirectoryReader reader;
  private @Nullable IndexSearcher searcher;

  /** An empty index. */
  public IncidentIndex() {
    try {
      IndexWriterConfig config = new IndexWriterConfig(Analysis.analyzer());
      config.setMergeScheduler(new SerialMergeScheduler());
      // Only neighbours are merged, so Lucene's number of a text stays the place it was added in.
      config.setMergePolicy(new LogDocMergePolicy());
      config.setSimilarity(new BM25Similarity());
      writer = new IndexWriter(new ByteBuffersDirectory(), config);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot make an index: " + e.getMessage(), e);
    }
  }

  /** Adds the text of an incident; it is the latest of all so far. */
  public void add(IncidentText text) {
    try {
      Document document = new Document();
      document.add(new TextField(TITLE, text.title(), Field.Store.NO));
      document.add(new TextField(WHOLE, text.whole(), Field.Store.NO));
      document.add(new NumericDocValuesField(NUMBER, texts.size()));
      writer.addDocument(document);
      texts.add(text);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot index a text: " + e.getMessage(), e);
    }
  }

  /** How many were added. */
  public int size() {
    return texts.size();
  }

  /**
   * The incidents added before one, from the most like on.
   *
   * @param number of the incident asked about, counted from 0 as they were added
   */
  public List<KnownIncident> before(int number, int count) {
    SortedMap<String, Analysis.Use> terms = Analysis.terms(texts.get(number).whole());
    if (terms.isEmpty() || number == 0) {
      return List.of();
    }
    try {
      IndexSearcher search = search();
      BooleanQuery.Builder likeness = new BooleanQuery.Builder();
      for (Map.Entry<String, Analysis.Use> term : mostTelling(terms, search)) {
        double times = term.getValue().count();
        double boost = times * (REPETITION + 1) / (times + REPETITION);
        likeness.add(asking(WHOLE, term.getKey(), boost), Occur.SHOULD);
      }
      for (Map.Entry<String, Analysis.Use> term :
          mostTelling(Analysis.terms(texts.get(number).title()), search)) {
        likeness.add(asking(TITLE, term.getKey(), 1), Occur.SHOULD);
      }
      // All in one query: Lucene looks through such a one by blocks and leaves out most of them.
      likeness.add(NumericDocValuesField.newSlowRangeQuery(NUMBER, 0, number - 1), Occur.FILTER);
      likeness.setMinimumNumberShouldMatch(1);
      List<KnownIncident> found = new ArrayList<>();
      for (ScoreDoc hit : search.search(likeness.build(), count).scoreDocs) {
        found.add(texts.get(hit.doc).incident());
      }
      return found;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot search the index: " + e.getMessage(), e);
    }
  }

  /**
   * The words that two incidents share, the most telling first.
   *
   * @param words how many at most
   */
  public List<String> shared(int number, int other, int words) {
    SortedMap<String, Analysis.Use> terms = Analysis.terms(texts.get(number).whole());
    terms.keySet().retainAll(Analysis.terms(texts.get(other).whole()).keySet());
    try {
      return mostTelling(terms, search()).stream()
          .limit(words)
          .map(term -> term.getValue().word())
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot search the index: " + e.getMessage(), e);
    }
  }

  private static BoostQuery asking(String field, String term, double boost) {
    return new BoostQuery(new TermQuery(new Term(field, term)), (float) boost);
  }

  private static List<Map.Entry<String, Analysis.Use>> mostTelling(
      SortedMap<String, Analysis.Use> terms, IndexSearcher search) throws IOException {
    record Told(Map.Entry<String, Analysis.Use> term, int documents) {}
    List<Told> told = new ArrayList<>();
    for (Map.Entry<String, Analysis.Use> term : terms.entrySet()) {
      int documents = search.getIndexReader().docFreq(new Term(WHOLE, term.getKey()));
      told.add(new Told(Map.entry(term.getKey(), term.getValue()), documents));
    }
    told.sort(Comparator.comparingInt(Told::documents).thenComparing(it -> it.term().getKey()));
    int common = (int) (search.getIndexReader().numDocs() * COMMON_RATIO);
    List<Map.Entry<String, Analysis.Use>> telling = new ArrayList<>();
    for (Told term : told) {
      if (telling.size() < FEWEST_TERMS || term.documents() <= common) {
        telling.add(term.term());
      }
    }
    return telling.subList(0, Math.min(telling.size(), MOST_TERMS));
  }

  private IndexSearcher search() throws IOException {
    DirectoryReader last = reader;
    DirectoryReader newest =
        last == null ? DirectoryReader.open(writer) : DirectoryReader.openIfChanged(last, writer);
    if (newest != null) {
      if (last != null) {
        last.close();
      }
      reader = newest;
      searcher = new IndexSearcher(newest);
      searcher.setSimilarity(new BM25Similarity());
      // Each question is another one; what is kept of it is never asked for again.
      searcher.setQueryCache(null);
    }
    return Objects.requireNonNull(searcher);
  }

  @Override
  public void close() {
    try {
      if (reader != null) {
        reader.close();
      }
      writer.close();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot close the index: " + e.getMessage(), e);
    }
  }
}
