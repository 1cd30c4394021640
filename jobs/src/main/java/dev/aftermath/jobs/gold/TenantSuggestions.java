package dev.aftermath.jobs.gold;

import dev.aftermath.jobs.domain.suggestion.KnownIncident;
import dev.aftermath.jobs.domain.suggestion.Suggestion;
import dev.aftermath.jobs.domain.suggestion.SuggestionRule;
import dev.aftermath.jobs.spark.Micros;
import dev.aftermath.jobs.text.PastIncidents;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.jspecify.annotations.Nullable;

/**
 * The suggestions for the incidents of one tenant. Month by month, what was opened is added to what
 * is known and then looked up in it, so that the rows of a month hang on nothing later.
 */
final class TenantSuggestions implements Serializable {
  private static final long serialVersionUID = 1L;

  private final Map<String, String> digests;
  private final SuggestionRule rule;

  /**
   * For some months.
   *
   * @param digests of the months that are asked for
   */
  TenantSuggestions(Map<String, String> digests, SuggestionRule rule) {
    this.digests = new TreeMap<>(digests);
    this.rule = rule;
  }

  /** The rows, times as numbers, made as they are asked for. */
  Iterator<Row> of(Iterator<Row> rows) {
    TreeMap<String, List<KnownIncidents.Known>> byMonth = new TreeMap<>();
    for (KnownIncidents.Known known : KnownIncidents.read(rows).inOrder()) {
      byMonth.computeIfAbsent(known.month(), it -> new ArrayList<>()).add(known);
    }
    return new Rows(byMonth.values().iterator());
  }

  private final class Rows implements Iterator<Row> {
    private final PastIncidents past = new PastIncidents();
    private final Map<String, KnownIncidents.Known> byId = new HashMap<>();
    private final Iterator<List<KnownIncidents.Known>> months;
    private Iterator<KnownIncidents.Known> asking = Collections.emptyIterator();
    private Iterator<Row> found = Collections.emptyIterator();

    Rows(Iterator<List<KnownIncidents.Known>> months) {
      this.months = months;
    }

    @Override
    public boolean hasNext() {
      while (!found.hasNext()) {
        if (asking.hasNext()) {
          found = found(asking.next());
        } else if (months.hasNext()) {
          asking = opened(months.next());
        } else {
          past.close();
          return false;
        }
      }
      return true;
    }

    @Override
    public Row next() {
      if (!hasNext()) {
        throw new NoSuchElementException("All suggestions were read");
      }
      return found.next();
    }

    private Iterator<KnownIncidents.Known> opened(List<KnownIncidents.Known> month) {
      for (KnownIncidents.Known known : month) {
        past.add(known.text(), known.vector(), known.lines());
        byId.put(known.id(), known);
      }
      return digests.containsKey(month.get(0).month())
          ? month.iterator()
          : Collections.emptyIterator();
    }

    private Iterator<Row> found(KnownIncidents.Known known) {
      String digest = digests.getOrDefault(known.month(), "");
      return past.suggestions(known.id(), rule).stream()
          .map(reasoned -> row(known, reasoned, byId, digest))
          .iterator();
    }
  }

  private static Row row(
      KnownIncidents.Known asking,
      PastIncidents.Reasoned reasoned,
      Map<String, KnownIncidents.Known> byId,
      String digest) {
    Suggestion suggestion = reasoned.suggestion();
    KnownIncident incident = suggestion.incident();
    KnownIncidents.Known suggested = byId.get(incident.id());
    if (suggested == null) {
      throw new IllegalStateException("Suggested " + incident.id() + ", which is not known");
    }
    return RowFactory.create(
        asking.id(),
        (long) suggestion.rank(),
        asking.tenant(),
        Micros.of(asking.text().incident().openedAt()),
        incident.id(),
        suggested.text().title(),
        suggested.causeText(),
        Micros.of(incident.openedAt()),
        incident.isSolved(),
        suggestion.score(),
        place(suggestion, PastIncidents.WORDS),
        place(suggestion, PastIncidents.VECTORS),
        place(suggestion, PastIncidents.LOGS),
        place(suggestion, SuggestionRule.RECENCY),
        reasoned.sharedWords().toArray(String[]::new),
        reasoned.reason(asking.text().incident().openedAt()),
        digest,
        asking.month());
  }

  private static @Nullable Long place(Suggestion suggestion, String ranking) {
    Integer place = suggestion.places().get(ranking);
    return place == null ? null : Long.valueOf(place);
  }
}
