package dev.aftermath.jobs.pipeline;

/** Hears what a run does, as it does it; called from several threads. */
public interface Progress {
  /** So many more steps will come. */
  void expect(int steps);

  /** A step begins. */
  void started(String step);

  /** A step is over. */
  void ended(StepResult result);

  /** One that hears nothing. */
  static Progress silent() {
    return new Progress() {
      @Override
      public void expect(int steps) {}

      @Override
      public void started(String step) {}

      @Override
      public void ended(StepResult result) {}
    };
  }
}
