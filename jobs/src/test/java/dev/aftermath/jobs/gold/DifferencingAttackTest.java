package dev.aftermath.jobs.gold;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aftermath.jobs.domain.people.PublishedTeams;
import dev.aftermath.jobs.gold.PublishedCells.Naming;
import dev.aftermath.jobs.gold.PublishedCells.Publishing;
import dev.aftermath.jobs.gold.RandomOrganisation.Team;
import java.io.IOException;
import java.time.Instant;
import java.util.function.Function;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Whoever subtracts all published figures from each other")
class DifferencingAttackTest {
  /** Cells of small teams that follow from what is published, in how many organisations. */
  private record Found(long cells, int organisations, long tried) {}

  @Test
  @DisplayName(
      "finds no cell of a small team in 1,000 organisations, in all weeks' versions either")
  void safe() throws IOException {
    Found found =
        attack(
            1_000,
            organisation ->
                new Publishing(
                    (team, at, asOf) ->
                        organisation.ofIncidents(asOf).name(team.name(), at).orElse(null),
                    (team, at, asOf) ->
                        organisation.ofPages(asOf).name(team.name(), at).orElse(null),
                    true));

    assertThat(found.cells()).isZero();
    assertThat(found.tried()).isGreaterThan(50_000);
  }

  @Test
  @DisplayName("finds them where small teams are left out beside a total")
  void leftOut() throws IOException {
    Naming naming = (team, at, asOf) -> isLarge(team, at) ? team.name() : null;
    Found found = attack(100, organisation -> new Publishing(naming, naming, false));

    assertThat(found.organisations()).isGreaterThan(50);
  }

  @Test
  @DisplayName("finds them where a group is told anew, without the team that has grown")
  void regrouped() throws IOException {
    Naming naming = (team, at, asOf) -> isLarge(team, asOf) ? team.name() : PublishedTeams.TOGETHER;
    Found found = attack(100, organisation -> new Publishing(naming, naming, true));

    assertThat(found.organisations()).isGreaterThan(50);
  }

  private static boolean isLarge(Team team, Instant at) {
    return team.sizeAt(at) >= RandomOrganisation.SMALLEST;
  }

  private static Found attack(
      int organisations, Function<RandomOrganisation, Publishing> publishing) throws IOException {
    KpiPlaces places = new KpiPlaces();
    long cells = 0;
    int open = 0;
    long tried = 0;
    for (int seed = 0; seed < organisations; seed++) {
      RandomOrganisation organisation = new RandomOrganisation(seed);
      PublishedCells.Attack attack =
          new PublishedCells(organisation, publishing.apply(organisation), places).attack();
      cells += attack.found();
      open += attack.found() > 0 ? 1 : 0;
      tried += attack.tried();
    }
    return new Found(cells, open, tried);
  }
}
