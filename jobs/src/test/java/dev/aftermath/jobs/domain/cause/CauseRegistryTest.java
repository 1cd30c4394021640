package dev.aftermath.jobs.domain.cause;

import static dev.aftermath.jobs.domain.cause.SampleSightings.human;
import static dev.aftermath.jobs.domain.cause.SampleSightings.machine;
import static dev.aftermath.jobs.domain.cause.SampleSightings.ofMonitor;
import static dev.aftermath.jobs.domain.cause.SampleSightings.ofParent;
import static dev.aftermath.jobs.domain.cause.SampleSightings.ofProblem;
import static dev.aftermath.jobs.domain.cause.SampleSightings.ofTenant;
import static dev.aftermath.jobs.domain.cause.SampleSightings.saying;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The registry")
class CauseRegistryTest {
  private final CauseRegistry registry = CauseRegistry.empty(CauseRules.USUAL);

  @Test
  @DisplayName("joins machines' titles that read the same once masked")
  void template() {
    Placement first = registry.place(machine(1, "Disk 91 % full on db-1"));
    Placement second = registry.place(machine(2, "Disk 97 % full on db-22"));
    assertThat(first.edge()).isEqualTo(Placement.Edge.LEADER);
    assertThat(first.causeId()).matches("[0-9a-f]{16}");
    assertThat(second.edge()).isEqualTo(Placement.Edge.TEMPLATE);
    assertThat(second.evidence()).isEqualTo("disk <*> full on <*>");
    assertThat(second.causeId()).isEqualTo(first.causeId());
  }

  @Test
  @DisplayName("joins a machine's title with the leader that it shares 7 of 10 words with")
  void similar() {
    Placement first = registry.place(machine(1, "a b c d e f g h"));
    Placement second = registry.place(machine(2, "a b c d e f g x y"));
    assertThat(second.edge()).isEqualTo(Placement.Edge.SIMILAR);
    assertThat(second.similarityRatio()).isEqualTo(0.7);
    assertThat(second.causeId()).isEqualTo(first.causeId());
  }

  @Test
  @DisplayName("does not chain: a title like a member's but not like the leader's is another cause")
  void noChain() {
    Placement leader = registry.place(machine(1, "a b c d e f g h"));
    Placement member = registry.place(machine(2, "a b c d e f g x"));
    Placement other = registry.place(machine(3, "a b c d e f x y"));
    assertThat(member.causeId()).isEqualTo(leader.causeId());
    assertThat(other.edge()).isEqualTo(Placement.Edge.LEADER);
  }

  @Test
  @DisplayName("asks as much of titles that one monitor made")
  void sameMonitor() {
    Placement first = registry.place(ofMonitor(machine(1, "a b c d"), "M1"));
    Placement second = registry.place(ofMonitor(machine(2, "a b c x"), "M1"));
    assertThat(second.causeId()).isNotEqualTo(first.causeId());
  }

  @Test
  @DisplayName("keeps apart what one monitor of a whole service says")
  void serviceWideMonitor() {
    Placement first = registry.place(ofMonitor(machine(1, "certificate has expired"), "M1"));
    Placement second = registry.place(ofMonitor(machine(2, "disk is full"), "M1"));
    assertThat(second.causeId()).isNotEqualTo(first.causeId());
  }

  @Test
  @DisplayName("keeps apart what humans wrote alike but not to the letter")
  void humans() {
    Placement first = registry.place(human(1, "Login fails with error 500 for all users"));
    Placement alike = registry.place(human(2, "Login fails with error 404 for all users"));
    Placement same = registry.place(human(3, "login fails  with error 500 for all users."));
    assertThat(alike.causeId()).isNotEqualTo(first.causeId());
    assertThat(same.causeId()).isEqualTo(first.causeId());
    assertThat(same.edge()).isEqualTo(Placement.Edge.TITLE);
  }

