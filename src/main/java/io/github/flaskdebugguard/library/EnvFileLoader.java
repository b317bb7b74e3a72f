package io.github.flaskdebugguard.library;

import io.github.flaskdebugguard.python.Interpreter;
import io.github.flaskdebugguard.repository.Span;

/** Reads a dotenv file into the environment of a run, as python-dotenv does. */
@FunctionalInterface
public interface EnvFileLoader {
  /** {@return whether there was such a file} */
  boolean load(Interpreter run, String absolutePath, boolean override, Span span);
}
