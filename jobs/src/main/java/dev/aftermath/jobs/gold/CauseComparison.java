package dev.aftermath.jobs.gold;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.unix_micros;

import dev.aftermath.jobs.domain.cause.CauseTrend;
import dev.aftermath.jobs.domain.statistics.ExactTests;
import dev.aftermath.jobs.domain.statistics.Share;
import dev.aftermath.jobs.spark.Micros;
import java.io.Serializable;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/** Sets what is known of a cause by itself beside what is known of its service. */
final class CauseComparison {
  private static final double FREQUENT = 0.2;
  private static final double RARE = 0.05;

  private static final StructType COMPARED =
      StructType.fromDDL(
          CauseByItself.SCHEMA.toDDL()
              + """
              , trend STRING NOT NULL, trend_p_value DOUBLE, frequency STRING NOT NULL,
              resolve_share DOUBLE, service_median_acknowledge_seconds DOUBLE,
              service_median_resolve_seconds DOUBLE, change_lift DOUBLE, change_p_value DOUBLE
              """);

  private final HashMap<String, OfService> services = new HashMap<>();
  private long totalResolveSeconds;
  private Instant knownSince = Instant.MAX;

  private CauseComparison() {}

  /** What is known of a service: its episodes, those after a change, and those of late. */
  private record OfService(
      long episodeCount,
      long changeEpisodeCount,
      long recentCount,
      @Nullable Double medianAcknowledgeSeconds,
      @Nullable Double medianResolveSeconds)
      implements Serializable {}

  /**
   * Adds the columns that compare.
   *
   * @param alone rows of {@link CauseByItself}
   * @param members {@link CauseMembers}
   */
  static Dataset<Row> compared(Dataset<Row> alone, Dataset<Row> members, Evaluation evaluation) {
    CauseComparison all = new CauseComparison();
    Map<String, Row> episodes = new HashMap<>();
    for (Row row :
        alone
            .groupBy("service")
            .agg(sum("episode_count"), sum("change_episode_count"), sum("last_30_days_count"))
            .collectAsList()) {
      episodes.put(String.valueOf(row.getString(0)), row);
    }
    for (Row row :
        members
            .groupBy("service")
            .agg(
                min(unix_micros(col("opened_at"))),
                expr("sum(if(time_to_resolve_seconds >= 0, time_to_resolve_seconds, 0))"),
                expr(
                    "percentile(if(time_to_acknowledge_seconds >= 0,"
                        + " time_to_acknowledge_seconds, null), 0.5)"),
                expr(
                    "percentile(if(time_to_resolve_seconds >= 0, time_to_resolve_seconds, null),"
                        + " 0.5)"))
            .collectAsList()) {
      all.add(row, episodes.get(String.valueOf(row.getString(0))));
    }
    Instant knownSince = all.knownSince;
    long total = all.totalResolveSeconds;
    HashMap<String, OfService> services = all.services;
    return alone.map(
        (MapFunction<Row, Row>)
            row -> compared(row, services, total, knownSince, evaluation.asOf()),
        Encoders.row(COMPARED));
  }

  private void add(Row ofMembers, @Nullable Row ofEpisodes) {
    Instant first = Micros.instant(ofMembers.getLong(1));
    knownSince = first.isBefore(knownSince) ? first : knownSince;
    totalResolveSeconds += ofMembers.isNullAt(2) ? 0 : ofMembers.getLong(2);
    services.put(
        String.valueOf(ofMembers.getString(0)),
        new OfService(
            ofEpisodes == null ? 0 : ofEpisodes.getLong(1),
            ofEpisodes == null ? 0 : ofEpisodes.getLong(2),
            ofEpisodes == null ? 0 : ofEpisodes.getLong(3),
            ofMembers.isNullAt(3) ? null : ofMembers.getDouble(3),
            ofMembers.isNullAt(4) ? null : ofMembers.getDouble(4)));
  }

  private static Row compared(
      Row alone,
      Map<String, OfService> services,
      long totalResolveSeconds,
      Instant knownSince,
      Instant asOf) {
    String name = alone.getAs("service");
    OfService service =
        services.getOrDefault(String.valueOf(name), new OfService(0, 0, 0, null, null));
    CauseTrend trend =
        CauseTrend.of(
            new CauseTrend.Counts(
                alone.<Long>getAs("last_28_days_count"), alone.<Long>getAs("before_84_days_count")),
            Micros.instant(alone.<Long>getAs("first_seen_at")),
            knownSince,
            asOf);
    Share own =
        new Share(alone.<Long>getAs("change_episode_count"), alone.<Long>getAs("episode_count"));
    Share others =
        new Share(
            Math.max(0, service.changeEpisodeCount() - own.having()),
            Math.max(0, service.episodeCount() - own.n()));
    long resolve = alone.<Long>getAs("total_resolve_seconds");
    Object[] values = new Object[COMPARED.size()];
    for (int i = 0; i < alone.size(); i++) {
      values[i] = alone.get(i);
    }
    int next = alone.size();
    values[next++] = trend.way().word();
    values[next++] = trend.pValue();
    values[next++] = frequency(alone.<Long>getAs("last_30_days_count"), service.recentCount());
    values[next++] = totalResolveSeconds == 0 ? null : (double) resolve / totalResolveSeconds;
    values[next++] = service.medianAcknowledgeSeconds();
    values[next++] = service.medianResolveSeconds();
    values[next++] = lift(own, others);
    values[next] = others.n() == 0 ? null : ExactTests.fisherAtLeast(own, others);
    return RowFactory.create(values);
  }

  private static String frequency(long own, long ofService) {
    if (own == 0) {
      return "absent";
    }
    double share = (double) own / Math.max(own, ofService);
    return share >= FREQUENT ? "frequent" : share <= RARE ? "rare" : "usual";
  }

  /** Null where the others have no episode after a change: nothing is so many times nothing. */
  private static @Nullable Double lift(Share own, Share others) {
    return others.having() == 0
        ? null
        : ((double) own.having() / own.n()) / ((double) others.having() / others.n());
  }
}
