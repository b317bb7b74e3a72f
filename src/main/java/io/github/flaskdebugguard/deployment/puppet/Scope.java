package io.github.flaskdebugguard.deployment.puppet;

import io.github.flaskdebugguard.deployment.manifest.Names;
import io.github.flaskdebugguard.deployment.provision.Data;
import io.github.flaskdebugguard.repository.Span;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Variables of one class, defined resource or block; what a node knows of itself is not known. */
final class Scope implements Names {
  private static final Set<String> FACTS =
      Set.of("facts", "trusted", "environment", "server_facts", "settings", "hostname", "fqdn");

  private final Catalog catalog;
  private final @Nullable String inherited;
  private final Map<String, Data> variables = new HashMap<>();
  private final Span place;

  /**
   * @param inherited name of the class whose variables are seen too, or null
   */
  Scope(Catalog catalog, @Nullable String inherited, Span place) {
    this.catalog = catalog;
    this.inherited = inherited;
    this.place = place;
  }

  void set(String name, Data value) {
    variables.put(name, value);
  }

  void setAll(Map<String, Data> values) {
    variables.putAll(values);
  }

  Map<String, Data> variables() {
    return variables;
  }

  @Override
  public @Nullable Data value(String name) {
    if (!name.startsWith("$")) {
      return null;
    }
    String bare = name.substring(1);
    Data own = variables.get(bare);
    if (own != null) {
      return own;
    }
    int colons = bare.lastIndexOf("::");
    if (colons > 0) {
      return catalog.variable(bare.substring(0, colons), bare.substring(colons + 2));
    }
    String plain = colons == 0 ? bare.substring(2) : bare;
    if (inherited != null) {
      Data found = catalog.variable(inherited, plain);
      if (found != null) {
        return found;
      }
    }
    Data top = catalog.variable("", plain);
    if (top != null) {
      return top;
    }
    return FACTS.contains(plain)
        ? new Data.Open("is known to the node alone", plain, true, place)
        : null;
  }

  @Override
  public @Nullable Data call(String function, List<Data> arguments, Span span) {
    return catalog.call(function, arguments, span, this);
  }
}
