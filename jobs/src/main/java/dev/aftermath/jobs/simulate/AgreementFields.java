package dev.aftermath.jobs.simulate;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The record of the task_sla table as it stood just before a moment. */
final class AgreementFields {
  private final Agreement agreement;
  private final OfficeHours office;
  private final @Nullable Long end;
  private final boolean cancelled;
  private final long until;

  private AgreementFields(Agreement agreement, OfficeHours office, long asOf) {
    this.agreement = agreement;
    this.office = office;
    this.end = before(agreement.endSecond(), asOf);
    Long cancelledAt = before(agreement.cancelledSecond(), asOf);
    this.cancelled = cancelledAt != null;
    this.until = end != null ? end : cancelledAt != null ? cancelledAt : asOf;
  }

  static List<Field> of(Agreement agreement, OfficeHours office, long asOf) {
    return new AgreementFields(agreement, office, asOf).fields();
  }

  private static @Nullable Long before(@Nullable Long second, long asOf) {
    return second == null || second >= asOf ? null : second;
  }

  private List<Field> fields() {
    Ticket ticket = agreement.ticket();
    String definition = agreement.definition();
    List<Field> fields = new ArrayList<>(32);
    fields.add(
        Field.text(
            "sys_id",
            Seeds.hex32(Seeds.mix(agreement.startSecond(), definition + ticket.number()))));
    fields.add(Field.reference("task", "task", ticket.sysId(), ticket.number()));
    fields.add(Field.text("task.number", ticket.number()));
    fields.add(
        Field.reference("sla", "contract_sla", Seeds.hex32(Seeds.mix(61, definition)), definition));
    fields.add(Field.text("sla.name", definition));
    addTarget(fields);
    fields.add(stage());
    fields.add(Field.text("active", Boolean.toString(end == null && !cancelled)));
    boolean breached =
        agreement.isBreached(until, office) != (end != null && agreement.isMisstated());
    fields.add(Field.text("has_breached", Boolean.toString(breached)));
    addTimes(fields);
    addSchedule(fields);
    fields.add(Field.time("sys_created_on", agreement.startSecond()));
    fields.add(Field.time("sys_updated_on", until));
    return fields;
  }

  /** Half of the definitions are old: they have no target, and an OLA is about response. */
  private void addTarget(List<Field> fields) {
    boolean old = agreement.ticket().priority() % 2 == 0;
    String word = agreement.target().word();
    boolean response = agreement.target() == Agreement.Target.RESPONSE;
    String shown = word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
    fields.add(old ? Field.text("sla.target", "") : Field.choice("sla.target", word, shown));
    fields.add(Field.text("sla.type", old && response ? "OLA" : "SLA"));
  }

  private Field stage() {
    if (cancelled) {
      return Field.choice("stage", "cancelled", "Cancelled");
    }
    if (end != null) {
      return Field.choice("stage", "completed", "Completed");
    }
    boolean paused =
        agreement.pauses().stream()
            .anyMatch(pause -> pause.startSecond() < until && pause.endSecond() >= until);
    return paused
        ? Field.choice("stage", "paused", "Paused")
        : Field.choice("stage", "in_progress", "In progress");
  }

  private void addTimes(List<Field> fields) {
    long start = agreement.startSecond();
    long allowed = agreement.allowedSeconds();
    long paused = agreement.pausedSeconds(until);
    long officePaused = agreement.pausedSeconds(until, office);
    long elapsed = agreement.elapsedSeconds(until);
    long officeElapsed = agreement.elapsedSeconds(until, office);
    boolean scheduled = agreement.scheduled();
    fields.add(Field.time("start_time", start));
    fields.add(Field.time("end_time", end));
    fields.add(
        Field.time(
            "planned_end_time",
            scheduled ? office.plus(start, allowed + officePaused) : start + allowed + paused));
    fields.add(
        Field.time(
            "original_breach_time", scheduled ? office.plus(start, allowed) : start + allowed));
    fields.add(Field.duration("duration", elapsed));
    fields.add(Field.duration("business_duration", scheduled ? officeElapsed : elapsed));
    fields.add(Field.duration("pause_duration", paused));
    fields.add(Field.duration("business_pause_duration", scheduled ? officePaused : paused));
    fields.add(Field.text("percentage", percent(elapsed, allowed)));
    fields.add(
        Field.text("business_percentage", percent(scheduled ? officeElapsed : elapsed, allowed)));
  }

  private void addSchedule(List<Field> fields) {
    String schedule = agreement.scheduled() ? OfficeHours.SCHEDULE : "";
    fields.add(
        agreement.scheduled()
            ? Field.reference(
                "schedule", "cmn_schedule", Seeds.hex32(Seeds.mix(67, schedule)), schedule)
            : Field.text("schedule", ""));
    fields.add(Field.text("schedule.name", schedule));
    fields.add(Field.text("timezone", office.zone().getId()));
  }

  private static String percent(long part, long whole) {
    return BigDecimal.valueOf(part * 100)
        .divide(BigDecimal.valueOf(whole), 2, RoundingMode.HALF_UP)
        .toPlainString();
  }
}
