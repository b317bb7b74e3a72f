package io.github.flaskdebugguard.deployment.jinja;

import io.github.flaskdebugguard.deployment.provision.Data;
import io.github.flaskdebugguard.repository.LimitNotes;
import io.github.flaskdebugguard.repository.Limits;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Variables by name, the strongest first; a value's own expressions are filled in when asked. */
public final class Names implements Function<String, @Nullable Data> {

  private final List<Map<String, Data>> layers;
  private final Work work;
  private int depth;
  private int filled;

  /** What one run fills in, with all its names. */
  public static final class Work {
    private static final long MOST = 32L * Limits.FILE_BYTES;

    private long done;
  }

  public Names(List<Map<String, Data>> layers, Work work) {
    this.layers = layers;
    this.work = work;
  }

  @Override
  public @Nullable Data apply(String name) {
    for (Map<String, Data> layer : layers) {
      Data value = layer.get(name);
      if (value != null) {
        if (depth > Limits.EXPANSION_LEVELS || ++filled > Limits.EXPANSIONS) {
          return new Data.Open("names itself", name, true, value.span());
        }
        if (work.done > Work.MOST) {
          LimitNotes.bites(value.span(), "variables are filled in more often than is followed");
          return new Data.Open("is filled in too often", name, true, value.span());
        }
        depth++;
        Data filled = Template.fill(value, this);
        depth--;
        work.done += filled.size();
        return filled;
      }
    }
    return null;
  }
}
