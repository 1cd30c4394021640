package dev.aftermath.jobs.domain.log;

import java.util.Arrays;

/**
 * Numbers the signatures of messages in the order of their first appearance. A message whose
 * signature is known already leaves no object behind, so that millions of lines a second can be
 * told apart. Not for several threads at once.
 */
public final class SignatureIndex {
  private static final int FREE = -1;

  private final Masking masking = new Masking();
  private char[][] signatures = new char[512][];
  private int[] hashes = new int[512];
  private int[] places = new int[1024];
  private int count;

  /** An index without signatures. */
  public SignatureIndex() {
    Arrays.fill(places, FREE);
  }

  /** The number of a message's signature, from 0. */
  public int of(String message) {
    masking.mask(message);
    int hash = masking.hash();
    int mask = places.length - 1;
    int place = spread(hash) & mask;
    while (places[place] != FREE) {
      int number = places[place];
      if (hashes[number] == hash && masking.is(signatures[number])) {
        return number;
      }
      place = (place + 1) & mask;
    }
    places[place] = count;
    return add(hash);
  }

  /** The signature of a number. */
  public String signature(int number) {
    if (number >= count) {
      throw new IndexOutOfBoundsException("There are " + count + " signatures, none is " + number);
    }
    return new String(signatures[number]);
  }

  /** How many signatures there are. */
  public int count() {
    return count;
  }

  private int add(int hash) {
    if (count == signatures.length) {
      signatures = Arrays.copyOf(signatures, 2 * count);
      hashes = Arrays.copyOf(hashes, 2 * count);
    }
    signatures[count] = masking.signature();
    hashes[count] = hash;
    count++;
    if (2 * count > places.length) {
      grow();
    }
    return count - 1;
  }

  private void grow() {
    places = new int[2 * places.length];
    Arrays.fill(places, FREE);
    int mask = places.length - 1;
    for (int number = 0; number < count; number++) {
      int place = spread(hashes[number]) & mask;
      while (places[place] != FREE) {
        place = (place + 1) & mask;
      }
      places[place] = number;
    }
  }

  private static int spread(int hash) {
    return hash ^ (hash >>> 16);
  }
}
