package dev.aftermath.jobs.simulate;

import java.util.List;
import java.util.SplittableRandom;

/**
 * What the operations contract asks of a change, and how this one answers.
 *
 * @param deploymentStrategy empty where nobody filled it in
 * @param governancePolicy empty where nobody filled it in
 * @param approver at times the implementer
 * @param approvedSecond at times after the work had begun
 * @param committedSecond when the oldest commit that it brings was made
 */
record ChangeContract(
    String deploymentStrategy,
    String governancePolicy,
    Person implementer,
    Person approver,
    long approvedSecond,
    long committedSecond) {

  private static final String BOARD = "change-advisory-board";
  private static final List<String> STRATEGIES = List.of("rolling", "canary", "blue-green");
  private static final List<String> POLICIES = List.of("CP-01 Standard change", "CP-02 Release");

  static ChangeContract of(Deployment change) {
    SplittableRandom random = Seeds.random(Seeds.mix(57, change.sysId()));
    boolean release = change.isRelease();
    String strategy = release ? STRATEGIES.get(random.nextInt(STRATEGIES.size())) : "offline";
    Person implementer = Person.of(change.service().team(), random.nextInt(4));
    boolean alone = random.nextInt(100) < 4;
    // Maintenance windows are approved in time: SLOs are relieved by them.
    boolean late = random.nextInt(100) < 5 && release;
    return new ChangeContract(
        random.nextInt(100) < 6 ? "" : strategy,
        random.nextInt(100) < 5 ? "" : POLICIES.get(release ? 0 : 1),
        implementer,
        alone ? implementer : Person.of(BOARD, random.nextInt(5)),
        late ? change.startSecond() + random.nextInt(1, 7_200) : requestedSecond(change) + 7_200,
        requestedSecond(change)
            - random.nextInt(600, change.kind() == Deployment.Kind.REPAIR ? 1_800 : 5 * 86_400));
  }

  /** When the change was asked for: a day before or, to repair something, when it was made. */
  static long requestedSecond(Deployment change) {
    return change.startSecond() - (change.kind() == Deployment.Kind.REPAIR ? 0 : 86_400);
  }
}
