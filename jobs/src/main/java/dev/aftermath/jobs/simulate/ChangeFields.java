package dev.aftermath.jobs.simulate;

import java.util.List;
import java.util.Locale;

/** The closed record of a change in the change_request table. */
final class ChangeFields {

  private static final String BOARD = Seeds.hex32(Seeds.mix(37, "change-advisory-board"));

  private ChangeFields() {}

  static List<Field> of(Deployment change) {
    Service service = change.service();
    boolean release = change.isRelease();
    String outcome = change.outcome().name().toLowerCase(Locale.ROOT);
    String title =
        release
            ? "Deploy " + service.name() + " " + change.version()
            : "Maintenance window " + service.name() + ": database patching";
    ChangeContract contract = ChangeContract.of(change);
    Person implementer = contract.implementer();
    long requested = ChangeContract.requestedSecond(change);
    return List.of(
        Field.text("number", change.number()),
        Field.text("sys_id", change.sysId()),
        Field.choice("sys_class_name", "change_request", "Change Request"),
        type(change.kind()),
        Field.choice(
            "category",
            release ? "Deployment" : "Maintenance",
            release ? "Deployment" : "Maintenance"),
        Field.choice("state", "3", "Closed"),
        Field.text("active", "false"),
        Field.choice("approval", "approved", "Approved"),
        Field.time("approval_set", contract.approvedSecond()),
        Field.text("u_approved_by", contract.approver().sysId()),
        Field.text("u_deployment_strategy", contract.deploymentStrategy()),
        Field.text("u_governance_policy", contract.governancePolicy()),
        Field.reference("assigned_to", "sys_user", implementer.sysId(), implementer.name()),
        Field.reference("u_approval_group", "sys_user_group", BOARD, "Change Advisory Board"),
        Field.choice("risk", "3", "Moderate"),
        Field.choice("impact", "3", "3 - Low"),
        Field.choice("priority", "4", "4 - Low"),
        Field.text("short_description", title),
        Field.text("description", title + "\r\nAutomated by the release pipeline."),
        Field.reference("business_service", "cmdb_ci_service", service.sysId(), service.name()),
        Field.reference("cmdb_ci", "cmdb_ci", service.sysId(), service.name()),
        Field.reference(
            "assignment_group", "sys_user_group", service.groupSysId(), service.groupName()),
        Field.text("u_service", service.name()),
        Field.text("u_tenant", ""),
        Field.text("u_version", release ? change.version() : ""),
        Field.time("u_committed_at", release ? contract.committedSecond() : null),
        Field.time("opened_at", requested),
        Field.time("sys_created_on", requested),
        Field.text("sys_created_by", "release.pipeline"),
        Field.time("start_date", change.startSecond() - change.startSecond() % 900),
        Field.time("end_date", change.endSecond() - change.endSecond() % 900 + 900),
        Field.time("work_start", change.startSecond()),
        Field.time("work_end", change.endSecond()),
        Field.time("closed_at", change.closedSecond()),
        Field.time("sys_updated_on", change.closedSecond()),
        Field.text("sys_updated_by", "release.pipeline"),
        Field.count("sys_mod_count", 4),
        Field.choice(
            "close_code", outcome, "successful".equals(outcome) ? "Successful" : "Unsuccessful"),
        Field.text("close_notes", release ? "Rolled out." : "Window ended."),
        Field.text("work_notes", ""));
  }

  private static Field type(Deployment.Kind kind) {
    return switch (kind) {
      case DEPLOYMENT -> Field.choice("type", "standard", "Standard");
      case REPAIR -> Field.choice("type", "emergency", "Emergency");
      case MAINTENANCE -> Field.choice("type", "normal", "Normal");
    };
  }
}
