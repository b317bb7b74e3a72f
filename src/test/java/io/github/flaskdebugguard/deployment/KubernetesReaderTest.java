package io.github.flaskdebugguard.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flaskdebugguard.document.Text;
import io.github.flaskdebugguard.repository.InMemoryRepository;
import io.github.flaskdebugguard.repository.SourceFile;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

@NullUnmarked
class KubernetesReaderTest {
  private static final String DOCKERFILE =
      """
      FROM python:3.12-slim
      ENV FLASK_DEBUG=0 MODE=image
      WORKDIR /srv
      COPY . .
      ENTRYPOINT ["gunicorn"]
      CMD ["app:app"]
      """;

  private static Deployments find(String... files) {
    Map<String, String> all = new TreeMap<>();
    all.put("Dockerfile", DOCKERFILE);
    all.put("app.py", "from flask import Flask\napp = Flask(__name__)\n");
    for (int i = 0; i < files.length; i += 2) {
      all.put(files[i], files[i + 1]);
    }
    return Deployments.find(new InMemoryRepository(all));
  }

  private static List<Deployment> of(Deployments found, String kind) {
    return found.deployments().stream().filter(each -> each.kind().equals(kind)).toList();
  }

  private static Deployment only(Deployments found) {
    List<Deployment> list = of(found, "kubernetes");
    assertThat(list).hasSize(1);
    return list.getFirst();
  }

  /** A deployment with one container; the text is indented into it. */
  private static String manifest(String container) {
    return """
    apiVersion: apps/v1
    kind: Deployment
    metadata: {name: app, namespace: shop}
    spec:
      template:
        spec:
          containers:
            - name: app
              image: registry.example.com/app:1
    """
        + container.indent(10);
  }

  private static String value(Deployment deployment, String name) {
    return switch (deployment.starts().getFirst().environment().get(name)) {
      case null -> null;
      case Text.Known known -> known.value();
      case Text.Unknown unknown -> "unknown: " + unknown.reason();
    };
  }

  @Test
  void anImageNamedByProjectAndFolderIsBuiltFromThatFolder() {
    String manifest = manifest("").replace("registry.example.com/app:1", "shop_web:latest");
    Deployments found =
        find(
            "pyproject.toml",
            "[project]\nname = \"shop\"\n",
            "docker/web/Dockerfile",
            "FROM python:3.12-slim\nCMD [\"gunicorn\", \"web:app\"]\n",
            "docker/other/Dockerfile",
            "FROM python:3.12-slim\nCMD [\"gunicorn\", \"other:app\"]\n",
            "k8s/web.yaml",
            manifest);

    assertThat(only(found).command()).contains("web:app");
  }

  @Test
  void argumentsReplaceCmdAndCommandDropsIt() {
    assertThat(only(find("k.yaml", manifest(""))).command()).isEqualTo("gunicorn app:app");
    assertThat(only(find("k.yaml", manifest("args: [wsgi:app]"))).command())
        .isEqualTo("gunicorn wsgi:app");
    assertThat(only(find("k.yaml", manifest("command: [flask, run]"))).command())
        .isEqualTo("flask run");
    assertThat(only(find("k.yaml", manifest("command: []"))).command())
        .isEqualTo("gunicorn app:app");
  }

  @Test
  void laterEntriesAndLaterSourcesWin() {
    String maps =
        """
        ---
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: one, namespace: shop}
        data: {A: one, B: one, C: one}
        ---
        apiVersion: v1
        kind: Secret
        metadata: {name: two, namespace: shop}
        data: {B: dHdv, P: eA==}
        stringData: {P: plain}
        """;
    Deployment found =
        only(
            find(
                "k.yaml",
                manifest(
                        """
                        envFrom:
                          - configMapRef: {name: one}
                          - secretRef: {name: two}
                          - secretRef: {name: two}
                            prefix: X_
                        env:
                          - {name: C, value: env}
                          - {name: D, value: first}
                          - {name: D, value: second}
                          - {name: FLASK_DEBUG, value: "1"}
                        """)
                    + maps));
    assertThat(value(found, "A")).isEqualTo("one");
    assertThat(value(found, "B")).isEqualTo("two");
    assertThat(value(found, "C")).isEqualTo("env");
    assertThat(value(found, "D")).isEqualTo("second");
    assertThat(value(found, "P")).isEqualTo("plain");
    assertThat(value(found, "X_B")).isEqualTo("two");
    assertThat(value(found, "FLASK_DEBUG")).isEqualTo("1");
    assertThat(value(found, "MODE")).isEqualTo("image");
  }

