package io.github.flaskdebugguard.deployment.jinja;

import io.github.flaskdebugguard.deployment.provision.Data;
import io.github.flaskdebugguard.repository.Limits;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Variables by name, the strongest first; a value's own expressions are filled in when asked. */
public final class Names implements Function<String, @Nullable Data> {

  private final List<Map<String, Data>> layers;
  private int depth;
  private int filled;

  public Names(List<Map<String, Data>> layers) {
    this.layers = layers;
  }

  @Override
  public @Nullable Data apply(String name) {
    for (Map<String, Data> layer : layers) {
      Data value = layer.get(name);
      if (value != null) {
        if (depth > Limits.EXPANSION_LEVELS || ++filled > Limits.EXPANSIONS) {
          return new Data.Open("names itself", name, true, value.span());
        }
        depth++;
        Data filled = Template.fill(value, this);
        depth--;
        return filled;
      }
    }
    return null;
  }
}
