package dev.aftermath.jobs.pipeline;

/** The folder of exports that a run was told of is not there; the message says which. */
public final class ExportsNotFoundException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ExportsNotFoundException(String message) {
    super(message);
  }
}
