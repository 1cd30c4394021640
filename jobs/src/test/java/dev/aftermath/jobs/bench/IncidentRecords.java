package dev.aftermath.jobs.bench;

import dev.aftermath.jobs.bronze.Records;
import dev.aftermath.jobs.domain.incident.ActorKind;
import dev.aftermath.jobs.domain.incident.EventKind;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Records of incidents as the readers put them down: a page with ten events for every incident, and
 * a ticket that names the page for two of five. Some are tests, merged, reopened, resolved by
 * nobody or still open. Each system has an export a week.
 */
final class IncidentRecords {
  private static final int EVENTS = 10;
  private static final int TICKETS_OF_TEN = 4;
  private static final double MEDIAN_ACKNOWLEDGE_SECONDS = 240;
  private static final double MEDIAN_RESOLVE_SECONDS = 4_200;

  private final IncidentShape shape;
  private final long place;
  private final SplittableRandom random;
  private final Instant openedAt;
  private final Instant acknowledgedAt;
  private final Instant resolvedAt;
  private final List<Row> events = new ArrayList<>();

  private IncidentRecords(IncidentShape shape, long place) {
    this.shape = shape;
    this.place = place;
    this.random = new SplittableRandom(shape.seed() * 1_000_003 + keyed(shape, place));
    this.openedAt =
        IncidentShape.end()
            .minus(shape.microsBeforeEnd(place), ChronoUnit.MICROS)
            .truncatedTo(ChronoUnit.SECONDS);
    this.acknowledgedAt = openedAt.plusSeconds(drawn(MEDIAN_ACKNOWLEDGE_SECONDS, 1.0));
    this.resolvedAt = acknowledgedAt.plusSeconds(drawn(MEDIAN_RESOLVE_SECONDS, 1.25));
  }

  /** Rows of {@link Records} of the incidents from one place, inclusive, to another, exclusive. */
  static Dataset<Row> rows(SparkSession spark, IncidentShape shape, long from, long to) {
    return spark
        .range(from, to, 1, 8)
        .flatMap(
            (FlatMapFunction<Long, Row>) place -> new IncidentRecords(shape, place).told(),
            Encoders.row(Records.TABLE.schema()));
  }

  /** Counted back from the end, so that a short history has the same last incidents as a long. */
  private static long keyed(IncidentShape shape, long place) {
    return place - shape.incidents() + 1_000_000_000L;
  }

  private String key() {
    return "Q" + keyed(shape, place);
  }

  private long drawn(double median, double spread) {
    return Math.round(median * Math.exp(spread * random.nextGaussian()));
  }

  private boolean happens(int ofThousand) {
    return random.nextInt(1_000) < ofThousand;
  }

  private Iterator<Row> told() {
    Map<String, String> fields = new HashMap<>();
    int service = random.nextInt(60);
    fields.put("service", "service-" + service);
    fields.put("tenant", "tenant-" + service % 12);
    fields.put("team", "team-" + service % 15);
    fields.put("priority", String.valueOf(1 + random.nextInt(5)));
    fields.put("number", String.valueOf(keyed(shape, place)));
    fields.put("title", "Errors on service-" + service);
    fields.put("opened_at", openedAt.toString());
    boolean isOver = !happens(5);
    boolean isTicketed = random.nextInt(10) < TICKETS_OF_TEN;
    List<Row> records = new ArrayList<>();
    records.add(page(fields, isOver));
    if (isTicketed) {
      records.add(ticket(fields, isOver));
    }
    return records.iterator();
  }

  private Row page(Map<String, String> shared, boolean isOver) {
    Map<String, String> fields = new HashMap<>(shared);
    fields.put("native_id", key());
    fields.put("urgency", "1");
    fields.put("deduplication_key", "check-" + random.nextInt(100_000));
    if (happens(10)) {
      fields.put("incident_kind", "test");
    }
    if (happens(20)) {
      fields.put("merged_into", "Q" + (keyed(shape, place) - 1));
    }
    event(openedAt, EventKind.TRIGGERED, ActorKind.AUTOMATION, "monitor");
    event(openedAt.plusSeconds(2), EventKind.NOTIFIED, ActorKind.AUTOMATION, person(0));
    if (happens(970)) {
      event(acknowledgedAt, EventKind.ACKNOWLEDGED, ActorKind.HUMAN, person(0));
    }
    if (happens(150)) {
      event(acknowledgedAt.plusSeconds(30), EventKind.ESCALATED, ActorKind.TIMEOUT, "policy");
    }
    if (happens(300)) {
      event(acknowledgedAt.plusSeconds(200), EventKind.ACKNOWLEDGED, ActorKind.HUMAN, person(1));
    }
    if (isOver && happens(20)) {
      event(acknowledgedAt.plusSeconds(20), EventKind.RESOLVED, ActorKind.HUMAN, person(0));
      event(acknowledgedAt.plusSeconds(900), EventKind.REOPENED, ActorKind.HUMAN, person(0));
    }
    while (events.size() < EVENTS - 1) {
      event(acknowledgedAt.plusSeconds(60), EventKind.ANNOTATED, ActorKind.HUMAN, person(0));
    }
    Instant end = resolvedAt.plusSeconds(1_000);
    fields.put("state", isOver ? "RESOLVED" : "IN_PROGRESS");
    if (isOver) {
      event(end, EventKind.RESOLVED, resolver(), person(0));
    } else {
      event(acknowledgedAt.plusSeconds(90), EventKind.ANNOTATED, ActorKind.HUMAN, person(0));
    }
    return row("pagerduty", key(), fields, events.toArray());
  }

  private Row ticket(Map<String, String> shared, boolean isOver) {
    Map<String, String> fields = new HashMap<>(shared);
    fields.put("number", "INC" + keyed(shape, place));
    fields.put("external_reference", key());
    fields.put("impact", "2");
    fields.put("monitoring_id", "mon-" + place % 1_000);
    fields.put("reassignment_count", String.valueOf(random.nextInt(3)));
    fields.put("made_sla", String.valueOf(happens(900)));
    fields.put("impact_start_at", openedAt.minusSeconds(drawn(180, 1)).toString());
    fields.put("state", isOver ? "CLOSED" : "IN_PROGRESS");
    if (isOver) {
      fields.put("mitigated_at", resolvedAt.plusSeconds(500).toString());
      fields.put("resolved_at", resolvedAt.plusSeconds(1_300).toString());
      fields.put("closed_at", resolvedAt.plusSeconds(90_000).toString());
    }
    return row("servicenow", "s" + keyed(shape, place), fields, new Object[0]);
  }

  private ActorKind resolver() {
    int drawn = random.nextInt(100);
    return drawn < 85 ? ActorKind.HUMAN : drawn < 97 ? ActorKind.AUTOMATION : ActorKind.TIMEOUT;
  }

  private String person(int of) {
    return "person-" + (place % 900 * 2 + of);
  }

  private void event(Instant at, EventKind kind, ActorKind by, String who) {
    events.add(RowFactory.create(at, kind.name(), by.name(), who, null));
  }

  private Row row(String system, String key, Map<String, String> fields, Object[] told) {
    return RowFactory.create(
        system + "-" + keyed(shape, place) / shape.perWeek(),
        system,
        system,
        "incident",
        key,
        resolvedAt.plusSeconds(90_000),
        0L,
        place * 2 + ("pagerduty".equals(system) ? 0 : 1),
        Long.toHexString(place),
        CollectionConverters.asScala(fields),
        told,
        "{}");
  }
}
