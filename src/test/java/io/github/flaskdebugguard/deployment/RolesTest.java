package io.github.flaskdebugguard.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RolesTest {
  @ParameterizedTest
  @CsvSource({
    "docker-compose.prod.yml,PRODUCTION",
    "docker-compose.production.yml,PRODUCTION",
    "deploy/prod/docker-compose.yml,PRODUCTION",
    "k8s/overlays/production/kustomization.yaml,PRODUCTION",
    "k8s/overlays/test/kustomization.yaml,TEST",
    "compose.live.yaml,PRODUCTION",
    "Dockerfile.prd,PRODUCTION",
    "env_prod2.yml,PRODUCTION",
    "docker-compose.staging.yml,STAGING",
    "values-stg.yaml,STAGING",
    "values-pre-prod.yaml,STAGING",
    "values-preprod.yaml,STAGING",
    "values-non-prod.yaml,DEVELOPMENT",
    "demo/docker-compose.yml,STAGING",
    "docker-compose.dev.yml,DEVELOPMENT",
    "docker-compose.override.yml,DEVELOPMENT",
    "docker-compose.local.yml,DEVELOPMENT",
    "deploy/dev/app.yaml,DEVELOPMENT",
    "Procfile.dev,DEVELOPMENT",
    "docker-compose.live-reload.yml,DEVELOPMENT",
    "examples/prod/docker-compose.yml,DEVELOPMENT",
    ".env.production.example,DEVELOPMENT",
    ".devcontainer/docker-compose.yml,DEVELOPMENT",
    "docs/deploy/app.service,DEVELOPMENT",
    "docker-compose.test.yml,TEST",
    "tests/docker-compose.prod.yml,TEST",
    "docker-compose.ci.yml,TEST",
    "docker-compose.integration-tests.yml,TEST",
    "e2e/compose.yml,TEST",
    "docker-compose.yml,UNKNOWN",
    "Dockerfile,UNKNOWN",
    "k8s/base/deployment.yaml,UNKNOWN",
    "reproduce/Dockerfile,UNKNOWN",
    "product-service/Dockerfile,UNKNOWN",
    "latest/Dockerfile,UNKNOWN",
    "contest/Dockerfile,UNKNOWN",
    "devops/Dockerfile,UNKNOWN",
    "devOps/Dockerfile,UNKNOWN",
    "device/Dockerfile,UNKNOWN",
    "delivery/Dockerfile,UNKNOWN",
    "protest/Dockerfile,UNKNOWN",
    "rootfs/usr/local/bin/run.sh,UNKNOWN",
    "chart/templates/deployment.yaml,UNKNOWN"
  })
  void countsWholeWordsOfPaths(String path, Role role) {
    assertThat(Roles.of(path, List.of()).role()).isEqualTo(role);
  }

  @ParameterizedTest
  @CsvSource({
    "web,UNKNOWN",
    "web-dev,DEVELOPMENT",
    "flask_prod,PRODUCTION",
    "ProductionConfig,PRODUCTION",
    "config.DevelopmentConfig,DEVELOPMENT",
    "TestingSettings,TEST",
    "DeviceConfig,UNKNOWN",
    "latest,UNKNOWN"
  })
  void countsWholeWordsOfNames(String name, Role role) {
    assertThat(Roles.of("docker-compose.yml", List.of(name)).role()).isEqualTo(role);
  }

  @Test
  void theFileNameComesBeforeFoldersAndNames() {
    assertThat(Roles.of("dev/docker-compose.prod.yml", List.of("test")))
        .isEqualTo(new Roles.Told(Role.PRODUCTION, "file name docker-compose.prod.yml"));
    assertThat(Roles.of("deploy/staging/compose.yml", List.of("prod")))
        .isEqualTo(new Roles.Told(Role.STAGING, "folder staging"));
    assertThat(Roles.of("compose.yml", List.of("web", "prod")))
        .isEqualTo(new Roles.Told(Role.PRODUCTION, "name prod"));
    assertThat(Roles.explicit("prod", "stage"))
        .isEqualTo(new Roles.Told(Role.PRODUCTION, "stage prod"));
  }

  @ParameterizedTest
  @CsvSource({
    "Procfile,procfile,'',PRODUCTION",
    "app.yaml,app-engine,'',PRODUCTION",
    "deploy/app.service,systemd,'',PRODUCTION",
    "Dockerfile,dockerfile,'',UNKNOWN",
    "docker-compose.yml,compose,'',UNKNOWN",
    "Dockerfile,dockerfile,Dockerfile.prod,DEVELOPMENT",
    "Dockerfile,dockerfile,prod.Dockerfile,DEVELOPMENT",
    "Dockerfile,dockerfile,other/Dockerfile.prod,UNKNOWN",
    "Dockerfile,dockerfile,Dockerfile.dev,PRODUCTION",
    "docker-compose.yml,compose,docker-compose.prod.yml,DEVELOPMENT",
    "docker-compose.yml,compose,docker-compose.dev.yml,PRODUCTION",
    "docker-compose.yml,compose,docker-compose.override.yml,UNKNOWN",
    "docker-compose.yml,compose,docker-compose.test.yml,UNKNOWN",
    "Dockerfile.prod,dockerfile,Dockerfile.dev,PRODUCTION"
  })
  void readsKindAndSiblingsWhereNoNameTells(String path, String kind, String sibling, Role role) {
    List<String> siblings = sibling.isEmpty() ? List.of(path) : List.of(path, sibling);
    assertThat(Roles.of(path, List.of("web"), kind, siblings).role()).isEqualTo(role);
  }
}
