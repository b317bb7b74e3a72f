package io.github.flaskdebugguard.repository;

/**
 * Which runs of three bytes a file holds, as a Bloom filter: what it denies is not there. Most
 * words that are looked for are in few files, and this answers for all words after one pass.
 */
final class Trigrams {
  private static final int MIN_BITS = 1 << 9;
  private static final int MAX_BITS = 1 << 15;
  private static final int SPREAD = 0x9E3779B1;

  private final long[] bits;
  private final boolean all;

  private Trigrams(long[] bits, boolean all) {
    this.bits = bits;
    this.all = all;
  }

  static Trigrams of(byte[] content) {
    if (content.length > 1 && Bytes.isWide(content)) {
      return new Trigrams(new long[0], true);
    }
    int wanted = Math.clamp(content.length / 2, MIN_BITS, MAX_BITS);
    int size = Integer.highestOneBit(wanted - 1) << 1;
    long[] bits = new long[size >>> 6];
    int shift = Integer.numberOfLeadingZeros(size) + 1;
    int run = 0;
    for (int i = 0; i < content.length; i++) {
      run = (run << 8 | content[i] & 0xff) & 0xffffff;
      int bit = run * SPREAD >>> shift;
      bits[bit >>> 6] |= 1L << bit;
    }
    return new Trigrams(bits, false);
  }

  /** {@return false only when the word is surely not there} */
  boolean mayContain(byte[] word) {
    if (all || word.length < 3) {
      return true;
    }
    int shift = Integer.numberOfLeadingZeros(bits.length << 6) + 1;
    int run = (word[0] & 0xff) << 8 | word[1] & 0xff;
    for (int i = 2; i < word.length; i++) {
      run = (run << 8 | word[i] & 0xff) & 0xffffff;
      int bit = run * SPREAD >>> shift;
      if ((bits[bit >>> 6] & 1L << bit) == 0) {
        return false;
      }
    }
    return true;
  }
}
