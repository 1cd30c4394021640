package dev.aftermath.jobs.gold;

import dev.aftermath.jobs.domain.contract.ContractCheck;
import dev.aftermath.jobs.domain.contract.ContractCheck.Verdict;
import dev.aftermath.jobs.domain.contract.ContractRule;
import dev.aftermath.jobs.domain.contract.ContractSubject;
import dev.aftermath.jobs.domain.contract.SubjectKind;
import dev.aftermath.jobs.spark.Micros;
import java.io.Serializable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;

/** Lets every rule look at a subject, a row of {@link ContractSubjects}. */
final class ContractEvaluation implements Serializable {
  private static final long serialVersionUID = 1L;

  /** A broken rule; instants are microseconds. */
  static final StructType FINDING =
      StructType.fromDDL(
          """
          rule STRING, rule_version BIGINT, severity STRING, rule_text STRING, rule_owner STRING,
          subject STRING,
          subject_key STRING, number STRING, title STRING, services ARRAY<STRING>, tenant STRING,
          missing_field STRING, reason STRING, place STRING, is_open BOOLEAN, at BIGINT
          """);

  /** What a rule found in a subject, once for each segment that the subject is of. */
  static final StructType VERDICT =
      StructType.fromDDL(
          """
          place INT, segment_type STRING, segment STRING, at BIGINT, met BIGINT, broken BIGINT,
          not_applicable BIGINT
          """);

  private static final String NONE = "(none)";

  private final List<ContractRule> rules;
  private final Instant asOf;

  ContractEvaluation(List<ContractRule> rules, Instant asOf) {
    this.rules = List.copyOf(rules);
    this.asOf = asOf;
  }

  /** The rules that the subject breaks. */
  Iterator<Row> findings(Row row) {
    ContractSubject subject = subject(row);
    List<Row> findings = new ArrayList<>();
    for (ContractRule rule : rules) {
      ContractCheck check =
          rule.subject() == subject.kind() ? ContractCheck.of(rule, subject, asOf) : null;
      if (check != null && check.verdict() == Verdict.BROKEN) {
        findings.add(finding(row, rule, check));
      }
    }
    return findings.iterator();
  }

  private static Row finding(Row row, ContractRule rule, ContractCheck check) {
    Map<String, String> places = row.getJavaMap(13);
    return RowFactory.create(
        rule.id(),
        rule.version(),
        rule.severity().name().toLowerCase(Locale.ROOT),
        rule.text(),
        rule.owner(),
        row.getString(0),
        row.getString(1),
        row.getString(2),
        row.getString(3),
        row.getList(4).toArray(),
        row.getString(5),
        check.missing(),
        check.reason(),
        places.getOrDefault(String.valueOf(check.missing()), row.getString(12)),
        row.getBoolean(6),
        row.get(7));
  }

  /** What each rule about such subjects says of it. */
  Iterator<Row> verdicts(Row row) {
    ContractSubject subject = subject(row);
    Instant at = subject.at();
    if (at != null && !at.isBefore(asOf)) {
      return Collections.emptyIterator();
    }
    List<Row> verdicts = new ArrayList<>();
    for (int place = 0; place < rules.size(); place++) {
      if (rules.get(place).subject() == subject.kind()) {
        Verdict verdict = ContractCheck.of(rules.get(place), subject, asOf).verdict();
        verdicts.add(verdict(place, "all", "all", row, verdict));
        List<String> services = row.getList(4);
        for (String service : services.isEmpty() ? List.of(NONE) : services) {
          verdicts.add(verdict(place, "service", service, row, verdict));
        }
        String tenant = row.getString(5);
        verdicts.add(verdict(place, "tenant", tenant == null ? NONE : tenant, row, verdict));
      }
    }
    return verdicts.iterator();
  }

  private static Row verdict(
      int place, String segmentType, String segment, Row row, Verdict verdict) {
    return RowFactory.create(
        place,
        segmentType,
        segment,
        row.get(7),
        verdict == Verdict.MET ? 1L : 0L,
        verdict == Verdict.BROKEN ? 1L : 0L,
        verdict == Verdict.NOT_APPLICABLE ? 1L : 0L);
  }

  private static ContractSubject subject(Row row) {
    Map<String, String> texts = row.getJavaMap(8);
    Map<String, Long> micros = row.getJavaMap(9);
    Map<String, Instant> instants = new HashMap<>();
    micros.forEach((field, value) -> instants.put(field, Micros.instant(value)));
    Instant at = row.isNullAt(7) ? null : Micros.instant(row.getLong(7));
    return new ContractSubject(
        SubjectKind.valueOf(row.getString(0).toUpperCase(Locale.ROOT)),
        at,
        texts,
        instants,
        new HashSet<>(row.<String>getList(10)),
        new HashSet<>(row.<String>getList(11)));
  }
}