  @Test
  void referencesSeeEarlierVariablesOfThePodOnly() {
    Deployment found =
        only(
            find(
                "k.yaml",
                manifest(
                    """
                    args: ["--bind=$(HOST):80", "$(MODE)", "$$(HOST)"]
                    env:
                      - {name: EARLY, value: "$(HOST)"}
                      - {name: HOST, value: "0.0.0.0"}
                      - {name: LATE, value: "$(HOST)/$(MODE)"}
                    """)));
    assertThat(value(found, "EARLY")).isEqualTo("$(HOST)");
    assertThat(value(found, "LATE")).isEqualTo("0.0.0.0/$(MODE)");
    assertThat(found.command()).isEqualTo("gunicorn --bind=0.0.0.0:80 $(MODE) $(HOST)");
  }

  @Test
  void whatTheClusterHoldsIsUnknownWithItsName() {
    Deployment found =
        only(
            find(
                "k.yaml",
                manifest(
                    """
                    envFrom:
                      - configMapRef: {name: elsewhere}
                    env:
                      - name: S
                        valueFrom: {secretKeyRef: {name: keys, key: s}}
                      - name: IP
                        valueFrom: {fieldRef: {fieldPath: status.podIP}}
                    """)));
    assertThat(value(found, "S")).isEqualTo("unknown: comes from the secret keys");
    assertThat(value(found, "IP")).startsWith("unknown: is filled in by the cluster");
    assertThat(value(found, "FLASK_DEBUG"))
        .isEqualTo("unknown: comes from the ConfigMap elsewhere");
    assertThat(value(found, "ANYTHING")).startsWith("unknown: ");
  }

  @Test
  void keysOfConfigMapsAreFiles() {
    Deployment found =
        only(
            find(
                "k.yaml",
                """
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: app}
                spec:
                  template:
                    spec:
                      containers:
                        - name: app
                          image: app
                          volumeMounts:
                            - {name: conf, mountPath: /srv/conf}
                            - {name: conf, mountPath: /srv/local.py, subPath: settings.py}
                            - {name: data, mountPath: /data}
                      volumes:
                        - name: conf
                          configMap: {name: conf}
                        - name: data
                          persistentVolumeClaim: {claimName: data}
                ---
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: conf}
                data:
                  settings.py: |
                    import os
                    DEBUG = True
                """));
    SourceFile file = found.files().read("/srv/local.py");
    assertThat(file.text()).isEqualTo("import os\nDEBUG = True\n");
    int debug = file.text().indexOf("DEBUG");
    String manifest = "data:\n  settings.py";
    assertThat(file.span(debug, debug + 5).path()).isEqualTo("k.yaml");
    assertThat(file.span(debug, debug + 5).start()).isGreaterThan(manifest.length());
    assertThat(found.files().list("/srv/conf")).containsExactly("settings.py");
    assertThat(found.files().presence("/data/x"))
        .isEqualTo(io.github.flaskdebugguard.repository.FileView.Presence.UNKNOWN);
  }

  @Test
  void everyKindOfWorkloadIsFoundAndInitContainersAreNot() {
    String pod =
        "{initContainers: [{name: migrate, image: app}, {name: log, image: app, restartPolicy:"
            + " Always}], containers: [{name: app, image: app}]}";
    StringBuilder text = new StringBuilder();
    for (String kind :
        List.of(
            "apps/v1 StatefulSet",
            "apps/v1 DaemonSet",
            "v1 ReplicationController",
            "batch/v1 Job",
            "serving.knative.dev/v1 Service",
            "apps.openshift.io/v1 DeploymentConfig",
            "argoproj.io/v1alpha1 Rollout")) {
      String[] words = kind.split(" ");
      text.append(
          "---\napiVersion: %s\nkind: %s\nmetadata: {name: x}\nspec: {template: {spec: %s}}\n"
              .formatted(words[0], words[1], pod));
    }
    text.append(
        "---\napiVersion: batch/v1\nkind: CronJob\nmetadata: {name: x}\n"
            + "spec: {jobTemplate: {spec: {template: {spec: "
            + pod
            + "}}}}\n");
    text.append(
        "---\napiVersion: v1\nkind: List\nitems:\n- {apiVersion: v1, kind: Pod, metadata: {name:"
            + " x}, spec: "
            + pod
            + "}\n");
    List<Deployment> found = of(find("k.yaml", text.toString()), "kubernetes");
    assertThat(found).hasSize(18);
    assertThat(found)
        .extracting(Deployment::id)
        .contains(
            "kubernetes:k.yaml#CronJob/x/app",
            "kubernetes:k.yaml#Pod/x/log",
            "kubernetes:k.yaml#Service/x/app")
        .noneMatch(id -> id.endsWith("/migrate"));
  }

