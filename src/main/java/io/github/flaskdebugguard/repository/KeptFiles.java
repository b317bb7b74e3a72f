package io.github.flaskdebugguard.repository;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What was read of the files of a repository, for the next reader: texts, bytes that are likely to
 * be read as text, and which words a file cannot hold. Safe for use by several threads.
 */
final class KeptFiles {
  /** So many bytes are kept of files that may be searched for another word, which saves a read. */
  private static final int FIRST = 8 << 20;

  private final Map<String, byte[]> bytes = new ConcurrentHashMap<>();
  private final Map<String, SourceFile> texts = new ConcurrentHashMap<>();
  private final Map<String, Trigrams> trigrams = new ConcurrentHashMap<>();
  private final AtomicInteger kept = new AtomicInteger();

  /** Reads a file. */
  @FunctionalInterface
  interface Content {
    /** {@return the bytes, or null when they are too many or cannot be had} */
    byte @Nullable [] read() throws IOException;
  }

  @Nullable SourceFile text(String file) {
    return texts.get(file);
  }

  byte @Nullable [] bytes(String file) {
    return bytes.get(file);
  }

  /**
   * {@return the text of a file, kept for the next reader; null for bytes that are no text}
   *
   * @param problems is told what is wrong with the bytes
   */
  @Nullable SourceFile decoded(String file, byte[] content, Consumer<Problem> problems) {
    Decoding decoding = Decoding.of(content, Names.isPython(file));
    String trouble = decoding.trouble();
    String text = decoding.text();
    if (trouble != null) {
      problems.accept(new Problem(file, null, trouble, text == null && Names.decides(file)));
    }
    return text == null ? null : keep(new SourceFile(file, text));
  }

  /** {@return the text to use: the one kept before, if another thread was faster} */
  private SourceFile keep(SourceFile source) {
    byte[] decoded = bytes.remove(source.path());
    if (decoded != null) {
      kept.addAndGet(-decoded.length);
    }
    if (kept.get() < Limits.KEPT) {
      SourceFile other = texts.putIfAbsent(source.path(), source);
      if (other != null) {
        return other;
      }
      kept.addAndGet(source.text().length());
    }
    return source;
  }

  /** As {@link Repository#mayContain}, for a file that is there. */
  boolean mayContain(String file, Content content, String... needles) {
    SourceFile known = texts.get(file);
    if (known != null) {
      return containsAny(known.text(), needles);
    }
    byte[] read = bytes.get(file);
    Trigrams seen = trigrams.get(file);
    if (seen == null) {
      read = read == null ? readOrNull(content) : read;
      if (read == null) {
        return true;
      }
      seen = Trigrams.of(read);
      trigrams.put(file, seen);
      keep(file, read, FIRST);
    }
    List<byte[]> possible = new ArrayList<>(needles.length);
    for (String needle : needles) {
      byte[] each = needle.getBytes(StandardCharsets.ISO_8859_1);
      if (seen.mayContain(each)) {
        possible.add(each);
      }
    }
    if (possible.isEmpty()) {
      return false;
    }
    read = read == null ? readOrNull(content) : read;
    return read == null || found(file, read, possible);
  }

  private boolean found(String file, byte[] read, List<byte[]> needles) {
    for (byte[] needle : needles) {
      if (Bytes.contains(read, needle)) {
        // NOTE: what holds the word is read next.
        keep(file, read, Limits.KEPT);
        return true;
      }
    }
    return read.length > 1 && Bytes.isWide(read);
  }

  /** Keeps bytes unless so many are kept already. */
  private void keep(String file, byte[] read, int most) {
    if (read.length <= Limits.FILE_BYTES
        && kept.get() < most
        && bytes.putIfAbsent(file, read) == null) {
      kept.addAndGet(read.length);
    }
  }

  private static boolean containsAny(String text, String[] needles) {
    for (String needle : needles) {
      if (text.contains(needle)) {
        return true;
      }
    }
    return false;
  }

  private static byte @Nullable [] readOrNull(Content content) {
    try {
      return content.read();
    } catch (IOException e) {
      return null;
    }
  }
}
