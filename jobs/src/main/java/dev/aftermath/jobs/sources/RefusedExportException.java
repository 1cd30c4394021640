package dev.aftermath.jobs.sources;

/** A file of which nothing can be read. It is quarantined whole; its neighbours are read. */
public final class RefusedExportException extends Exception {
  private static final long serialVersionUID = 1L;

  private final Defect defect;

  /** Refuses the file for the defect, whose position is usually 0 or where reading began. */
  public RefusedExportException(Defect defect) {
    super(defect.cause());
    this.defect = defect;
  }

  /** Why the file is refused. */
  public Defect defect() {
    return defect;
  }
}
