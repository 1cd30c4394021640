package dev.aftermath.jobs.text;

import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.embedding.onnx.allminilml6v2q.AllMiniLmL6V2QuantizedEmbeddingModel;

/**
 * Vectors by the sentence model MiniLM, which comes with the program: nothing is fetched, and the
 * same text has the same vector on one kind of processor.
 */
public final class MiniLm implements SentenceVectors {
  /**
   * Longer texts are cut: the model reads 256 parts of words, and a cut costs less than they do.
   */
  private static final int LENGTH_LIMIT = 1_000;

  private final EmbeddingModel model = new AllMiniLmL6V2QuantizedEmbeddingModel();

  private MiniLm() {}

  /** Loads the model once per process, which takes about a second. */
  public static SentenceVectors loaded() {
    return Loaded.MODEL;
  }

  @Override
  public String model() {
    return "all-MiniLM-L6-v2-q";
  }

  @Override
  public float[] of(String text) {
    String read = text.substring(0, Math.min(LENGTH_LIMIT, text.length()));
    return read.isBlank() ? new float[model.dimension()] : model.embed(read).content().vector();
  }

  private static final class Loaded {
    private static final MiniLm MODEL = withoutCallingHome();

    /**
     * The library for tokens tells its makers of its use on some clouds unless it is told not to.
     */
    private static MiniLm withoutCallingHome() {
      System.setProperty("OPT_OUT_TRACKING", "true");
      System.setProperty("ai.djl.offline", "true");
      return new MiniLm();
    }
  }
}
