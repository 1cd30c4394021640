package dev.aftermath.jobs.simulate;

import dev.aftermath.jobs.domain.alert.Fingerprint;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One firing of an alert as it truly was.
 *
 * @param groupKey the group that it was notified with
 * @param page the page that it led to; null for one that led to nothing
 */
record Alert(
    SortedMap<String, String> labels,
    String groupKey,
    long startedSecond,
    long endedSecond,
    @Nullable Page page) {

  Alert {
    labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
  }

  String fingerprint() {
    return Fingerprint.of(labels);
  }
}
