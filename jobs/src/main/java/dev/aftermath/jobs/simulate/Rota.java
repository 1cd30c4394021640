package dev.aftermath.jobs.simulate;

import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;

/**
 * Who of a team is on call: one after the other for a week from Monday 09:00. Now and then somebody
 * has entered an end that is too early, and nobody notices the gap before the next one begins.
 */
record Rota(World world, Service service) {
  private static final int PEOPLE = 3;
  private static final int HANDOVER_HOUR = 9;
  private static final double GAP_RATIO = 0.3;

  /** One person's turn, start inclusive, end exclusive. */
  record Turn(Person person, long startSecond, long endSecond) {}

  /** The rotas of the world: one per team, under the first of its services. */
  static List<Rota> all(World world) {
    List<String> teams = new ArrayList<>();
    List<Rota> rotas = new ArrayList<>();
    for (Service service : world.services()) {
      if (!teams.contains(service.team())) {
        teams.add(service.team());
        rotas.add(new Rota(world, service));
      }
    }
    return rotas;
  }

  /** The turns that touch the world's weeks, ascending. */
  List<Turn> turns() {
    List<Turn> turns = new ArrayList<>();
    ZonedDateTime first =
        world.weeks().get(0).start().atZone(world.settings().zone()).minusWeeks(1);
    for (int i = 0; i <= world.weeks().size(); i++) {
      ZonedDateTime start = first.plusWeeks(i).withHour(HANDOVER_HOUR);
      long end = start.plusWeeks(1).toEpochSecond();
      long key = Seeds.mix(world.serviceKey(service), 700 + i);
      long missing = Seeds.uniform(key) < GAP_RATIO ? 900 + Math.floorMod(key, 20_000) : 0;
      turns.add(
          new Turn(Person.of(service.team(), i % PEOPLE), start.toEpochSecond(), end - missing));
    }
    return turns;
  }
}
