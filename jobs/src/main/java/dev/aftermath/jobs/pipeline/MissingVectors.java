package dev.aftermath.jobs.pipeline;

import dev.aftermath.jobs.domain.suggestion.VectorModel;
import dev.aftermath.jobs.gold.TextVectors;
import dev.aftermath.jobs.lake.Commit;
import dev.aftermath.jobs.lake.Lake;

/** Adds the vectors of texts that have none yet; nothing where no model is chosen. */
final class MissingVectors implements Step.Work {
  private final VectorModel model;

  MissingVectors(VectorModel model) {
    this.model = model;
  }

  @Override
  public void bringUpToDate(Task task) {
    if (model == VectorModel.NONE) {
      return;
    }
    Lake lake = task.lake();
    long number = task.last().map(Commit::version).orElse(-1L) + 1;
    lake.append(
        TextVectors.TABLE,
        TextVectors.missing(CauseLabelSteps.facts(lake), lake.read(TextVectors.TABLE), model),
        task.note(),
        TextVectors.TABLE.name(),
        number);
  }
}