  @Test
  void imagesFromElsewhereCountOnlyWithAPythonCommand() {
    String other =
        manifest("").replace("registry.example.com/app:1", "redis:7").replace("app", "cache");
    assertThat(of(find("k.yaml", other), "kubernetes")).isEmpty();
    String python =
        manifest("command: [gunicorn, 'site:app']")
            .replace("registry.example.com/app:1", "redis:7");
    assertThat(only(find("k.yaml", python)).command()).isEqualTo("gunicorn site:app");
  }

  @Test
  void refusedValuesAreProblemsAndTheContainerIsStillThere() {
    Deployments found = find("k.yaml", manifest("env:\n  - {name: FLASK_DEBUG, value: off}"));
    assertThat(value(only(found), "FLASK_DEBUG")).isEqualTo("off");
    assertThat(found.problems()).anyMatch(each -> each.message().contains("off is a bool"));
  }

  @Test
  void aBrokenDocumentLosesOnlyItself() {
    Deployments found = find("k.yaml", manifest("") + "---\nkind: [\n");
    assertThat(only(found).id()).isEqualTo("kubernetes:k.yaml#Deployment/app/app");
    assertThat(found.problems()).anyMatch(each -> each.path().equals("k.yaml"));
  }

  @Test
  void overlaysAreDeploymentsAndTheirBaseIsNot() {
    String base = "resources: [app.yaml]\n";
    Deployments found =
        find(
            "base/kustomization.yaml",
            base,
            "base/app.yaml",
            manifest("env:\n  - {name: FLASK_DEBUG, value: \"1\"}"),
            "prod/kustomization.yaml",
            "resources: [../base]\nnamePrefix: p-\npatches:\n- path: p.yaml\n",
            "prod/p.yaml",
            manifest("env:\n  - {name: FLASK_DEBUG, value: \"0\"}")
                .replace("          image: registry.example.com/app:1\n", ""),
            "dev/kustomization.yaml",
            "resources: [../base]\n");
    assertThat(of(found, "kubernetes")).isEmpty();
    assertThat(of(found, "kustomize"))
        .extracting(each -> each.id() + " " + each.role() + " " + value(each, "FLASK_DEBUG"))
        .containsExactlyInAnyOrder(
            "kustomize:prod/kustomization.yaml#Deployment/p-app/app PRODUCTION 0",
            "kustomize:dev/kustomization.yaml#Deployment/app/app DEVELOPMENT 1");
  }

  @Test
  void manifestsThatAScriptAppliesDirectlyAreDeploymentsAlso() {
    Deployments found =
        find(
            "k8s/kustomization.yaml", "resources: [app.yaml]\n",
            "k8s/app.yaml", manifest(""),
            "deploy.sh", "#!/bin/sh\nkubectl apply -f k8s/app.yaml\n");
    assertThat(of(found, "kubernetes")).hasSize(1);
    assertThat(of(found, "kustomize")).hasSize(1);
  }

  @Test
  void aNamespaceOrALabelTellsTheRole() {
    assertThat(only(find("k.yaml", manifest("").replace("shop", "staging"))).role())
        .isEqualTo(Role.STAGING);
    assertThat(only(find("k8s/dev/k.yaml", manifest(""))).role()).isEqualTo(Role.DEVELOPMENT);
    assertThat(only(find("k.yaml", manifest(""))).role()).isEqualTo(Role.PRODUCTION);
  }
}
