package dev.aftermath.jobs.pipeline;

import dev.aftermath.jobs.bronze.Exports;
import dev.aftermath.jobs.bronze.Records;
import dev.aftermath.jobs.config.ContractRules;
import dev.aftermath.jobs.config.DeliveryRules;
import dev.aftermath.jobs.config.PlatformSettings;
import dev.aftermath.jobs.domain.contract.ContractRule;
import dev.aftermath.jobs.domain.delivery.DeliveryRule;
import dev.aftermath.jobs.gold.ActionItemStatus;
import dev.aftermath.jobs.gold.ContractCompliance;
import dev.aftermath.jobs.gold.ContractFindings;
import dev.aftermath.jobs.gold.ContractSubjects;
import dev.aftermath.jobs.gold.DeploymentOutcomes;
import dev.aftermath.jobs.gold.Evaluation;
import dev.aftermath.jobs.gold.IncidentAttributions;
import dev.aftermath.jobs.gold.IncidentFacts;
import dev.aftermath.jobs.gold.IncidentUpdates;
import dev.aftermath.jobs.gold.LearningSubjects;
import dev.aftermath.jobs.gold.PostmortemDuties;
import dev.aftermath.jobs.gold.ServiceDelivery;
import dev.aftermath.jobs.lake.Lake;
import dev.aftermath.jobs.lake.TableSpec;
import dev.aftermath.jobs.silver.Changes;
import dev.aftermath.jobs.silver.CustomerNotices;
import dev.aftermath.jobs.silver.Incidents;
import dev.aftermath.jobs.silver.Postmortems;
import dev.aftermath.jobs.silver.Runbooks;
import dev.aftermath.jobs.silver.StakeholderUpdates;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The steps about how operations are run: runbooks, updates, contracts and deployments. */
final class LandscapeSteps {
  private final List<ContractRule> contracts;
  private final DeliveryRule delivery;
  private final Evaluation evaluation;

  private LandscapeSteps(
      List<ContractRule> contracts, DeliveryRule delivery, Evaluation evaluation) {
    this.contracts = contracts;
    this.delivery = delivery;
    this.evaluation = evaluation;
  }

  /** The steps by the rules of the settings. */
  static LandscapeSteps of(PlatformSettings settings, Evaluation evaluation) {
    return new LandscapeSteps(contract(settings), delivery(settings), evaluation);
  }

  /** What the settings say of deployments. */
  static DeliveryRule delivery(PlatformSettings settings) {
    Path file = settings.folder().resolve("deployments.yaml");
    try {
      return DeliveryRules.read(file);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + file + ": " + e.getMessage(), e);
    }
  }

  /** The rules of the operations contract that the settings declare. */
  static List<ContractRule> contract(PlatformSettings settings) {
    Path folder = settings.folder().resolve("contracts");
    try {
      return ContractRules.read(folder, settings.reportZone());
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + folder + ": " + e.getMessage(), e);
    }
  }

  /** The steps, after those of incidents, changes and notices. */
  List<Step> steps() {
    return List.of(
        new Step(
            StakeholderUpdates.TABLE,
            List.of(Records.TABLE),
            "",
            lake -> StakeholderUpdates.build(lake.read(Records.TABLE))),
        new Step(
            Runbooks.TABLE,
            List.of(Records.TABLE, Exports.TABLE),
            "",
            lake -> Runbooks.build(lake.read(Records.TABLE), lake.read(Exports.TABLE))),
        new Step(
            IncidentUpdates.TABLE,
            List.of(Incidents.TABLE, CustomerNotices.TABLE, StakeholderUpdates.TABLE),
            evaluation.toString(),
            this::updates),
        ofContracts(
            ContractFindings.TABLE,
            subjects -> ContractFindings.build(subjects, contracts, evaluation)),
        ofContracts(
            ContractCompliance.TABLE,
            subjects -> ContractCompliance.build(subjects, contracts, evaluation)),
        ofDeliveries(
            DeploymentOutcomes.TABLE,
            (changes, facts) -> DeploymentOutcomes.build(changes, facts, delivery, evaluation)),
        ofDeliveries(
            IncidentAttributions.TABLE,
            (changes, facts) -> IncidentAttributions.build(changes, facts, delivery, evaluation)),
        new Step(
            ServiceDelivery.TABLE,
            List.of(DeploymentOutcomes.TABLE),
            evaluation.toString(),
            lake -> ServiceDelivery.build(lake.read(DeploymentOutcomes.TABLE), evaluation)));
  }

  private Dataset<Row> updates(Lake lake) {
    return IncidentUpdates.build(
        lake.read(Incidents.TABLE),
        lake.read(CustomerNotices.TABLE),
        lake.read(StakeholderUpdates.TABLE),
        evaluation);
  }

  private Step ofContracts(TableSpec output, UnaryOperator<Dataset<Row>> rows) {
    return new Step(
        output,
        List.of(
            Incidents.TABLE,
            Changes.TABLE,
            Runbooks.TABLE,
            IncidentUpdates.TABLE,
            PostmortemDuties.TABLE,
            Postmortems.TABLE,
            ActionItemStatus.TABLE),
        evaluation + contracts.toString(),
        lake -> {
          Dataset<Row> runbooks = lake.read(Runbooks.TABLE);
          return rows.apply(
              ContractSubjects.ofIncidents(lake.read(Incidents.TABLE), runbooks)
                  .union(ContractSubjects.ofChanges(lake.read(Changes.TABLE)))
                  .union(ContractSubjects.ofRunbooks(runbooks))
                  .union(ContractSubjects.ofUpdates(lake.read(IncidentUpdates.TABLE)))
                  .union(LearningSubjects.ofDuties(lake.read(PostmortemDuties.TABLE)))
                  .union(LearningSubjects.ofPostmortems(lake.read(Postmortems.TABLE)))
                  .union(LearningSubjects.ofActionItems(lake.read(ActionItemStatus.TABLE))));
        });
  }

  private Step ofDeliveries(TableSpec output, BinaryOperator<Dataset<Row>> rows) {
    return new Step(
        output,
        List.of(Changes.TABLE, IncidentFacts.TABLE),
        evaluation + delivery.toString(),
        lake -> rows.apply(lake.read(Changes.TABLE), lake.read(IncidentFacts.TABLE)));
  }
}
