package dev.aftermath.jobs.domain.kpi;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** The columns that a definition may name, with what each of them holds. */
public record FactColumns(SortedMap<String, ColumnKind> kinds) {
  /** Those of a table that has none. */
  public static final FactColumns NONE = new FactColumns(new TreeMap<>());

  /** Takes a copy. */
  public FactColumns {
    kinds = Collections.unmodifiableSortedMap(new TreeMap<>(kinds));
  }

  /** The names of the columns of any of the kinds. */
  public Set<String> of(ColumnKind... wanted) {
    List<ColumnKind> any = Arrays.asList(wanted);
    Set<String> names = new TreeSet<>();
    for (Map.Entry<String, ColumnKind> column : kinds.entrySet()) {
      if (any.contains(column.getValue())) {
        names.add(column.getKey());
      }
    }
    return names;
  }
}