  @Test
  @DisplayName("keeps apart what humans wrote in two words or none")
  void fewWords() {
    assertThat(registry.place(human(1, "Login broken")).causeId())
        .isNotEqualTo(registry.place(human(2, "Login broken")).causeId());
    assertThat(registry.place(human(3, "")).causeId())
        .isNotEqualTo(registry.place(human(4, "")).causeId());
  }

  @Test
  @DisplayName("joins what humans wrote the same cause about, unless it tells none")
  void sentences() {
    String full = "Disk full on db-1";
    Placement first = registry.place(saying(human(1, "No orders"), full));
    Placement second = registry.place(saying(human(2, "Orders stuck"), "disk FULL on db-7."));
    assertThat(second.causeId()).isEqualTo(first.causeId());
    assertThat(second.edge()).isEqualTo(Placement.Edge.SENTENCE);
    String none = "False alarm: threshold crossed for 10 s";
    assertThat(registry.place(saying(human(3, "Slow"), none)).causeId())
        .isNotEqualTo(registry.place(saying(human(4, "Down"), none)).causeId());
  }

  @Test
  @DisplayName("does not chain alarms of two kinds by what people wrote about both")
  void alarmsAndSentences() {
    String note = "Restarted by the operator on duty";
    Placement first = registry.place(saying(machine(1, "certificate has expired"), note));
    Placement second = registry.place(saying(machine(2, "disk is full"), note));
    assertThat(second.causeId()).isNotEqualTo(first.causeId());
  }

  @Test
  @DisplayName("joins by a problem record across tenants and titles, and before anything else")
  void hardLinks() {
    Placement disk = registry.place(ofProblem(machine(1, "disk is full"), "PRB1"));
    Placement other = registry.place(machine(2, "certificate has expired"));
    Placement linked =
        registry.place(ofTenant(ofProblem(machine(3, "certificate has expired"), "PRB1"), "b"));
    Placement alone = registry.place(machine(4, "certificate has expired"));
    assertThat(linked.causeId()).isEqualTo(disk.causeId());
    assertThat(linked.edge()).isEqualTo(Placement.Edge.PROBLEM);
    assertThat(alone.causeId()).isEqualTo(other.causeId());
  }

  @Test
  @DisplayName("joins children with their parent")
  void parents() {
    Placement parent = registry.place(ofParent(human(1, "No orders since noon"), "INC1"));
    Placement child = registry.place(ofParent(human(2, "My cart is empty"), "INC1"));
    assertThat(child.causeId()).isEqualTo(parent.causeId());
    assertThat(child.edge()).isEqualTo(Placement.Edge.PARENT);
  }

  @Test
  @DisplayName("keeps tenants apart whose monitors say the same")
  void tenants() {
    assertThat(registry.place(machine(1, "disk is full")).causeId())
        .isNotEqualTo(registry.place(ofTenant(machine(2, "disk is full"), "b")).causeId());
  }

  @Test
  @DisplayName("moves an incident that names its problem later, and nobody with it")
  void namedLater() {
    CauseSighting late = human(2, "The cart is empty again");
    Placement first = registry.place(ofProblem(human(1, "No orders since noon"), "PRB1"));
    Placement before = registry.place(late);
    registry.recallPlace(late.incidentId(), before);
    Placement after = registry.place(ofProblem(late, "PRB1"));
    assertThat(after.causeId()).isEqualTo(first.causeId());
    assertThat(after.leftCauseId()).isEqualTo(before.causeId());
    assertThat(registry.place(human(3, "The cart is empty again")).causeId())
        .isEqualTo(before.causeId());
  }

  @Test
  @DisplayName("leaves an incident where it is whose title was written anew")
  void retitled() {
    registry.place(machine(1, "certificate has expired"));
    CauseSighting told = machine(2, "disk is full");
    Placement before = registry.place(told);
    registry.recallPlace(told.incidentId(), before);
    Placement after = registry.place(machine(2, "certificate has expired"));
    assertThat(after.causeId()).isEqualTo(before.causeId());
    assertThat(after.leftCauseId()).isNull();
    assertThat(after.claims()).isEmpty();
  }
}
