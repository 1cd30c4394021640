package dev.aftermath.jobs.simulate;

import java.util.List;

/** Somebody on call. The names are invented. */
record Person(String id, String name, String login) {

  private static final List<String> FIRST =
      List.of(
          "Anna",
          "Björn",
          "Carla",
          "Deniz",
          "Elif",
          "Frank",
          "Greta",
          "Hannes",
          "Ines",
          "Jörg",
          "Katharina",
          "Lukas",
          "Marta",
          "Nils",
          "Özlem",
          "Petra");
  private static final List<String> LAST =
      List.of(
          "Albers",
          "Bäcker",
          "Conrad",
          "Dörfler",
          "Ebert",
          "Fröhlich",
          "Groß",
          "Hartwig",
          "Isemann",
          "Jäger",
          "Köhler",
          "Lindner");

  /** The person at one place of a team's rota. */
  static Person of(String team, int place) {
    long key = Seeds.mix(Seeds.mix(7, team), place);
    String first = FIRST.get((int) Long.remainderUnsigned(Seeds.mix(key, 1), FIRST.size()));
    String last = LAST.get((int) Long.remainderUnsigned(Seeds.mix(key, 2), LAST.size()));
    return new Person(
        Seeds.code('P', key, 7), first + " " + last, plain(first) + "." + plain(last));
  }

  String sysId() {
    return Seeds.hex32(Seeds.mix(11, id));
  }

  private static String plain(String name) {
    return name.toLowerCase(java.util.Locale.ROOT)
        .replace("ä", "ae")
        .replace("ö", "oe")
        .replace("ü", "ue")
        .replace("ß", "ss");
  }
}
