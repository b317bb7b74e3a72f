package io.github.flaskdebugguard.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.flaskdebugguard.repository.InMemoryRepository;
import io.github.flaskdebugguard.repository.Problem;
import io.github.flaskdebugguard.repository.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DiscoveryTest {
  private final Discovery whole = new Discovery(new InMemoryRepository(Map.of()));

  private Deployment deployment(String kind, String path) {
    return new Deployment(
        kind + ":" + path + "#web",
        kind,
        Role.PRODUCTION,
        "",
        new Span(path, 0, 0),
        "flask run",
        List.of(),
        ImageFiles.ofRepository(whole.repository(), "/app"),
        Exposure.NONE,
        new Packages(null, Map.of(), false));
  }

  private List<String> ids() {
    return whole.deployments().stream().map(Deployment::id).toList();
  }

  @Test
  void whatAPartHoldsComesAfterWhatWasFoundBefore() {
    Discovery part = whole.part();
    part.add(deployment("fly", "b"));
    part.problem(new Problem("b", null, "second", false));
    whole.add(deployment("fly", "a"));
    whole.problem(new Problem("a", null, "first", false));
    assertThat(whole.take(part)).isTrue();
    assertThat(ids()).containsExactly("fly:a#web", "fly:b#web");
    assertThat(whole.problems()).extracting(Problem::message).containsExactly("first", "second");
  }

  @Test
  void aPartThatTookAnIdForFreeIsNotTakenWhereItIsKnown() {
    Discovery part = whole.part();
    assertThat(part.isKnown("fly:a#web")).isFalse();
    part.add(deployment("fly", "a"));
    part.problem(new Problem("a", null, "of the part", false));
    whole.add(deployment("fly", "a"));
    assertThat(whole.take(part)).isFalse();
    assertThat(ids()).containsExactly("fly:a#web");
    assertThat(whole.problems()).isEmpty();
  }

  @Test
  void aPartKnowsItsOwnDeployments() {
    Discovery part = whole.part();
    part.add(deployment("fly", "a"));
    assertThat(part.isKnown("fly:a#web")).isTrue();
  }

  @Test
  void aPartTakesBackWhatWasFoundBefore() {
    Discovery part = whole.part();
    part.add(deployment("ansible", "a"));
    part.withdraw("systemd", "a");
    whole.add(deployment("systemd", "a"));
    whole.add(deployment("systemd", "b"));
    assertThat(whole.take(part)).isTrue();
    assertThat(ids()).containsExactly("systemd:b#web", "ansible:a#web");
  }

  @Test
  void whatWaitsForTheDeploymentsBeforeSeesThemAll() {
    List<String> seen = new ArrayList<>();
    Discovery part = whole.part();
    part.onceKnown(all -> all.deployments().forEach(each -> seen.add(each.id())));
    whole.add(deployment("fly", "a"));
    assertThat(seen).isEmpty();
    assertThat(whole.take(part)).isTrue();
    assertThat(seen).containsExactly("fly:a#web");
    whole.onceKnown(all -> seen.add("at once"));
    assertThat(seen).endsWith("at once");
  }

  @Test
  void aPartDoesNotTellTheDeploymentsOfOthers() {
    assertThatThrownBy(() -> whole.part().deployments()).isInstanceOf(IllegalStateException.class);
  }
}
