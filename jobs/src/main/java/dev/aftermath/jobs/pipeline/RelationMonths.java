package dev.aftermath.jobs.pipeline;

import static org.apache.spark.sql.functions.broadcast;

import dev.aftermath.jobs.domain.calendar.Days;
import dev.aftermath.jobs.domain.matching.MatchingRules;
import dev.aftermath.jobs.domain.matching.Neighbourhood;
import dev.aftermath.jobs.domain.matching.Sighting;
import dev.aftermath.jobs.domain.matching.Vicinity;
import dev.aftermath.jobs.lake.Lake;
import dev.aftermath.jobs.lake.TableSpec;
import dev.aftermath.jobs.silver.AccountSightings;
import dev.aftermath.jobs.silver.IncidentAccounts;
import dev.aftermath.jobs.silver.IncidentRelations;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.storage.StorageLevel;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Brings {@link IncidentRelations} up to date: those accounts are matched again that hang together
 * with what changed. All are where there are few, where much changed, or where much hangs together
 * with it.
 */
final class RelationMonths implements Step.Work {
  /** Most that hangs together with a week was opened in it or in the week before. */
  private static final int NEWEST_DAYS = 14;

  /** Each is a look at all accounts; matching all takes as long as a few. */
  private static final int MOST_LOOKS = 4;

  private static final Duration DAY = Duration.ofDays(1);
  private static final Seq<String> KEY = CollectionConverters.asScala(IncidentAccounts.KEY).toSeq();
  private static final StructType KEYS =
      StructType.fromDDL("system STRING NOT NULL, record_key STRING NOT NULL");

  /** Fewer are all matched in the time that it takes to find out which are to be. */
  private static final long MANY = 400_000;

  private final MatchingRules rules;
  private final FoldedStories stories;

  RelationMonths(MatchingRules rules, FoldedStories stories) {
    this.rules = rules;
    this.stories = stories;
  }

  @Override
  public void bringUpToDate(Task task) {
    Optional<Neighbourhood> neighbourhood =
        Monthly.change(task)
            .filter(change -> stories.areAtLeast(MANY, task.lake()))
            .flatMap(change -> neighbourhood(task.lake(), change));
    if (neighbourhood.isPresent()) {
      write(task, neighbourhood.get());
      return;
    }
    // Small rows, made by one task: to write them to the disk it would take a second more.
    new ChangedMonths(
            "opened_at",
            StorageLevel.MEMORY_AND_DISK(),
            lake -> IncidentRelations.build(lake.read(IncidentAccounts.TABLE), rules))
        .bringUpToDate(task);
  }

  /** What hangs together with the accounts that changed; empty when all are to be matched. */
  private Optional<Neighbourhood> neighbourhood(Lake lake, Monthly.Change change) {
    Days days = change.of(IncidentAccounts.TABLE).days();
    if (!days.isEmpty()) {
      days =
          days.withDayBefore()
              .withDayAfter()
              .and(Days.between(days.last().minusDays(NEWEST_DAYS), days.last()));
    }
    OpenedDays looked = new OpenedDays(days);
    if (!looked.areFew()
        || rules.nearby().stream().anyMatch(it -> it.within().compareTo(DAY) > 0)) {
      return Optional.empty();
    }
    Dataset<Row> accounts = lake.read(IncidentAccounts.TABLE);
    List<Sighting> before =
        AccountSightings.collected(looked.of(change.before(IncidentAccounts.TABLE)));
    List<Sighting> now = AccountSightings.collected(looked.of(accounts));
    Neighbourhood neighbourhood = Neighbourhood.of(before, now, rules);
    for (int look = 0; look < MOST_LOOKS; look++) {
      Optional<Vicinity> sought = neighbourhood.sought();
      if (sought.isEmpty()) {
        return Optional.of(neighbourhood);
      }
      Days found =
          AccountSightings.reached(accounts.where("opened_at IS NOT NULL"), sought.get())
              .and(days(neighbourhood.members()))
              .withDayBefore()
              .withDayAfter()
              .without(looked.days());
      if (found.isEmpty()) {
        return Optional.of(neighbourhood);
      }
      OpenedDays more = new OpenedDays(found);
      neighbourhood.add(
          AccountSightings.collected(more.of(accounts).where("opened_at IS NOT NULL")));
      looked = new OpenedDays(looked.days().and(found));
      if (!looked.areFew()) {
        return Optional.empty();
      }
    }
    return Optional.empty();
  }

  private static void write(Task task, Neighbourhood neighbourhood) {
    if (neighbourhood.members().isEmpty()) {
      return;
    }
    Lake lake = task.lake();
    TableSpec table = task.step().output();
    Dataset<Row> keys =
        broadcast(
            lake.spark()
                .createDataFrame(
                    neighbourhood.members().stream()
                        .map(it -> RowFactory.create(it.system(), it.key()))
                        .distinct()
                        .toList(),
                    KEYS));
    Dataset<Row> before = new OpenedDays(days(neighbourhood.members())).ofMonths(lake.read(table));
    Dataset<Row> now = IncidentRelations.rows(lake.spark(), neighbourhood.relations());
    DifferingMonths changed =
        DifferingMonths.between(before.join(keys, KEY, "left_semi"), now, "opened_at");
    if (!changed.months().isEmpty()) {
      lake.replaceMonths(
          table,
          changed.of(before.join(keys, KEY, "left_anti").unionByName(now)),
          changed.months(),
          task.note().ofDays(changed.days()));
    }
  }

  private static Days days(Collection<Sighting> sightings) {
    return Days.of(
        sightings.stream()
            .flatMap(it -> Stream.ofNullable(it.openedAt()))
            .map(at -> at.atOffset(ZoneOffset.UTC).toLocalDate())
            .toList());
  }
}
