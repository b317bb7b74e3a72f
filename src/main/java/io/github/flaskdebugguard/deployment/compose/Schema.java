package io.github.flaskdebugguard.deployment.compose;

import io.github.flaskdebugguard.deployment.compose.Tree.Fields;
import io.github.flaskdebugguard.deployment.compose.Tree.Items;
import io.github.flaskdebugguard.deployment.compose.Tree.Leaf;
import io.github.flaskdebugguard.repository.Span;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The part of compose's schema that people get wrong: what v2 refuses is told, and read as it was
 * meant.
 */
final class Schema {
  private static final Set<String> TOP =
      Set.of(
          "version",
          "name",
          "include",
          "services",
          "networks",
          "volumes",
          "secrets",
          "configs",
          "models");

  /** Keys of a service in compose-spec (2026), so that a misspelt {@code enviroment} is told. */
  private static final Set<String> SERVICE =
      Set.of(
          "annotations",
          "attach",
          "blkio_config",
          "build",
          "cap_add",
          "cap_drop",
          "cgroup",
          "cgroup_parent",
          "command",
          "configs",
          "container_name",
          "cpu_count",
          "cpu_percent",
          "cpu_period",
          "cpu_quota",
          "cpu_rt_period",
          "cpu_rt_runtime",
          "cpu_shares",
          "cpus",
          "cpuset",
          "credential_spec",
          "depends_on",
          "deploy",
          "develop",
          "device_cgroup_rules",
          "devices",
          "dns",
          "dns_opt",
          "dns_search",
          "domainname",
          "entrypoint",
          "env_file",
          "environment",
          "expose",
          "extends",
          "external_links",
          "extra_hosts",
          "gpus",
          "group_add",
          "healthcheck",
          "hostname",
          "image",
          "init",
          "ipc",
          "isolation",
          "label_file",
          "labels",
          "links",
          "logging",
          "mac_address",
          "mem_limit",
          "mem_reservation",
          "mem_swappiness",
          "memswap_limit",
          "models",
          "network_mode",
          "networks",
          "oom_kill_disable",
          "oom_score_adj",
          "pid",
          "pids_limit",
          "platform",
          "ports",
          "post_start",
          "pre_stop",
          "privileged",
          "profiles",
          "provider",
          "pull_policy",
          "read_only",
          "restart",
          "runtime",
          "scale",
          "secrets",
          "security_opt",
          "shm_size",
          "stdin_open",
          "stop_grace_period",
          "stop_signal",
          "storage_opt",
          "sysctls",
          "tmpfs",
          "tty",
          "ulimits",
          "use_api_socket",
          "user",
          "userns_mode",
          "uts",
          "volumes",
          "volumes_from",
          "working_dir");

  private Schema() {}

  /**
   * {@return the document; services that stand at its top level, as in the first format of compose,
   * are moved below {@code services}}
   */
  static Fields check(Fields document, List<Refusal> refusals) {
    Fields result = document;
    if (document.get("services") == null) {
      result = firstFormat(document);
    }
    for (String key : document.fields().keySet()) {
      if (!TOP.contains(key)) {
        refusals.add(new Refusal(place(document, key), "top-level key " + key + " is not allowed"));
      }
    }
    if (result.get("services") instanceof Fields services) {
      for (Tree service : services.fields().values()) {
        if (service instanceof Fields fields) {
          service(fields, refusals);
        }
      }
    }
    return result;
  }

  private static Fields firstFormat(Fields document) {
    Tree.Editor found = new Fields(Map.of(), Map.of(), document.span(), null).edit();
    for (var entry : document.fields().entrySet()) {
      if (!TOP.contains(entry.getKey())
          && entry.getValue() instanceof Fields service
          && (service.get("image") != null || service.get("build") != null)) {
        found.put(entry.getKey(), service, place(document, entry.getKey()));
      }
    }
    Fields services = found.done();
    return services.fields().isEmpty()
        ? document
        : document.with("services", services, document.span());
  }

  private static void service(Fields service, List<Refusal> refusals) {
    for (String key : service.fields().keySet()) {
      if (!SERVICE.contains(key) && !key.startsWith("x-")) {
        refusals.add(new Refusal(place(service, key), "service key " + key + " is not allowed"));
      }
    }
    if (service.get("environment") instanceof Fields environment) {
      environment
          .fields()
          .values()
          .forEach(
              value -> {
                if (!(value instanceof Leaf leaf)) {
                  refusals.add(
                      new Refusal(value.span(), "a variable must be a text, number, bool or null"));
                } else if (leaf.kind() == GoScalar.Kind.ENDLESS) {
                  refusals.add(new Refusal(value.span(), "an endless number is no value"));
                }
              });
    }
    for (String key : List.of("command", "entrypoint")) {
      if (service.get(key) instanceof Items items) {
        for (Tree item : items.items()) {
          if (!(item instanceof Leaf leaf) || leaf.isNull() || leaf.kind() != GoScalar.Kind.TEXT) {
            refusals.add(new Refusal(item.span(), "words of " + key + " must be texts"));
          }
        }
      }
    }
  }

  private static Span place(Fields fields, String key) {
    Span place = fields.keys().get(key);
    return place == null ? fields.span() : place;
  }
}
