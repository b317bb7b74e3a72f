package io.github.flaskdebugguard.deployment;

import java.util.AbstractMap;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A map that shares its entries with its copies until one of them changes: states of a shell are
 * copied at each condition, compared where they meet, and differ in little. A map changes by {@link
 * #put} and {@link #remove} only.
 */
final class SharedMap<V> extends AbstractMap<String, V> {
  private Map<String, V> entries;

  /** Whether a copy may have the same entries. */
  private boolean shared;

  /** Of the entries, as long as they do not change; null until it is asked for. */
  private @Nullable Integer hash;

  SharedMap() {
    this.entries = new HashMap<>();
  }

  private SharedMap(SharedMap<V> other) {
    this.entries = other.entries;
    this.shared = true;
    this.hash = other.hash;
  }

  /** {@return the same entries, which change without each other} */
  SharedMap<V> copy() {
    shared = true;
    return new SharedMap<>(this);
  }

  private Map<String, V> own() {
    if (shared) {
      entries = new HashMap<>(entries);
      shared = false;
    }
    hash = null;
    return entries;
  }

  @Override
  public @Nullable V put(String key, V value) {
    return own().put(key, value);
  }

  @Override
  public @Nullable V remove(@Nullable Object key) {
    return entries.containsKey(key) ? own().remove(key) : null;
  }

  @Override
  public @Nullable V get(@Nullable Object key) {
    return entries.get(key);
  }

  @Override
  public boolean containsKey(@Nullable Object key) {
    return entries.containsKey(key);
  }

  @Override
  public int size() {
    return entries.size();
  }

  @Override
  public Set<String> keySet() {
    return Collections.unmodifiableSet(entries.keySet());
  }

  @Override
  public Set<Entry<String, V>> entrySet() {
    return Collections.unmodifiableMap(entries).entrySet();
  }

  /** {@return whether both have the same keys} */
  boolean hasKeysOf(SharedMap<V> other) {
    return entries == other.entries || entries.keySet().equals(other.entries.keySet());
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof SharedMap<?> map
        && (entries == map.entries
            || (entries.size() == map.entries.size()
                && hashCode() == map.hashCode()
                && entries.equals(map.entries)));
  }

  @Override
  public int hashCode() {
    Integer known = hash;
    if (known == null) {
      known = entries.hashCode();
      hash = known;
    }
    return known;
  }
}
