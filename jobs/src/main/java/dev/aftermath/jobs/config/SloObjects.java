package dev.aftermath.jobs.config;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The OpenSLO objects that were read together, by kind and name, to follow references. */
final class SloObjects {
  private final Map<String, Map<String, SloObject>> byKind = new LinkedHashMap<>();
  private final Map<String, Map<Optional<Instant>, SloObject>> versions = new LinkedHashMap<>();

  /** Takes in an object; a second one of the same kind and name is noted with the first's place. */
  void add(SloObject object) {
    if (object.name().isEmpty() || !SloObject.KINDS.contains(object.kind())) {
      return;
    }
    if (object.kind().equals("SLO")) {
      addVersion(object);
      return;
    }
    SloObject first =
        byKind
            .computeIfAbsent(object.kind(), kind -> new LinkedHashMap<>())
            .putIfAbsent(object.name(), object);
    if (first != null) {
      refuse(object, first, "is already defined at", "rename or remove one");
    }
  }

  /** Documents of one SLO are its versions: one from the beginning, the others from a date each. */
  private void addVersion(SloObject slo) {
    byKind.computeIfAbsent("SLO", kind -> new LinkedHashMap<>()).putIfAbsent(slo.name(), slo);
    Optional<Instant> from = SloAnnotations.effectiveFrom(slo);
    SloObject first =
        versions.computeIfAbsent(slo.name(), name -> new LinkedHashMap<>()).putIfAbsent(from, slo);
    if (first != null && from.isEmpty()) {
      refuse(slo, first, "is already defined at", "rename or remove one");
    } else if (first != null) {
      refuse(
          slo,
          first,
          "already has a version from " + from.get() + " at",
          "give each version its own aftermath/effective-from");
    }
  }

  private static void refuse(SloObject object, SloObject first, String what, String remedy) {
    YamlNode place =
        object.root().find("metadata").flatMap(it -> it.find("name")).orElse(object.root());
    place
        .problems()
        .at(
            place,
            object.kind()
                + " \""
                + object.name()
                + "\" "
                + what
                + " "
                + first.root().file()
                + ":"
                + first.root().line()
                + "; "
                + remedy);
  }

  /** The object that a key's text refers to, if it was read. */
  Optional<SloObject> find(String kind, String name) {
    return Optional.ofNullable(byKind.getOrDefault(kind, Map.of()).get(name));
  }

  /**
   * Follows a reference that cannot do without its object; one that leads nowhere is noted.
   *
   * @param place the value that holds the name
   */
  Optional<SloObject> require(String kind, YamlNode place) {
    String name = place.text().orElse("");
    Optional<SloObject> found = find(kind, name);
    if (found.isEmpty()) {
      Set<String> names = byKind.getOrDefault(kind, Map.of()).keySet();
      place
          .problems()
          .disputed(
              place,
              names.isEmpty()
                  ? "No " + kind + " \"" + name + "\" and no other one was read; give its file too"
                  : "No " + kind + " \"" + name + "\"" + Spelling.suggestion(name, names),
              "it is left out");
    }
    return found;
  }

  /**
   * Checks a reference to something that may live elsewhere: only when objects of the kind were
   * read is one that leads nowhere a mistake.
   */
  void check(String kind, YamlNode place) {
    if (byKind.containsKey(kind)) {
      require(kind, place);
    } else {
      SloObject.checkName(place, place.text().orElse(""));
    }
  }

  /** The names of a kind in the order of the alphabet. */
  Set<String> names(String kind) {
    return new TreeSet<>(byKind.getOrDefault(kind, Map.of()).keySet());
  }
}
