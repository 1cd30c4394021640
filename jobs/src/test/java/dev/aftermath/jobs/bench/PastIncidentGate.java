package dev.aftermath.jobs.bench;

import dev.aftermath.jobs.domain.log.IncidentLines;
import dev.aftermath.jobs.domain.suggestion.KnownIncident;
import dev.aftermath.jobs.domain.suggestion.Suggestion;
import dev.aftermath.jobs.domain.suggestion.SuggestionRule;
import dev.aftermath.jobs.domain.suggestion.VectorModel;
import dev.aftermath.jobs.text.IncidentText;
import dev.aftermath.jobs.text.PastIncidents;
import dev.aftermath.jobs.text.SentenceVectors;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.commons.csv.CSVRecord;

/**
 * How well past incidents are suggested, on reports of which people said which tell of the same.
 *
 * <p>Reports that are linked by pairs, over any number of steps, are of one group. Each report that
 * has an earlier one in its group is a question, asked of all reports before it: it is answered
 * within k when one of its group is among the first k. Solved or not is not told, so the order is
 * that of the scores.
 */
final class PastIncidentGate {
  private static final DateTimeFormatter CREATED =
      new DateTimeFormatterBuilder()
          .parseCaseInsensitive()
          .appendPattern("[d/MMM/yy HH:mm][yyyy-MM-dd['T'][ ]HH:mm[:ss][X]]")
          .toFormatter(Locale.ENGLISH);

  private final List<IncidentText> reports;
  private final Map<String, Set<String>> earlierOfGroup;

  private PastIncidentGate(List<IncidentText> reports, Map<String, Set<String>> earlierOfGroup) {
    this.reports = reports;
    this.earlierOfGroup = earlierOfGroup;
  }

  /**
   * Reads the reports.
   *
   * @param reports with the columns {@code Issue id}, {@code Created}, {@code Summary}, {@code
   *     Description}
   * @param pairs with the columns {@code Issue id} and {@code Duplicate id}
   */
  static PastIncidentGate read(Path reports, Path pairs) throws IOException {
    List<IncidentText> texts = new ArrayList<>();
    for (CSVRecord row : Tables.rows(reports)) {
      Instant createdAt =
          LocalDateTime.parse(row.get("Created").strip(), CREATED).toInstant(ZoneOffset.UTC);
      KnownIncident incident = new KnownIncident(row.get("Issue id").strip(), createdAt, false);
      texts.add(new IncidentText(incident, row.get("Summary"), row.get("Description")));
    }
    texts.sort(
        Comparator.comparing((IncidentText it) -> it.incident().openedAt())
            .thenComparing(it -> it.incident().id()));
    return new PastIncidentGate(texts, earlierOfGroup(texts, Tables.rows(pairs)));
  }

  /** How many reports have an earlier one in their group. */
  int questions() {
    return earlierOfGroup.size();
  }

  /** The share of questions answered within each k, from 0 to 1. */
  Map<Integer, Double> recall(VectorModel model, List<Integer> within) {
    Map<Integer, Integer> answered = new TreeMap<>();
    SuggestionRule rule =
        SuggestionRule.FIVE.first(within.stream().mapToInt(it -> it).max().orElseThrow());
    Optional<SentenceVectors> vectors = SentenceVectors.loaded(model);
    try (PastIncidents past = new PastIncidents()) {
      for (IncidentText report : reports) {
        String text = report.title() + ". " + report.body();
        past.add(report, vectors.map(it -> it.of(text)).orElse(new float[0]), IncidentLines.NONE);
      }
      earlierOfGroup.forEach(
          (id, wanted) -> {
            List<Suggestion> chosen = past.chosen(id, rule);
            for (int k : within) {
              boolean isAnswered =
                  chosen.stream().limit(k).anyMatch(it -> wanted.contains(it.incident().id()));
              answered.merge(k, isAnswered ? 1 : 0, Integer::sum);
            }
          });
    }
    Map<Integer, Double> recall = new TreeMap<>();
    answered.forEach((k, count) -> recall.put(k, count / (double) questions()));
    return recall;
  }

  private static Map<String, Set<String>> earlierOfGroup(
      List<IncidentText> texts, List<CSVRecord> pairs) {
    Map<String, Set<String>> groups = new HashMap<>();
    texts.forEach(it -> groups.put(it.incident().id(), new HashSet<>(Set.of(it.incident().id()))));
    for (CSVRecord pair : pairs) {
      Set<String> one = groups.get(pair.get("Issue id").strip());
      Set<String> other = groups.get(pair.get("Duplicate id").strip());
      if (one != null && other != null && one != other) {
        one.addAll(other);
        one.forEach(id -> groups.put(id, one));
      }
    }
    Map<String, Set<String>> earlier = new TreeMap<>();
    IdentityHashMap<Set<String>, Set<String>> seen = new IdentityHashMap<>();
    for (IncidentText text : texts) {
      String id = text.incident().id();
      Set<String> before = seen.computeIfAbsent(groups.get(id), it -> new HashSet<>());
      if (!before.isEmpty()) {
        earlier.put(id, Set.copyOf(before));
      }
      before.add(id);
    }
    return earlier;
  }
}
