package io.github.flaskdebugguard.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SharedMapTest {
  private final SharedMap<String> map = new SharedMap<>();

  @Test
  void copiesChangeWithoutEachOther() {
    map.put("a", "1");
    map.put("b", "2");
    SharedMap<String> copy = map.copy();
    SharedMap<String> other = copy.copy();
    copy.put("a", "3");
    map.remove("b");
    assertThat(map).hasSize(1).containsEntry("a", "1");
    assertThat(copy).hasSize(2).containsEntry("a", "3").containsEntry("b", "2");
    assertThat(other).hasSize(2).containsEntry("a", "1").containsEntry("b", "2");
  }

  @Test
  void mapsAreEqualByTheirEntries() {
    map.put("a", "1");
    SharedMap<String> copy = map.copy();
    assertThat(copy).isEqualTo(map).hasSameHashCodeAs(map);
    copy.put("a", "2");
    assertThat(copy).isNotEqualTo(map);
    copy.put("a", "1");
    assertThat(copy).isEqualTo(map).hasSameHashCodeAs(map);
    copy.remove("a");
    assertThat(copy).isNotEqualTo(map).isEmpty();
    assertThat(copy.remove("a")).isNull();
  }

  @Test
  void keysAreComparedWithoutValues() {
    map.put("a", "1");
    SharedMap<String> copy = map.copy();
    assertThat(copy.hasKeysOf(map)).isTrue();
    copy.put("a", "2");
    assertThat(copy.hasKeysOf(map)).isTrue();
    copy.put("b", "2");
    assertThat(copy.hasKeysOf(map)).isFalse();
  }
}
