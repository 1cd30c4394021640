package dev.aftermath.jobs.domain.suggestion;

import dev.aftermath.jobs.domain.log.IncidentLines;
import dev.aftermath.jobs.domain.log.LogVectors;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What services wrote around their incidents, in the order in which these were opened, and which
 * earlier incidents of the same service are most like a later one by that.
 */
public final class PastLogs {
  /** With less in common, kinds of failure are hardly told apart. */
  private static final double LEAST_COSINE = 0.5;

  /** They are compared one by one, and what failed long ago was another program. */
  private static final int HORIZON = 2_000;

  private final Map<String, Service> services = new HashMap<>();
  private final Map<String, Entry> byId = new HashMap<>();

  /** Takes in what was written around an incident, the latest so far. */
  public void add(KnownIncident incident, IncidentLines lines) {
    if (lines.minuteCounts().isEmpty()) {
      return;
    }
    Service service = services.computeIfAbsent(lines.service(), name -> new Service());
    service.vectors.add(lines.minuteCounts());
    Entry entry = new Entry(incident, service, service.entries.size(), lines.minuteCounts());
    service.entries.add(entry);
    byId.put(incident.id(), entry);
  }

  /**
   * The earlier incidents most like one, the most like first, of equals the later.
   *
   * @param depth how many at most
   * @return none when nothing was written around it, or nothing that sets it apart
   */
  public List<KnownIncident> before(KnownIncident incident, int depth) {
    Entry entry = byId.get(incident.id());
    if (entry == null || entry.vector().isEmpty()) {
      return List.of();
    }
    List<Alike> alike = new ArrayList<>();
    List<Entry> entries = entry.service.entries;
    for (int i = entry.place - 1; i >= Math.max(0, entry.place - HORIZON); i--) {
      double cosine = LogVectors.cosine(entry.vector(), entries.get(i).vector());
      if (cosine >= LEAST_COSINE) {
        alike.add(new Alike(entries.get(i).incident, cosine));
      }
    }
    // Stable: of equals the later stay first.
    alike.sort(Comparator.comparingDouble(Alike::cosine).reversed());
    return alike.stream().limit(depth).map(Alike::incident).toList();
  }

  private record Alike(KnownIncident incident, double cosine) {}

  private static final class Service {
    private final LogVectors vectors = new LogVectors();
    private final List<Entry> entries = new ArrayList<>();
  }

  private static final class Entry {
    private final KnownIncident incident;
    private final Service service;
    private final int place;
    private final Map<String, Long> counts;
    private Map<String, Double> vector = Map.of();
    private int entryCountOfVector;

    Entry(KnownIncident incident, Service service, int place, Map<String, Long> counts) {
      this.incident = incident;
      this.service = service;
      this.place = place;
      this.counts = counts;
    }

    /** Made anew only when more is known of how rare templates are. */
    Map<String, Double> vector() {
      if (entryCountOfVector != service.entries.size()) {
        vector = service.vectors.of(counts);
        entryCountOfVector = service.entries.size();
      }
      return vector;
    }
  }
}
