package dev.aftermath.jobs.bronze;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Turns a producer that pushes into an iterator that is pulled, with a bounded number of items in
 * between: Spark pulls, readers push, and an export may be larger than the memory.
 */
final class Handoff<T> implements Iterator<T>, AutoCloseable {
  private static final int BLOCK = 256;
  private static final int BLOCKS = 8;

  private final BlockingQueue<List<T>> blocks = new ArrayBlockingQueue<>(BLOCKS);
  private final Thread producer;
  private volatile @Nullable Throwable failure;
  private Iterator<T> block = List.<T>of().iterator();
  private boolean ended;

  /** Starts the producer, which hands each item to the consumer it is given. */
  Handoff(String name, Producer<T> production) {
    producer = new Thread(() -> produce(production), name);
    producer.setDaemon(true);
    producer.start();
  }

  private void produce(Producer<T> production) {
    List<T> open = new ArrayList<>(BLOCK);
    BlockSender<T> sender = new BlockSender<>(open, blocks);
    try {
      production.produce(sender);
      sender.flush();
    } catch (Exception | Error e) {
      failure = e;
    } finally {
      sender.end();
    }
  }

  @Override
  public boolean hasNext() {
    while (!block.hasNext() && !ended) {
      try {
        List<T> next = blocks.take();
        ended = next.isEmpty();
        block = next.iterator();
      } catch (InterruptedException e) {
        producer.interrupt();
        Thread.currentThread().interrupt();
        throw new IllegalStateException("Interrupted while reading an export", e);
      }
    }
    if (ended && failure != null) {
      throw new IllegalStateException("Cannot read export: " + failure, failure);
    }
    return block.hasNext();
  }

  @Override
  public T next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    return block.next();
  }

  @Override
  public void close() {
    producer.interrupt();
  }

  /** Pushes items. */
  @FunctionalInterface
  interface Producer<T> {
    /** Pushes all items, then returns. */
    void produce(Consumer<T> items) throws Exception;
  }

  private static final class BlockSender<T> implements Consumer<T> {
    private List<T> open;
    private final BlockingQueue<List<T>> blocks;

    BlockSender(List<T> open, BlockingQueue<List<T>> blocks) {
      this.open = open;
      this.blocks = blocks;
    }

    @Override
    public void accept(T item) {
      open.add(item);
      if (open.size() == BLOCK) {
        flush();
      }
    }

    void flush() {
      if (!open.isEmpty()) {
        put(open);
        open = new ArrayList<>(BLOCK);
      }
    }

    void end() {
      put(List.of());
    }

    private void put(List<T> block) {
      try {
        blocks.put(block);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("Interrupted while handing over an export", e);
      }
    }
  }
}
