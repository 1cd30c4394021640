package dev.aftermath.jobs.silver;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_compact;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.unix_micros;

import dev.aftermath.jobs.domain.postmortem.PostmortemLink;
import dev.aftermath.jobs.domain.postmortem.PostmortemLink.Candidate;
import dev.aftermath.jobs.domain.postmortem.PostmortemLinking;
import dev.aftermath.jobs.domain.postmortem.PostmortemRules.Nearby;
import dev.aftermath.jobs.domain.postmortem.PostmortemSighting;
import dev.aftermath.jobs.domain.postmortem.SightedIncident;
import dev.aftermath.jobs.spark.Micros;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;

/** Puts postmortems down to incidents: postmortems go to every task, incidents pass by once. */
final class PostmortemLinks {
  private static final StructType CANDIDATE =
      StructType.fromDDL(
          """
          postmortem INT, incident_id STRING, rule STRING, rank INT, place INT, evidence STRING
          """);
  private static final StructType LINK =
      StructType.fromDDL(
          """
          source STRING, postmortem_key STRING, incident_id STRING,
          other_incident_ids ARRAY<STRING>, match_rule STRING, match_evidence STRING
          """);

  private PostmortemLinks() {}

  /** One row per postmortem that had any incident to choose from. */
  static Dataset<Row> of(Dataset<Row> postmortems, Dataset<Row> incidents, List<Nearby> rules) {
    List<PostmortemSighting> sightings =
        postmortems
            .select(
                col("source"),
                col("postmortem_key"),
                col("stated_references"),
                col("mentioned_references"),
                col("title"),
                col("service"),
                col("tenant"),
                unix_micros(col("started_at")))
            .orderBy("source", "postmortem_key")
            .collectAsList()
            .stream()
            .map(PostmortemLinks::sighting)
            .toList();
    List<Row> links =
        sightings.isEmpty() ? List.of() : links(sightings, candidates(sightings, incidents, rules));
    return postmortems.sparkSession().createDataFrame(links, LINK);
  }

  private static List<Candidate> candidates(
      List<PostmortemSighting> sightings, Dataset<Row> incidents, List<Nearby> rules) {
    PostmortemLinking linking = PostmortemLinking.among(sightings, rules);
    return incidents
        .select(
            col("incident_id"),
            array_compact(
                array(
                    col("servicenow_number"),
                    col("servicenow_key"),
                    col("pagerduty_number"),
                    col("pagerduty_key"))),
            col("service"),
            col("tenant"),
            unix_micros(coalesce(col("impact_start_at"), col("opened_at"))))
        .flatMap(
            (FlatMapFunction<Row, Row>)
                row ->
                    linking.candidates(incident(row)).stream().map(PostmortemLinks::row).iterator(),
            Encoders.row(CANDIDATE))
        .collectAsList()
        .stream()
        .map(PostmortemLinks::candidate)
        .toList();
  }

  private static List<Row> links(List<PostmortemSighting> sightings, List<Candidate> candidates) {
    Map<Integer, List<Candidate>> ofEach =
        candidates.stream()
            .collect(
                Collectors.groupingBy(Candidate::postmortem, TreeMap::new, Collectors.toList()));
    return ofEach.entrySet().stream()
        .map(entry -> link(sightings.get(entry.getKey()), PostmortemLink.among(entry.getValue())))
        .toList();
  }

  private static Row link(PostmortemSighting postmortem, PostmortemLink link) {
    return RowFactory.create(
        postmortem.source(),
        postmortem.key(),
        link.incidentId(),
        link.otherIncidentIds().toArray(),
        link.rule(),
        link.evidence());
  }

  private static PostmortemSighting sighting(Row row) {
    return new PostmortemSighting(
        row.getString(0),
        row.getString(1),
        row.getList(2),
        row.getList(3),
        row.getString(4),
        row.getString(5),
        row.getString(6),
        row.isNullAt(7) ? null : Micros.instant(row.getLong(7)));
  }

  private static SightedIncident incident(Row row) {
    return new SightedIncident(
        row.getString(0),
        row.getList(1),
        row.getString(2),
        row.getString(3),
        row.isNullAt(4) ? null : Micros.instant(row.getLong(4)));
  }

  private static Row row(Candidate candidate) {
    return RowFactory.create(
        candidate.postmortem(),
        candidate.incidentId(),
        candidate.rule(),
        candidate.rank(),
        candidate.order(),
        candidate.evidence());
  }

  private static Candidate candidate(Row row) {
    return new Candidate(
        row.getInt(0),
        row.getString(1),
        row.getString(2),
        row.getInt(3),
        row.getInt(4),
        row.getString(5));
  }
}
