package io.github.flaskdebugguard.deployment.kube;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flaskdebugguard.document.YamlNode;
import io.github.flaskdebugguard.document.YamlNode.YamlEntry;
import io.github.flaskdebugguard.document.YamlNode.YamlList;
import io.github.flaskdebugguard.document.YamlNode.YamlMap;
import io.github.flaskdebugguard.document.YamlNode.YamlScalar;
import io.github.flaskdebugguard.platform.Json;
import io.github.flaskdebugguard.repository.InMemoryRepository;
import io.github.flaskdebugguard.repository.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

/**
 * Replays what kubectl 1.32.4 with kustomize 5.5.0 made of the same files. Hash suffixes of
 * generated names are left out of the records; a value that is no string stands as its type.
 */
@NullUnmarked
class KubeRecordsTest {
  @Test
  void everyObjectIsThatOfTheRealTool() {
    List<String> wrong = new ArrayList<>();
    int replayed = 0;
    for (Json record : Json.records("/platform/kubernetes.json")) {
      if (record.get("excluded").value() != null) {
        assertThat(record.get("excluded").text()).hasSizeGreaterThan(20);
        continue;
      }
      replayed++;
      String difference = difference(record);
      if (!difference.isEmpty()) {
        wrong.add(record.get("id").text() + ": " + difference);
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(replayed).isEqualTo(69);
  }

  private static String difference(Json record) {
    InMemoryRepository repository = new InMemoryRepository(record.get("files").map());
    List<String> arguments = record.get("arguments").texts();
    boolean kustomize = arguments.getFirst().equals("kustomize");
    List<KubeObject> objects;
    List<String> refusals = new ArrayList<>();
    if (kustomize) {
      String folder = arguments.get(1).equals(".") ? "" : arguments.get(1);
      Kustomization.Built built = Kustomization.build(repository, folder);
      objects = built.objects();
      built.refusals().stream().map(Problem::message).forEach(refusals::add);
      assertThat(built.problems()).isEmpty();
    } else {
      Manifests.Read read =
          Manifests.read(repository.read(arguments.get(arguments.indexOf("-f") + 1)));
      objects = read.objects();
    }
    Map<String, Object> got = new TreeMap<>();
    for (KubeObject object : objects) {
      got.put(object.kind() + "/" + object.name(), given(object, !kustomize, refusals));
    }
    Json expected = record.get("expected");
    if (!(Boolean) expected.get("ok").value()) {
      return refusals.isEmpty() ? "should be refused: " + expected.get("error").text() : "";
    }
    if (!refusals.isEmpty()) {
      return "refused: " + refusals;
    }
    Map<String, Object> want = new TreeMap<>();
    for (Json object : expected.get("objects").items()) {
      Map<String, Object> map = new TreeMap<>();
      ((Map<?, ?>) object.value()).forEach((key, value) -> map.put((String) key, plain(value)));
      want.put(map.remove("kind") + "/" + map.remove("name"), map);
    }
    return want.equals(got) ? "" : "\n  want " + want + "\n  got  " + got;
  }

  /** The record's variable Z is that of the command that showed the object. */
  private static Object plain(Object value) {
    return switch (value) {
      case Map<?, ?> map -> {
        Map<String, Object> result = new TreeMap<>();
        map.forEach((key, inner) -> result.put((String) key, plain(inner)));
        if (result.get("env") instanceof List<?> list && list.isEmpty()) {
          result.remove("env");
        }
        yield result;
      }
      case List<?> list ->
          list.stream()
              .filter(item -> !(item instanceof Map<?, ?> map && "Z".equals(map.get("name"))))
              .map(KubeRecordsTest::plain)
              .toList();
      default -> value;
    };
  }

  private static Map<String, Object> given(KubeObject object, boolean old, List<String> refusals) {
    Map<String, Object> result = new TreeMap<>();
    if (!object.namespace().isEmpty()) {
      result.put("namespace", object.namespace());
    }
    if (object.map().get("data") != null) {
      result.put("data", value(object.map().get("data"), old, refusals));
    }
    YamlMap pod = object.pod();
    if (pod != null) {
      List<Object> containers = new ArrayList<>();
      for (YamlNode node : pod.list("containers")) {
        Map<?, ?> all = (Map<?, ?>) value(node, old, refusals);
        Map<String, Object> kept = new TreeMap<>();
        for (String key : List.of("name", "image", "command", "args", "env", "envFrom")) {
          if (all.get(key) != null && !all.get(key).equals(List.of())) {
            kept.put(key, all.get(key));
          }
        }
        containers.add(kept);
      }
      result.put("containers", containers);
    }
    return result;
  }

  private static Object value(YamlNode node, boolean old, List<String> refusals) {
    return switch (node) {
      case YamlMap map -> {
        Map<String, Object> result = new TreeMap<>();
        for (YamlEntry entry : map.entries()) {
          if (!(entry.value() instanceof YamlScalar scalar && scalar.isNull())) {
            result.put(entry.name(), value(entry.value(), old, refusals));
          }
        }
        yield result;
      }
      case YamlList list -> list.items().stream().map(item -> value(item, old, refusals)).toList();
      case YamlScalar scalar -> {
        String fault = Manifests.notText(scalar, old);
        if (fault != null && old) {
          refusals.add(fault);
        }
        yield fault == null ? scalar.text() : fault.contains("number") ? "(number)" : "(bool)";
      }
    };
  }
}
