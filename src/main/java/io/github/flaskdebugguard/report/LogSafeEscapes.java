package io.github.flaskdebugguard.report;

import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.io.SerializedString;
import org.jspecify.annotations.Nullable;

/** Escapes in JSON what a terminal or the log of a runner could take for more than text. */
public final class LogSafeEscapes extends CharacterEscapes {
  private static final long serialVersionUID = 1L;
  private static final int FIRST_BEYOND_ASCII = 128;

  private final int[] ascii = CharacterEscapes.standardAsciiEscapesForJSON();

  public LogSafeEscapes() {
    ascii[0x7f] = CharacterEscapes.ESCAPE_STANDARD;
  }

  @Override
  public int[] getEscapeCodesForAscii() {
    return ascii.clone();
  }

  @Override
  public @Nullable SerializableString getEscapeSequence(int c) {
    return c >= FIRST_BEYOND_ASCII && c <= 0xffff && Neutral.isHarmful((char) c)
        ? new SerializedString("\\u" + Integer.toHexString(0x10000 | c).substring(1))
        : null;
  }
}
