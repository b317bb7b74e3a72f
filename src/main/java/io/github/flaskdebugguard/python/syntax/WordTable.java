package io.github.flaskdebugguard.python.syntax;

import java.text.Normalizer;
import java.util.Arrays;

/**
 * The words of one file, each kept once, so that a name costs no new string and no keyword search
 * where it is repeated.
 */
final class WordTable {
  /** A crafted file can make words collide; past this many steps a word is kept twice instead. */
  private static final int LONGEST_PROBE = 24;

  private int[] slots = new int[512];
  private String[] texts = new String[256];
  private String[] sources = new String[256];
  private int[] hashes = new int[256];
  private Token[] kinds = new Token[256];
  private int size;

  WordTable() {
    for (Token token : Token.values()) {
      if (token.isKeyword()) {
        char[] chars = token.text.toCharArray();
        int symbol = find(chars, 0, chars.length);
        kinds[symbol] = token;
      }
    }
  }

  /** {@return the symbol of the word at {@code start}} */
  int find(char[] chars, int start, int end) {
    int hash = 0;
    for (int i = start; i < end; i++) {
      hash = hash * 31 + chars[i];
    }
    int mask = slots.length - 1;
    int slot = spread(hash) & mask;
    for (int probe = 0; probe < LONGEST_PROBE; probe++) {
      int found = slots[slot];
      if (found == 0) {
        int symbol = append(chars, start, end, hash);
        slots[slot] = symbol + 1;
        if (size * 2 > slots.length) {
          rehash();
        }
        return symbol;
      }
      if (hashes[found - 1] == hash && same(sources[found - 1], chars, start, end)) {
        return found - 1;
      }
      slot = (slot + 1) & mask;
    }
    return append(chars, start, end, hash);
  }

  /** {@return the word, in the normal form in which Python compares names} */
  String text(int symbol) {
    return texts[symbol];
  }

  Token kind(int symbol) {
    return kinds[symbol];
  }

  private int append(char[] chars, int start, int end, int hash) {
    if (size == texts.length) {
      texts = Arrays.copyOf(texts, size * 2);
      sources = Arrays.copyOf(sources, size * 2);
      hashes = Arrays.copyOf(hashes, size * 2);
      kinds = Arrays.copyOf(kinds, size * 2);
    }
    String source = new String(chars, start, end - start);
    sources[size] = source;
    texts[size] = isAscii(source) ? source : Normalizer.normalize(source, Normalizer.Form.NFKC);
    hashes[size] = hash;
    kinds[size] = Token.NAME;
    return size++;
  }

  private void rehash() {
    int[] larger = new int[slots.length * 2];
    int mask = larger.length - 1;
    for (int symbol = 0; symbol < size; symbol++) {
      int slot = spread(hashes[symbol]) & mask;
      for (int probe = 0; probe < LONGEST_PROBE; probe++) {
        if (larger[slot] == 0) {
          larger[slot] = symbol + 1;
          break;
        }
        slot = (slot + 1) & mask;
      }
    }
    slots = larger;
  }

  private static int spread(int hash) {
    int mixed = hash * 0x9E3779B9;
    return mixed ^ (mixed >>> 15);
  }

  private static boolean same(String word, char[] chars, int start, int end) {
    if (word.length() != end - start) {
      return false;
    }
    for (int i = 0; i < word.length(); i++) {
      if (word.charAt(i) != chars[start + i]) {
        return false;
      }
    }
    return true;
  }

  private static boolean isAscii(String word) {
    for (int i = 0; i < word.length(); i++) {
      if (word.charAt(i) >= 128) {
        return false;
      }
    }
    return true;
  }
}
