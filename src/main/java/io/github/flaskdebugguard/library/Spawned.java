package io.github.flaskdebugguard.library;

import io.github.flaskdebugguard.python.Effect;
import io.github.flaskdebugguard.python.Value;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The code starts another process.
 *
 * @param words the command; one word that a shell reads, or the program and its arguments
 * @param replaces whether the new process takes the place of this one
 * @param folder absolute folder in which it starts, null for this one's and for one not known
 */
public record Spawned(List<Value> words, boolean replaces, @Nullable String folder)
    implements Effect.Payload {
  public Spawned {
    words = List.copyOf(words);
  }
}
